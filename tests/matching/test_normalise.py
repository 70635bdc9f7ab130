"""Any text becomes short, plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.rules.phrases import LONGEST
from bot.matching.normalise import FOLDED_CAP, fold, is_content, stem, words_of


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Wethouder", "wethouder"),
        ("wet\u200bhou\u00adder", "wethouder"),
        ("\u202ewethouder\u2066", "wethouder"),
        ("wet\x00hou\x1bder", "wethouder"),
        ("wеthоudеr", "wethouder"),
        ("ΡΑΑΡ", "paap"),
        ("ＷＥＴＨＯＵＤＥＲ", "wethouder"),
        ("privé É ë", "prive e e"),
        ("z\u0300\u0301\u0302a", "za"),
        ("\ud800dorp", "dorp"),
        ("Straße Ĳssel", "strasse ijssel"),
        ("  een\r\n\ttwee  ", "een twee"),
        ("", ""),
        ("\u200b\u0300\ud800\x00", ""),
    ],
)
def test_what_people_cannot_see_disappears_and_what_looks_alike_is_alike(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text(alphabet=st.characters(), max_size=2_000))
def test_folding_is_total_bounded_and_done_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) <= FOLDED_CAP
    assert fold(folded) == folded


def test_padding_does_not_push_the_words_out() -> None:
    assert fold(" \u200b" * 500 + "wethouder") == "wethouder"


@given(st.text(max_size=200))
def test_words_are_letters_and_digits_only(text: str) -> None:
    assert all(word.isalnum() for word in words_of(fold(text)))


def test_an_apostrophe_joins_and_other_marks_part() -> None:
    assert words_of(fold("m'n foto’s, e-mail (art. 2:4)")) == ("mn", "fotos", "e", "mail", "art", "2", "4")


@pytest.mark.parametrize(
    ("one", "other"), [("vergunning", "vergunningen"), ("stemmen", "gestemd"), ("fles", "flessen")]
)
def test_forms_of_a_word_share_their_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["art", "b4", "a" * 200])
def test_a_word_that_is_no_dutch_word_stays_whole(word: str) -> None:
    assert stem(word) == word


def test_function_words_and_numbers_say_nothing_about_a_topic() -> None:
    assert not any(map(is_content, ("de", "mag", "ik", "12", "x")))
    assert is_content("geschenk")


def test_an_example_is_read_to_its_end() -> None:
    assert LONGEST <= FOLDED_CAP

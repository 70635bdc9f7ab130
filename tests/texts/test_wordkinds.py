"""What the words beside "je" say of it."""

from collections.abc import Mapping
from importlib.resources import files

import pytest

from bot.content.reader import read
from bot.texts import flatten
from bot.texts.wordkinds import Kind, WordKinds


def _lists() -> Mapping[str, str]:
    document = read("aanspreekvorm.yaml", (files("bot.texts") / "aanspreekvorm.yaml").read_bytes()).document
    assert document is not None
    assert isinstance(document.data, Mapping)
    return flatten(document.data)


LISTS = _lists()
KINDS = WordKinds(LISTS)
AFTER = ("bezit", "soms", "los")
"""The lists of words that follow "je"; a word has one place in them."""


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("leidinggevende", Kind.OWNED),
        ("werktelefoon", Kind.OWNED),
        ("oud-collega", Kind.OWNED),
        ("fractievoorzitter", Kind.OWNED),
        ("bezwaarschrijving", Kind.OWNED),
        ("hulp", Kind.EITHER),
        ("rechtshulp", Kind.EITHER),
        ("niet", Kind.FREE),
        ("meldt", Kind.FREE),
        ("meedoet", Kind.FREE),
        ("overlegd", Kind.FREE),
        ("112", Kind.FREE),
        ("", Kind.FREE),
        ("xylofoon", Kind.UNKNOWN),
    ],
)
def test_a_word_says_what_je_is_before_it(word: str, kind: Kind) -> None:
    assert KINDS.of(word) is kind


def test_a_noun_is_no_verb_with_something_before_it() -> None:
    assert KINDS.of("inhoud") is Kind.OWNED
    assert KINDS.of("invoer") is Kind.UNKNOWN


def test_a_stem_that_is_a_noun_too_is_not_only_a_verb() -> None:
    assert KINDS.is_only_verb("hoor")
    assert not KINDS.is_only_verb("werk")
    assert not KINDS.is_only_verb("nodig")
    assert not KINDS.is_only_verb("leidinggevende")


def test_an_unknown_word_may_be_a_verb_unless_its_end_says_otherwise() -> None:
    assert not KINDS.knows("fietskoerier")
    assert KINDS.knows("kosten")
    assert KINDS.knows("meld")


def test_every_word_stands_in_one_list_once() -> None:
    listed = [word for name in AFTER for word in LISTS[name].split()]
    assert sorted(word for word in set(listed) if listed.count(word) > 1) == []
    for name in ("werkwoorden", "onveranderd", "gebiedend", "altijd-onderwerp"):
        words = LISTS[name].split()
        assert len(words) == len(set(words)), name


def test_every_word_is_in_lower_case_and_whole() -> None:
    for name, words in LISTS.items():
        if not name.startswith("vast."):
            for word in words.split():
                assert word == word.lower() and word.replace("'", "").replace("-", "").isalpha(), (name, word)

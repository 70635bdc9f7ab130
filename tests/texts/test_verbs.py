"""The forms of a verb, from its stem."""

import pytest

from bot.texts.verbs import forms, with_u, without_prefix


@pytest.mark.parametrize(
    ("stem", "present"),
    [
        ("meld", "meldt"),
        ("werk", "werkt"),
        ("vind", "vindt"),
        ("word", "wordt"),
        ("houd", "houdt"),
        ("hou", "houdt"),
        ("rijd", "rijdt"),
        ("rij", "rijdt"),
        ("ga", "gaat"),
        ("versta", "verstaat"),
        ("doe", "doet"),
        ("zie", "ziet"),
        ("heb", "hebt"),
        ("ben", "bent"),
        ("kun", "kunt"),
        ("kan", "kunt"),
        ("zal", "zult"),
        ("wil", "wilt"),
        ("weet", "weet"),
        ("zit", "zit"),
        ("vergeet", "vergeet"),
    ],
)
def test_a_verb_goes_with_u(stem: str, present: str) -> None:
    assert with_u(stem) == present


@pytest.mark.parametrize(
    ("stem", "others"),
    [
        ("meld", "meldt melden meldde gemeld"),
        ("maak", "maakt maken maakte gemaakt"),
        ("zeg", "zegt zeggen"),
        ("leef", "leeft leven leefde geleefd"),
        ("reis", "reist reizen reisde gereisd"),
        ("beslis", "beslist beslissen besliste"),
        ("vertel", "vertelt vertellen vertelde verteld"),
        ("overleg", "overlegt overleggen overlegde overlegd"),
        ("praat", "praat praten praatte gepraat"),
        ("ga", "gaat gaan"),
        ("zie", "ziet zien"),
    ],
)
def test_the_other_forms_are_known(stem: str, others: str) -> None:
    assert set(others.split()) <= set(forms(stem))


def test_a_stem_is_none_of_its_forms_unless_the_present_is() -> None:
    assert "meld" not in set(forms("meld"))
    assert "weet" in set(forms("weet"))


@pytest.mark.parametrize(
    ("word", "rest"), [("meedoet", "doet"), ("opgeeft", "geeft"), ("terechtkunt", "kunt"), ("verdergaat", "gaat")]
)
def test_a_separable_verb_is_known_by_its_second_part(word: str, rest: str) -> None:
    assert rest in set(without_prefix(word))


def test_no_prefix_is_taken_off_a_word_that_is_hardly_longer() -> None:
    assert list(without_prefix("aan")) == []
    assert list(without_prefix("doet")) == []

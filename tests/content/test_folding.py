"""Folding and guessing: words are compared as people do."""

import re
from pathlib import Path

import pytest

from bot.content.folding import closest, did_you_mean, fold, is_doubt, listed, says_doubt, short
from bot.dilemma.tree import Option
from bot.ids import NodeId, OptionId

DOCS = Path(__file__).parents[2] / "docs/schrijven/meldingen.md"


@pytest.mark.parametrize(
    ("id_", "label", "doubt"),
    [
        ("weet-niet", "Anders", True),
        ("weet-niet-zeker", "Hm", True),
        ("x1", "Dat weet ik niet", True),
        ("x1", "Weet ik niet.", True),
        ("x1", "Ik weet het niet zeker", True),
        ("x1", "GEEN IDÉE", True),
        ("x1", "Nee", False),
        ("x1", "Dat weet ik niet meer van vroeger", False),
        ("niet-weet", "Ja", False),
    ],
)
def test_doubt_is_recognised_by_id_or_label(id_: str, label: str, doubt: bool) -> None:
    assert is_doubt(Option(id=OptionId(id_), label=label, to=NodeId("x"))) is doubt


@pytest.mark.parametrize(
    "label",
    [
        *("weet niet", "Weet ik nog niet", "weet ik niet precies", "ik weet niet", "Ik weet het nog niet", "twijfel"),
        *("Ik heb geen idee", "Dat weet ik nog niet zeker", "Misschien", "Hier twijfel ik over", "Kan ik niet zeggen"),
        *(
            "Dat weet ik niet meer",
            "Nee, dat weet ik niet",
            "Hmm, geen flauw idee",
            "Ik weet niet of het mag",
            "niet zeker",
        ),
        *("Daar heb ik geen idee van", "Ik ben er niet zeker van", "Onbekend", "Ik kan dat nog niet beoordelen"),
    ],
)
def test_doubt_is_said_in_many_ways(label: str) -> None:
    assert says_doubt(label)


@pytest.mark.parametrize(
    "label",
    [
        *(
            "Weet de gever het niet?",
            "Nee, niemand weet het",
            "Hij weet het niet",
            "Ik wist het niet",
            "Ja, dat weet ik",
        ),
        *("Ja, dat weet ik zeker", "Ik twijfel aan zijn verhaal", "Onbekende gever", "Misschien later", "Niet gezegd"),
        *(
            "Ik wil het niet zeggen",
            "Ik mag het niet zeggen",
            "Nee, nog niet",
            "Weet hij niet",
            "Geen idee ingediend",
            "",
        ),
    ],
)
def test_an_answer_in_which_somebody_is_sure_is_no_doubt(label: str) -> None:
    assert not says_doubt(label)


def test_what_the_docs_call_doubt_is_doubt() -> None:
    paragraph = DOCS.read_text(encoding="utf-8").partition("### `G13`")[2].partition("### ")[0]
    quoted = re.findall(r"[“\"]([^”\"]+)[”\"]", paragraph)
    assert len(quoted) > 6 and all(map(says_doubt, quoted))


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("medl", "meld"),
        ("gver", "gever"),
        ("geverr", "gever"),
        ("xyz", None),
        ("j", None),
        ("jo", "ja"),
        ("a" * 99, None),
    ],
)
def test_a_slip_of_the_pen_is_recognised(word: str, meant: str | None) -> None:
    assert closest(word, ["meld", "gever", "ja", "nee"]) == meant


def test_folding_looks_through_capitals_accents_and_punctuation() -> None:
    assert fold("  Één, of–TWEE?! ") == "een of twee"


def test_a_hint_guesses_or_falls_back() -> None:
    assert did_you_mean("medl", ["meld"]) == "bedoelde je `meld`?"
    assert did_you_mean("iets", ["meld"], "Kijk in de lijst.") == "Kijk in de lijst."


def test_words_are_listed_and_cut_for_a_message() -> None:
    assert [listed([]), listed(["a"]), listed("abc")] == ["(geen)", "a", "a, b of c"]
    assert short("a" * 50) == "a" * 39 + "…"

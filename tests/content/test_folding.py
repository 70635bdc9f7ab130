"""Folding and guessing: words are compared as people do."""

import re
from pathlib import Path

import pytest

from bot.content.folding import DOUBT_LABELS, closest, did_you_mean, fold, is_doubt, listed, short
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


def test_the_words_of_doubt_stand_in_the_docs() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert {fold(word) for word in re.findall(r"[“\"]([^”\"]+)[”\"]", text)} >= DOUBT_LABELS


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

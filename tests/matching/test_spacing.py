"""Spaces put into a word, or left out between words, are undone where a known word comes of it, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.spacing import respaced

KNOWN = frozenset({"zelfmoord", "dood", "leven", "slaan", "mes", "wil", "bedreigd"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("z e l f m o o r d", "zelfmoord"),
        ("ik denk aan z e l f m o o r d nu", "ik denk aan zelfmoord nu"),
        ("i k w i l d o o d", "ik wil dood"),
        ("ikwilnietmeerleven", "ik wil niet meer leven"),
        ("ikwil dood", "ik wil dood"),
        ("hijheeft een mes", "hij heeft een mes"),
        ("kwordbedreigd", "kwordbedreigd"),
        ("ikwordbedreigd", "ik word bedreigd"),
        ("overslaan", "overslaan"),
        ("doodmes", "doodmes"),
        ("a b c d", "a b c d"),
        ("plan b en plan c", "plan b en plan c"),
        ("zelfmoord", "zelfmoord"),
        ("", ""),
    ],
)
def test_words_of_danger_come_out_of_odd_spacing(typed: str, meant: str) -> None:
    assert respaced(typed.split(), KNOWN) == tuple(meant.split())


@given(st.lists(st.text(st.characters(categories=["Ll", "Nd"]), min_size=1, max_size=50)))
def test_no_letter_is_lost_or_made_up(words: list[str]) -> None:
    assert "".join(respaced(words, KNOWN)) == "".join(words)

"""Words that nobody has seen are mended by those of the content."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.models import Concept
from bot.matching.features import Concepts, read
from bot.matching.repair import Spelling

CONCEPTS = Concepts.of([Concept(id="drank", words=("jenever",))])
KNOWN = [read(text, CONCEPTS) for text in ("leverancier gaf een cadeau", "wijn van de gemeente", "wijn op kantoor")]
SPELLING = Spelling.of_readings(KNOWN)
STEMS = frozenset(stem for reading in KNOWN for stem in reading.stems)


def _mended(text: str) -> str | None:
    return SPELLING.mended(read(text, CONCEPTS), STEMS.__contains__)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cadaeu van de gemeente", "cadeau van de gemeente"),
        ("een cadeu", "een cadeau"),
        ("leveransieer", "leverancier"),
        ("wijnn", "wijn"),
        ("wijncadeau", "wijn cadeau"),
        ("op kan toor", "op kantoor"),
    ],
)
def test_slips_and_split_or_joined_words_are_mended(typed: str, meant: str) -> None:
    assert _mended(typed) == meant


@pytest.mark.parametrize("text", ["", "een cadeau op kantoor", "glas jenever", "xqzv", "wyn", "12345678"])
def test_what_is_known_or_like_nothing_stays_as_it_was(text: str) -> None:
    assert _mended(text) is None


def test_of_words_equally_near_the_most_frequent_is_taken() -> None:
    spelling = Spelling.of({"wijk": 1, "wijn": 2})
    assert spelling.mended(read("wijx", CONCEPTS), lambda _: False) == "wijn"


@given(st.text(max_size=300))
def test_any_text_can_be_mended_and_what_is_mended_needs_no_mending(text: str) -> None:
    mended = _mended(text)
    assert mended is None or mended.strip()

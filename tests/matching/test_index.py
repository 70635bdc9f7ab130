"""The learned index."""

import numpy as np
import pytest

from bot.matching.features import read
from bot.matching.index import Entry, Index, build
from tests.matching.invented import CONCEPTS, ELSEWHERE, ENTRIES


def _shares(index: Index, text: str) -> np.ndarray:
    reading = read(text, index.concepts)
    return index.shares(reading, index.meant(reading))


def _best(index: Index, text: str) -> str:
    return index.entries[int(_shares(index, text)[0, :-1].argmax())].id


def test_every_phrase_finds_its_own_entry(index: Index) -> None:
    own = [phrase.text for phrase in index.phrases if _best(index, phrase.text) != index.entries[phrase.entry].id]
    assert own == []


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("kado van een leverancir gekregen", "gift"),
        ("een glas jenever", "gift"),
        ("stemming over het huis van mijn zwager", "vote"),
    ],
)
def test_slips_of_the_pen_and_words_of_a_concept_are_understood(index: Index, text: str, entry: str) -> None:
    assert _best(index, text) == entry


def test_a_near_miss_goes_to_the_norm_it_belongs_to(index: Index) -> None:
    assert _best(index, "mag ik stemmen over mijn eigen bedrijf") == "vote"


@pytest.mark.parametrize("text", ELSEWHERE)
def test_what_belongs_elsewhere_is_known_as_such(index: Index, text: str) -> None:
    assert _shares(index, text)[0].argmax() == len(index.entries)


def test_shares_are_chances_that_make_one_also_when_a_word_was_mended(index: Index) -> None:
    for text in ("wijn van een leverancier", "wijn van een levrancierr"):
        assert _shares(index, text).sum() == pytest.approx(1.0)


def test_the_same_content_gives_the_same_index(index: Index) -> None:
    again = build(ENTRIES, CONCEPTS, ELSEWHERE)
    assert np.array_equal(again.weights, index.weights)
    assert np.array_equal(again.trust, index.trust)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_an_index_of_next_to_nothing_can_be_built_and_asked(count: int) -> None:
    entries = [Entry(kind="norm", id=f"n{i}", title=f"Titel {i}", phrases=()) for i in range(count)]
    index = build(entries, [])
    assert _shares(index, "titel").shape == (1, count + 1)

"""The learned index."""

import numpy as np
import pytest

from bot.matching.features import read
from bot.matching.index import Entry, Index, build
from tests.matching.invented import CONCEPTS, ENTRIES


def _best(index: Index, text: str) -> str:
    return index.entries[int(index.scores(read(text, index.concepts)).argmax())].id


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


def test_a_feature_of_one_entry_is_worth_more_than_one_of_all_and_the_unseen_most(index: Index) -> None:
    assert 1.0 <= index.worth("smag") < index.worth("sgeheim") == index.worth("sqqq")


def test_the_same_content_gives_the_same_index(index: Index) -> None:
    again = build(ENTRIES, CONCEPTS)
    assert np.array_equal(again.weights, index.weights)
    assert np.array_equal(again.trust, index.trust)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_an_index_of_next_to_nothing_can_be_built_and_asked(count: int) -> None:
    entries = [Entry(kind="norm", id=f"n{i}", title=f"Titel {i}", phrases=()) for i in range(count)]
    index = build(entries, [])
    assert index.scores(read("titel", index.concepts)).shape == (1, count)

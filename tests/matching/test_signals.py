"""What speaks for a candidate."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.models import Concept
from bot.matching.features import Concepts, read
from bot.matching.signals import SIGNALS, coverage, pooled, signals_of

LINKS = np.array([[0, 0, 1], [0, 0, 0], [0, 0, 0]], dtype=np.float32)
"""Entry 0 is a norm with tree 2; entry 1 is a norm alone."""
SHARED = np.array([[0, 0, 1], [0, 0, 1], [0, 0, 0]], dtype=np.float32)
"""Both norms have tree 2."""


def test_a_topic_is_not_torn_between_its_norm_and_its_tree() -> None:
    shares = np.array([[0.3, 0.36, 0.33]], dtype=np.float32)
    together = pooled(shares, LINKS)[0]
    assert together.argmax() == 0
    assert together[2] > together[1]


@given(st.lists(st.floats(0, 1, width=32), min_size=3, max_size=3))
def test_a_norm_never_stands_below_its_only_tree_nor_loses_by_having_one(shares: list[float]) -> None:
    row = np.array([shares], dtype=np.float32)
    together = pooled(row, LINKS)[0]
    assert row[0, 0] == 0.0 or together[0] >= together[2] - 1e-6
    assert together[0] >= row[0, 0] - 1e-6
    assert together[1] == pytest.approx(row[0, 1])


def test_norms_that_share_a_tree_share_its_evidence() -> None:
    alone, together = (pooled(np.array([[0.1, 0.1, 0.8]], np.float32), links)[0] for links in (LINKS, SHARED))
    assert together[0] == together[1] < alone[0]
    assert together[2] > together[0]


def test_coverage_counts_stems_in_full_and_concepts_in_part() -> None:
    reading = read("fles wijn verkopen", Concepts.of([Concept(id="drank", words=("wijn",))]))

    def covered(*wording: str) -> float:
        return coverage(reading, [frozenset(wording)], lambda _: 1.0)

    assert covered() == 0.0
    assert covered("sfles") == pytest.approx(1 / 3)
    assert covered("sfles", "cdrank") == pytest.approx(1.7 / 3)
    assert covered(*(f"s{stem}" for stem in reading.stems)) == 1.0


def test_the_signals_stand_in_their_order_best_entry_first() -> None:
    reading = read("wijn", Concepts.of([]))
    wordings = [frozenset[str](), frozenset({"swijn"}), frozenset[str]()]
    shares = np.array([0.1, 0.5, 0.2])
    best, signals = signals_of(reading, shares, 0.2, [frozenset()] * 3, wordings, lambda _: 1.0, limit=2)
    assert best.tolist() == [1, 2]
    assert signals.shape == (2, len(SIGNALS))
    assert signals[0].tolist() == pytest.approx([1.0, np.log(0.5), np.log(0.2), 1.0, np.log(2.0)])
    assert signals[1].tolist() == pytest.approx([1.0, np.log(0.2), np.log(0.2), 0.0, np.log(2.0)])

"""Features with their worth, and texts as rows over them."""

import math

import numpy as np
import pytest

from bot.matching import columns as module
from bot.matching.columns import Columns
from bot.matching.features import BLOCKS

TEXTS = [{"smag": 1, "swijn": 1}, {"smag": 1, "sstem": 2}, {"smag": 1, "3abc": 1}]


def test_a_feature_of_one_topic_is_worth_more_than_one_of_all_and_the_unseen_most() -> None:
    columns = Columns.of(TEXTS, [0, 1, 2], 3)
    assert columns.worth("smag") == pytest.approx(1.0)
    assert columns.worth("swijn") == columns.worth("never seen") == pytest.approx(1.0 + math.log(3))


def test_a_feature_is_spread_over_as_many_topics_as_share_it() -> None:
    columns = Columns.of([{"seven": 1}, {"seven": 1}, {"seven": 1}, {"seen": 1}], [0, 1, 1, 2], 3)
    assert columns.spread("seen") == pytest.approx(1.0)
    assert 1.0 < columns.spread("seven") < 2.0
    assert Columns.of(TEXTS, [0, 1, 2], 3).spread("smag") == pytest.approx(3.0)


def test_a_kind_of_feature_has_its_length_and_is_shorter_when_half_is_strange() -> None:
    columns = Columns.of(TEXTS, [0, 1, 2], 3)
    _, known = columns.vector({"swijn": 1, "sstem": 1})
    _, half = columns.vector({"swijn": 1, "sqqq": 1})
    assert np.linalg.norm(known) == pytest.approx(BLOCKS["s"])
    assert np.linalg.norm(half) == pytest.approx(BLOCKS["s"] / math.sqrt(2))


def test_rows_are_the_vectors_of_the_texts() -> None:
    columns = Columns.of(TEXTS, [0, 1, 2], 3)
    rows = columns.rows(TEXTS)
    assert (rows.height, rows.width) == (3, 4)
    places, values = columns.vector(TEXTS[1])
    assert rows.columns[rows.starts[1] : rows.starts[2]].tolist() == places.tolist()
    assert rows.values[rows.starts[1] : rows.starts[2]].tolist() == values.tolist()


def test_when_there_are_too_many_parts_seen_once_are_left_out_and_words_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROOM", 3)
    assert set(Columns.of(TEXTS, [0, 1, 2], 3).places) == {"smag", "swijn", "sstem"}

"""Experts, each with an eye for one kind of feature, make one table of weights."""

import numpy as np
import pytest

from bot.matching.columns import Columns
from bot.matching.experts import EXPERTS, learn
from bot.matching.features import BLOCKS, Concepts, features_of, read

TEXTS = ("fles wijn", "doos wijn", "meestemmen in de raad", "stemmen over het plan")
CLASSES = np.array([0, 0, 1, 1])
COUNTS = np.ones(4, np.float32)


def _learned() -> tuple[Columns, np.ndarray]:
    texts = [features_of(read(text, Concepts.of([]))) for text in TEXTS]
    columns = Columns.of(texts, [int(owner) for owner in CLASSES], 2)
    return columns, learn(columns.rows(texts), columns, CLASSES, 2, COUNTS)


def test_every_kind_of_feature_has_one_expert() -> None:
    assert sorted("".join(kinds for kinds, _ in EXPERTS)) == sorted(BLOCKS)


@pytest.mark.parametrize("kind", ["s", "p", "3"])
def test_each_expert_can_tell_the_texts_apart_by_itself(kind: str) -> None:
    columns, weights = _learned()
    for text, owner in zip(TEXTS, CLASSES, strict=True):
        seen = {f: n for f, n in features_of(read(text, Concepts.of([]))).items() if f[0] == kind}
        places, values = columns.vector(seen)
        assert (values @ weights[places]).argmax() == owner


def test_nothing_is_learned_from_nothing() -> None:
    columns = Columns.of([], [], 1)
    assert learn(columns.rows([]), columns, np.empty(0, np.int64), 2, np.empty(0, np.float32)).shape == (0, 2)

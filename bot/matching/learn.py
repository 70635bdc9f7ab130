"""Plain numpy learning: a multinomial logistic regression over sparse rows, and a small logistic regression.

Both are deterministic. What the rows and classes mean is left to `index` and `calibrate`.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]

PENALTY = 0.05
"""Of the squared weights: C = 20, the middle of the flat stretch in MATCHING.md."""
_STEPS = 30
_STOP = 1e-3
_DENSE = 96
"""Columns in more rows than this are multiplied as a dense block, the others pair by pair."""
_CHUNK = 1_024


@dataclass(frozen=True, slots=True)
class Rows:
    """Sparse rows: row i has `values[starts[i]:starts[i + 1]]` in the columns `columns[...]`."""

    starts: Ints
    columns: Ints
    values: Floats
    width: int

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.starts) - 1

    def by_column(self) -> tuple[Ints, Ints, Floats]:
        """The same, column by column: starts, row numbers, values."""
        order = np.argsort(self.columns, kind="stable")
        rows = np.repeat(np.arange(self.height), np.diff(self.starts))[order]
        starts = np.searchsorted(self.columns[order], np.arange(self.width + 1))
        return starts, rows, self.values[order]


def products(rows: Rows) -> Floats:
    """The inner products of all rows with each other: a square matrix."""
    n = rows.height
    starts, row_of, values = rows.by_column()
    counts = np.diff(starts)
    result = np.zeros(n * n, dtype=np.float64)
    for count in range(1, min(_DENSE, n) + 1):
        for columns in _chunks(np.flatnonzero(counts == count), max(1, 4_000_000 // count**2)):
            at = starts[columns][:, None] + np.arange(count)
            cells = (row_of[at][:, :, None] * n + row_of[at][:, None, :]).ravel()
            np.add.at(result, cells, (values[at][:, :, None] * values[at][:, None, :]).ravel())
    square = result.reshape(n, n).astype(np.float32)
    for columns in _chunks(np.flatnonzero(counts > _DENSE), _CHUNK):
        dense = np.zeros((n, len(columns)), dtype=np.float32)
        for place, column in enumerate(columns):
            here = slice(starts[column], starts[column + 1])
            dense[row_of[here], place] = values[here]
        square += dense @ dense.T
    return square


def fit_classes(square: Floats, classes: Ints, count: int) -> Floats:
    """Multinomial logistic regression over rows known by their inner products `square` only.

    Gives one column of row weights for each of `count` classes: the score of a text for a class is the sum over rows
    of its inner product with the row times the row's weight. The steps minimise a quadratic upper bound (Böhning 1992)
    from an extrapolated point, so there is no step size to choose.
    """
    n = len(classes)
    if not n:
        return np.zeros((0, count), dtype=np.float32)
    bound = square * np.float32(0.5) + np.float32(PENALTY) * np.eye(n, dtype=np.float32)
    inverse: Floats = np.linalg.inv(bound).astype(np.float32)
    target = np.zeros((n, count), dtype=np.float32)
    target[np.arange(n), classes] = 1.0
    weights: Floats = np.zeros((n, count), dtype=np.float32)
    ahead: Floats = weights
    pace = 1.0
    for _ in range(_STEPS):
        rest = target - softmax(square @ ahead)
        new: Floats = ahead + inverse @ (rest - np.float32(PENALTY) * ahead)
        next_pace = (1.0 + math.sqrt(1.0 + 4.0 * pace * pace)) / 2.0
        ahead = new + np.float32((pace - 1.0) / next_pace) * (new - weights)
        moved = float(np.abs(new - weights).max())
        weights, pace = new, next_pace
        if moved < _STOP:
            break
    return weights


def softmax(scores: Floats) -> Floats:
    """Scores as shares of one, row by row."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def fit_logistic(signals: Doubles, truths: Doubles, counts: Doubles, prior: Doubles, *, trust: float) -> Doubles:
    """Logistic regression that stays near `prior`; the more rows, the less.

    Args:
        signals: one row for each case; the first column is 1.
        truths: what came true, in [0, 1], one for each case.
        counts: how often each case counts.
        prior: the weights to believe without any case.
        trust: how many cases the prior is worth, roughly.
    """
    weights = prior.copy()
    hold = trust * np.eye(len(prior))
    for _ in range(25):
        chance = logistic(signals @ weights)
        slope = signals.T @ (counts * (truths - chance)) - hold @ (weights - prior)
        curve = (signals * (counts * chance * (1 - chance))[:, None]).T @ signals + hold
        move = np.linalg.solve(curve, slope)
        weights = weights + move
        if np.abs(move).max() < 1e-6:
            break
    return weights


def logistic(scores: Doubles) -> Doubles:
    """Scores as chances."""
    chances: Doubles = 1.0 / (1.0 + np.exp(-np.clip(scores, -30.0, 30.0)))
    return chances


def _chunks(items: Ints, size: int) -> Iterator[Ints]:
    for start in range(0, len(items), size):
        yield items[start : start + size]

"""Plain numpy learning: a multinomial logistic regression over sparse rows, naive Bayes, and a small regression.

All are deterministic. What the rows and classes mean is left to `index` and `calibrate`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]

PENALTY = 0.05
"""Of the squared weights: C = 20, the middle of the flat stretch in the trials."""
PASSES = 6
"""Times that every row is seen. After six, the loss of 7,000 rows was below that of thirty steps over all at once."""
BLOCK = 32
"""Rows that are fitted together: from 16 to 96 it hardly matters."""
_LEAST_CURVE = 0.1
"""The curvature of the loss that is reckoned with at least. Less, and the first pass overshoots."""
_SEED = 20261127
SMOOTHING = 0.3
"""What naive Bayes thinks to have seen of every feature in every class."""
_NEWTON_STEPS = 100
_NEWTON_REACH = 0.5
"""How far a weight moves at a time: where all cases agree, Newton's own steps go ever further astray."""
_NEVER = 1e-9
"""A chance below this is none; a number near the smallest that there is takes a processor a hundred times as long."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Sparse rows: row i has `values[starts[i]:starts[i + 1]]` in the columns `columns[...]`."""

    starts: Ints
    columns: Ints
    values: Floats
    width: int

    @classmethod
    def of(cls, rows: Sequence[tuple[Ints, Floats]], width: int) -> "Rows":
        """Rows of which each is given as its columns and its values."""
        return cls(
            starts=np.cumsum([0, *(len(columns) for columns, _ in rows)]),
            columns=np.concatenate([np.empty(0, np.int64), *(columns for columns, _ in rows)]),
            values=np.concatenate([np.empty(0, np.float32), *(values for _, values in rows)]),
            width=width,
        )

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.starts) - 1

    def take(self, places: Ints) -> "Rows":
        """These rows, in this order."""
        cells, lengths = self._cells(places)
        return Rows(np.cumsum(np.concatenate([[0], lengths])), self.columns[cells], self.values[cells], self.width)

    def only(self, columns: NDArray[np.bool_]) -> "Rows":
        """The same rows with nothing but these columns."""
        kept = columns[self.columns]
        before = np.concatenate([[0], np.cumsum(kept)])
        return Rows(before[self.starts], self.columns[kept], self.values[kept], self.width)

    def times(self, weights: Floats) -> Floats:
        """The product with a matrix of one row for each column."""
        result = np.empty((self.height, weights.shape[1]), dtype=np.float32)
        for row in range(self.height):
            cells = slice(self.starts[row], self.starts[row + 1])
            result[row] = self.values[cells] @ weights[self.columns[cells]]
        return result

    def back(self, shares: Floats | Doubles) -> Floats:
        """The product of the transpose with a matrix of one row for each row: what these shares of them add up to."""
        result = np.zeros((self.width, shares.shape[1]), dtype=np.float32)
        for row in range(self.height):
            cells = slice(self.starts[row], self.starts[row + 1])
            result[self.columns[cells]] += np.outer(self.values[cells], shares[row])
        return result

    def dense(self, places: Ints) -> tuple[Ints, Ints, Ints, Floats]:
        """What it takes to write some rows out: their columns, and for each cell its row, its column and its value."""
        cells, lengths = self._cells(places)
        columns, at = np.unique(self.columns[cells], return_inverse=True)
        return columns, np.repeat(np.arange(len(places)), lengths), at, self.values[cells]

    def _cells(self, places: Ints) -> tuple[Ints, Ints]:
        first, lengths = self.starts[places], np.diff(self.starts)[places]
        within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return np.repeat(first, lengths) + within, lengths


def fit_classes(rows: Rows, classes: Ints, count: int, counts: Floats) -> Floats:
    """Multinomial logistic regression: for each column of the rows its weight for each of `count` classes.

    A block of rows at a time, in a drawn order, it minimises the loss over what these rows add to the weights, with the
    curvature that the loss has there: dual block coordinate ascent (Yu, Huang and Lin 2011, here with one small system
    for a block). A row costs no more with many rows than with few, and no matrix of rows by rows is made.

    Args:
        counts: how often each row counts; above 0.
    """
    weights = np.zeros((rows.width, count), dtype=np.float32)
    if not rows.height:
        return weights
    chance = np.random.default_rng(_SEED)
    order = chance.permutation(rows.height)
    blocks = [order[start : start + BLOCK] for start in range(0, rows.height, BLOCK)]
    written = [rows.dense(block) for block in blocks]
    added = np.zeros((rows.height, count), dtype=np.float32)
    widest = max(len(columns) for columns, *_ in written)
    # The same memory every time: to be given new pages takes longer than the sums on them.
    cells, old, new = np.zeros(BLOCK * widest, np.float32), *np.empty((2, widest, count), np.float32)
    for _ in range(PASSES):
        for number in chance.permutation(len(blocks)):
            block, (columns, row, column, values) = blocks[number], written[number]
            part = cells[: len(block) * len(columns)].reshape(len(block), len(columns))
            part[row, column] = values
            before = weights.take(columns, axis=0, out=old[: len(columns)], mode="clip")
            step = _step(part, before, classes[block], counts[block], added[block])
            added[block] += step
            after = np.matmul(part.T, step, out=new[: len(columns)])
            after += before
            weights[columns] = after
            part[row, column] = 0.0
    return weights


def _step(part: Floats, weights: Floats, classes: Ints, counts: Floats, added: Floats) -> Floats:
    """How much the rows of `part` should add for each class to what they added before."""
    shares = softmax(part @ weights)
    shares[shares < _NEVER] = 0.0
    curve = counts * np.clip(2.0 * (shares * (1.0 - shares)).max(axis=1), _LEAST_CURVE, 0.5)
    rest = -counts[:, None] * shares
    rest[np.arange(len(classes)), classes] += counts
    system = part @ part.T + np.diag(np.float32(PENALTY) / curve)
    step: Floats = np.linalg.solve(system, (rest - np.float32(PENALTY) * added) / curve[:, None])
    return step


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
    for _ in range(_NEWTON_STEPS):
        chance = logistic(signals @ weights)
        slope = signals.T @ (counts * (truths - chance)) - hold @ (weights - prior)
        curve = (signals * (counts * chance * (1 - chance))[:, None]).T @ signals + hold
        move = np.linalg.solve(curve, slope)
        longest = np.abs(move).max()
        weights = weights + move * min(1.0, _NEWTON_REACH / max(longest, _NEVER))
        if longest < 1e-6:
            break
    return weights


def logistic(scores: Doubles) -> Doubles:
    """Scores as chances."""
    chances: Doubles = 1.0 / (1.0 + np.exp(-np.clip(scores, -30.0, 30.0)))
    return chances


def bayes(rows: Rows, classes: Ints, count: int, counts: Floats) -> Floats:
    """Complement naive Bayes (Rennie et al. 2003): weights by what the other classes say, in one pass over the rows."""
    sums = np.zeros((rows.width, count), dtype=np.float32)
    if not rows.height:
        return sums
    values = rows.values * np.repeat(counts, np.diff(rows.starts))
    np.add.at(sums, (rows.columns, np.repeat(classes, np.diff(rows.starts))), values)
    others = sums.sum(axis=1, keepdims=True) - sums + np.float32(SMOOTHING)
    weights: Floats = np.log(others.sum(axis=0)) - np.log(others)
    return weights

"""Learns to tell two kinds of text apart: a logistic regression over sparse rows, by L-BFGS.

Deterministic: the same rows give the same weights. What the rows are is left to `alarm`.
"""

from collections.abc import Sequence

import numpy as np

from bot.matching.learn import Doubles, Rows, logistic

_STEPS = 120
_MEMORY = 8
"""Steps that are remembered to guess the curve from."""
_STOP = 1e-4
"""Part of the loss that a step must still take away."""
_HALVINGS = 20


def fit_two(rows: Rows, truths: Doubles, penalty: float) -> Doubles:
    """Weights that tell rows with truth 1 from those with truth 0: one for each column, and a last one for all rows.

    Args:
        rows: none of them empty.
        penalty: of the squared weights, but for the last.
    """

    def loss_at(weights: Doubles) -> tuple[float, Doubles]:
        scores = times(rows, weights[:-1]) + weights[-1]
        loss = np.logaddexp(0.0, np.where(truths > 0, -scores, scores)).sum()
        loss += 0.5 * penalty * float(weights[:-1] @ weights[:-1])
        rest = logistic(scores) - truths
        return float(loss), np.append(back(rows, rest) + penalty * weights[:-1], rest.sum())

    weights = np.zeros(rows.width + 1)
    if not len(truths):
        return weights
    loss, slope = loss_at(weights)
    taken: list[tuple[Doubles, Doubles]] = []
    for _ in range(_STEPS):
        way = -_curved(slope, taken)
        length, downhill = 1.0, float(slope @ way)
        for _ in range(_HALVINGS):
            new_loss, new_slope = loss_at(weights + length * way)
            if new_loss <= loss + 1e-4 * length * downhill:
                break
            length /= 2.0
        else:
            break
        step, turn = length * way, new_slope - slope
        if float(step @ turn) > 0.0:
            taken = [*taken[1 - _MEMORY :], (step, turn)]
        weights, gained = weights + step, loss - new_loss
        loss, slope = new_loss, new_slope
        if gained < _STOP * abs(loss):
            break
    return weights


def times(rows: Rows, weights: Doubles) -> Doubles:
    """For each row the sum of its values by these weights."""
    sums: Doubles = np.add.reduceat(rows.values * weights[rows.columns], rows.starts[:-1])
    return sums


def back(rows: Rows, of_rows: Doubles) -> Doubles:
    """For each column the sum of its values by these weights of rows."""
    spread = np.repeat(of_rows, np.diff(rows.starts))
    sums: Doubles = np.bincount(rows.columns, weights=rows.values * spread, minlength=rows.width).astype(np.float64)
    return sums


def _curved(slope: Doubles, taken: Sequence[tuple[Doubles, Doubles]]) -> Doubles:
    """The slope, seen through the curve that the last steps found (Nocedal 1980)."""
    result, shares = slope.copy(), []
    for step, turn in reversed(taken):
        share = float(step @ result) / float(step @ turn)
        shares.append(share)
        result -= share * turn
    if not taken:
        result /= max(1.0, float(np.abs(slope).sum()))
        return result
    step, turn = taken[-1]
    result *= float(step @ turn) / float(turn @ turn)
    for (step, turn), share in zip(taken, reversed(shares), strict=True):
        result += (share - float(turn @ result) / float(step @ turn)) * step
    return result

"""A linear discriminant: classes told apart by their means, in the measure of how much the texts of one class differ.

Where many classes lie near each other and have few texts each, it sees what a regression does not: which differences
occur within a class as well, and so say little. It takes time with the cube of the texts, and is for few of them.
Whether it is asked is left to `mixtures`.
"""

import numpy as np

from bot.matching.learn import Floats, Ints, Rows

SHRINKAGE = 0.0005
"""The covariance that every direction is reckoned to have. From .0001 to .002 it hardly mattered in the trials."""
LOUDNESS = 8.0 * SHRINKAGE
"""Brings the scores to the size of those of a regression."""
_STRETCH = 256
"""Texts that are written out at a time."""


def fit_discriminant(rows: Rows, classes: Ints, count: int, counts: Floats) -> Floats:
    """For each column of the rows its weight for each of `count` classes, and in a last row where each class starts.

    The covariance is `SHRINKAGE` plus what the rows differ from the mean of their class. Its inverse is worked out
    between the rows and not between the columns, of which there are far more (Woodbury). The weights of a row add up to
    nothing, and a class without rows has none.

    Args:
        counts: how often each row counts; above 0.
    """
    weights = np.zeros((rows.width + 1, count), dtype=np.float32)
    if not rows.height:
        return weights
    member = np.zeros((rows.height, count))
    member[np.arange(rows.height), classes] = 1.0
    sizes = counts @ member
    averaging = member * counts[:, None] / np.where(sizes > 0, sizes, 1.0)
    root = np.sqrt(counts, dtype=np.float64)[:, None]
    alike = inner_products(rows).astype(np.float64)
    from_mean = alike - member @ (averaging.T @ alike)
    of_means = from_mean @ averaging
    system = (from_mean - of_means @ member.T) * root * root.T
    system[np.diag_indices(rows.height)] += SHRINKAGE * counts.sum()
    within = root * np.linalg.solve(system, root * of_means)
    shares = LOUDNESS / SHRINKAGE * (averaging - within + averaging @ (member.T @ within))
    starts = -0.5 * np.einsum("rc,rc->c", averaging, alike @ shares)
    known = sizes > 0
    weights[:-1, known] = rows.back((shares - shares[:, known].mean(axis=1, keepdims=True))[:, known])
    weights[-1, known] = starts[known] - starts[known].mean()
    return weights


def inner_products(rows: Rows) -> Floats:
    """The inner product of each row with each."""
    products = np.empty((rows.height, rows.height), dtype=np.float32)
    for start in range(0, rows.height, _STRETCH):
        places = np.arange(start, min(start + _STRETCH, rows.height))
        columns, row, column, values = rows.dense(places)
        written = np.zeros((rows.width, len(places)), dtype=np.float32)
        written[columns[column], row] = values
        products[:, places] = rows.times(written)
    return products

"""What the features of a text say about where it belongs: several experts, each with an eye for one kind of feature.

One logistic regression over all features leans on those that fit the examples best, and has little left to say about a
question that shares none of them. Learned apart and put together afterwards, words, pairs, concepts and parts of words
each have their say: of our labelled questions four of a hundred more come out right, with the same features and no more
work (ADR 015). All of them add up, so the experts together are one table of weights.

In a small knowledge base another mixture can be better; which one is left to `mixtures`.
"""

from dataclasses import dataclass

import numpy as np

from bot.matching.columns import Columns
from bot.matching.discriminant import fit_discriminant
from bot.matching.learn import Floats, Ints, Rows, bayes, fit_classes

EXPERTS: tuple[tuple[str, float], ...] = (("s", 1.0), ("p", 1.0), ("c", 0.5), ("2345", 1.0))
"""For each expert the kinds of feature that it sees, and how much it counts. Concepts less: they know a subject, and
not what is asked about it."""
BAYES = 0.3
"""How much naive Bayes counts, which sees everything and overlooks nothing that is rare."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """What is learned and put together."""

    apart: bool = True
    """Whether the experts are learned apart, or one regression sees all features. A small knowledge base of few
    phrasings can be served better by one."""
    discriminant: float = 0.0
    """The share that the linear discriminant has in the sum, in [0, 1). As shares, for louder scores that say no more
    make every first place look sure."""


APART = Mixture()
"""The experts, and nothing else."""


def learn(rows: Rows, columns: Columns, classes: Ints, count: int, counts: Floats, mixture: Mixture = APART) -> Floats:
    """For each feature its weight for each of `count` classes, and in a last row where every question starts.

    Args:
        rows: what to learn from, over `columns`.
        counts: how often each row counts; above 0.
    """
    weights = np.zeros((rows.width + 1, count), dtype=np.float32)
    if mixture.apart:
        _add_experts(weights[:-1], rows, columns, classes, counts)
    else:
        weights[:-1] = fit_classes(rows, classes, count, counts)
    if mixture.discriminant:
        weights *= np.float32(1.0 - mixture.discriminant)
        weights += np.float32(mixture.discriminant) * fit_discriminant(rows, classes, count, counts)
    return weights


def scores_of(rows: Rows, weights: Floats) -> Floats:
    """What a table that was learned says of rows: one row for each, one column for each class."""
    scores: Floats = rows.times(weights) + weights[-1]
    return scores


def _add_experts(weights: Floats, rows: Rows, columns: Columns, classes: Ints, counts: Floats) -> None:
    """Add what each expert learns to `weights`, in place: a table of its own for each takes much memory."""
    count = weights.shape[1]
    weights += np.float32(BAYES) * bayes(rows, classes, count, counts)
    kinds = np.array([feature[0] for feature in columns.places], dtype="<U1")
    for seen, share in EXPERTS:
        mine = np.isin(kinds, list(seen))
        weights += np.float32(share) * fit_classes(rows.only(mine), classes, count, counts)

"""What the features of a text say about where it belongs: several experts, each with an eye for one kind of feature.

One logistic regression over all features leans on those that fit the examples best, and has little left to say about a
question that shares none of them. Learned apart and put together afterwards, words, pairs, concepts and parts of words
each have their say: of our labelled questions four of a hundred more come out right, with the same features and no more
work (ADR 015). All of them add up, so the experts together are one table of weights.
"""

import numpy as np

from bot.matching.columns import Columns
from bot.matching.learn import Floats, Ints, Rows, bayes, fit_classes

EXPERTS: tuple[tuple[str, float], ...] = (("s", 1.0), ("p", 1.0), ("c", 0.5), ("2345", 1.0))
"""For each expert the kinds of feature that it sees, and how much it counts. Concepts less: they know a subject, and
not what is asked about it."""
BAYES = 0.3
"""How much naive Bayes counts, which sees everything and overlooks nothing that is rare."""


def learn(rows: Rows, columns: Columns, classes: Ints, count: int, counts: Floats) -> Floats:
    """For each feature its weight for each of `count` classes.

    Args:
        rows: what to learn from, over `columns`.
        counts: how often each row counts; above 0.
    """
    kinds = np.array([feature[0] for feature in columns.places], dtype="<U1")
    weights: Floats = np.float32(BAYES) * bayes(rows, classes, count, counts)
    for seen, share in EXPERTS:
        mine = np.isin(kinds, list(seen))
        weights += np.float32(share) * fit_classes(rows.only(mine), classes, count, counts)
    return weights

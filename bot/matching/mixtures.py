"""Which mixture of learners fits a small knowledge base: tried out on its own texts, each held out once.

What suits two phrasings of a hundred near topics does not suit ten of far ones, and no rule tells beforehand. With many
texts the experts are best and trying takes long, so there nothing is tried. The learners themselves are left to
`experts`.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from bot.matching.columns import Columns
from bot.matching.discriminant import fit_discriminant
from bot.matching.experts import APART, Mixture, learn, scores_of
from bot.matching.learn import Floats, Ints, Rows
from bot.matching.lessons import Lesson, folds_of

SMALL = 2_500
"""Texts up to which mixtures are tried. The discriminant takes time with their cube: with 2,400 texts of 150 classes
all learning together takes 9 s instead of 3, trying included."""
MIXTURES = (APART, Mixture(apart=False, discriminant=0.5), Mixture(apart=False, discriminant=0.8))
"""What is tried. Of equals the first is taken. With more to choose from chance chooses more often: with one regression
alone and with a discriminant of a third and of two thirds beside these, nothing came out better."""
FOLDS = 4
"""With two, a knowledge base of five phrasings a class would choose by what suits two."""


def choose(lessons: Sequence[Lesson], rows: Rows, columns: Columns, count: int) -> Mixture:
    """The mixture that finds most questions first.

    Args:
        rows: the features of each lesson, over `columns`.
        count: the number of classes.
    """
    if rows.height > SMALL:
        return APART
    owners = np.array([lesson.owner for lesson in lessons], dtype=np.int64)
    counts = np.array([lesson.count for lesson in lessons], dtype=np.float32)
    folds = folds_of(lessons, FOLDS)
    right = np.zeros(len(MIXTURES), dtype=np.int64)
    for fold in range(FOLDS):
        hidden, seen = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        if len(hidden) and len(np.unique(owners[seen])) > 1:
            known = rows.take(seen), columns, owners[seen], count, counts[seen]
            right += [(found == owners[hidden]).sum() for found in _found(rows.take(hidden), *known)]
    return MIXTURES[int(right.argmax())]


def _found(asked: Rows, rows: Rows, columns: Columns, classes: Ints, count: int, counts: Floats) -> Iterator[Ints]:
    """For each mixture the class of each row of `asked`. What mixtures share is learned once."""
    of_base = {
        apart: scores_of(asked, learn(rows, columns, classes, count, counts, Mixture(apart=apart)))
        for apart in sorted({mixture.apart for mixture in MIXTURES})
    }
    discriminant = scores_of(asked, fit_discriminant(rows, classes, count, counts))
    for mixture in MIXTURES:
        share = mixture.discriminant
        found: Ints = ((1.0 - share) * of_base[mixture.apart] + share * discriminant).argmax(axis=1)
        yield found

"""How good the matcher is and how far a candidate can be trusted, learned from questions that it does not know.

Best are the trial questions of the content, which nothing learns from. Where there are too few, its examples are held
out a part at a time. Examples are harder than what people ask: authors write what is missing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bot.matching.columns import Columns
from bot.matching.entries import kin_of
from bot.matching.experts import learn
from bot.matching.learn import Doubles, Floats, Ints, Rows, fit_logistic, softmax
from bot.matching.lessons import Lesson, wordings_of
from bot.matching.signals import pooled, signals_of

FOLDS = 4
LOOKED_AT = 5
"""Candidates of a held-out question from which is learned: the best ones, among which people choose."""
ELSEWHERE = 0.2
"""The part of the questions that people ask that belongs elsewhere. They count until they are that part."""
PRIOR = np.array([0.5, 1.2, -0.1, 1.5, 0.2])
"""Weights of the signals to start from: about what real content gives. They carry a knowledge base of a few phrases."""
PRIOR_CASES = 5.0
ENOUGH = 200
"""Trial questions from which the weights of the signals can be learned from them alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of one held-out question."""

    place: int
    """Its place among what was tried."""
    owner: int
    """The place of its entry; the number of entries for what belongs elsewhere."""
    best: Ints
    """The entries that came up, best first; at most `LOOKED_AT`."""
    signals: Doubles
    """The signals of each, a row for each."""


def trials(lessons: Sequence[Lesson], rows: Rows, links: Floats, columns: Columns) -> Iterator[Trial]:
    """Hold out each question once and let the rest find it.

    Args:
        rows: the features of each lesson, over `columns`.
        links: which norm has which tree.
    """
    owners = np.array([lesson.owner for lesson in lessons], dtype=np.int64)
    counts = np.array([lesson.count for lesson in lessons], dtype=np.float32)
    folds = _folds(lessons)
    kin = kin_of(links)
    for fold in range(FOLDS):
        hidden, seen = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        if not len(hidden) or len(np.unique(owners[seen])) < 2:
            continue
        learned = learn(rows.take(seen), columns, owners[seen], len(links) + 1, counts[seen])
        known = wordings_of((lessons[place] for place in map(int, seen)), len(links))
        shares = softmax(rows.take(hidden).times(learned))
        of_entries = pooled(shares[:, :-1], links)
        for place, row, elsewhere in zip(map(int, hidden), of_entries, shares[:, -1], strict=True):
            reading = lessons[place].reading
            best, signals = signals_of(reading, row, float(elsewhere), kin, known, columns.worth, limit=LOOKED_AT)
            yield Trial(place=place, owner=int(owners[place]), best=best, signals=signals)


def calibrate(tried: Sequence[Trial], links: Floats) -> Doubles:
    """The weight of each signal, such that the logistic of their sum is the chance that a candidate fits."""
    if not tried:
        return PRIOR
    fits = np.vstack([_fits(links), np.zeros(len(links))])
    strange = _count_elsewhere([trial.owner for trial in tried], len(links))
    return fit_logistic(
        np.concatenate([trial.signals for trial in tried]),
        np.concatenate([fits[trial.owner, trial.best] for trial in tried]),
        np.concatenate([np.full(len(trial.best), strange if trial.owner == len(links) else 1.0) for trial in tried]),
        PRIOR,
        trust=PRIOR_CASES,
    )


def accuracy(tried: Sequence[Trial], links: Floats) -> float:
    """Which part of the questions tried that belong to an entry finds it, or its norm or tree, first; in [0, 1]."""
    kin = kin_of(links)
    right = [int(trial.best[0]) in (trial.owner, *kin[trial.owner]) for trial in tried if trial.owner < len(links)]
    return sum(right) / len(right) if right else 0.0


def _folds(lessons: Sequence[Lesson]) -> Ints:
    """For each lesson the fold in which it is held out: the questions of an entry in turn; -1 for none."""
    turns: dict[int, int] = {}
    folds = np.full(len(lessons), -1, dtype=np.int64)
    for place, lesson in enumerate(lessons):
        if lesson.is_question:
            turn = turns[lesson.owner] = turns.get(lesson.owner, -1) + 1
            folds[place] = turn % FOLDS
    return folds


def _count_elsewhere(owners: Sequence[int], entries: int) -> float:
    """How often each question that belongs elsewhere counts, so that they are the part that people ask."""
    elsewhere = owners.count(entries)
    return ELSEWHERE / (1.0 - ELSEWHERE) * (len(owners) - elsewhere) / elsewhere if elsewhere else 1.0


def _fits(links: Floats) -> Doubles:
    """How far the entry of the column answers a phrase of the entry of the row.

    A tree fits every phrase of its norms. A norm fits a phrase of its tree, unless the tree has more of them: then
    each fits as often as the other.
    """
    of_tree = links / np.maximum(links.sum(axis=0, keepdims=True), 1.0)
    fits: Doubles = np.eye(len(links)) + links.astype(np.float64) + of_tree.T
    return fits

"""How far a candidate can be trusted, learned from the entries' own phrases.

Phrases are held out, to see how often the matcher is right; whole topics are held out, to see what it makes of
questions that belong nowhere.
"""

from collections.abc import Sequence

import numpy as np

from bot.matching.entries import Phrase, kin_of, wordings_of
from bot.matching.learn import Doubles, Floats, Ints, fit_classes, fit_logistic
from bot.matching.signals import Worth, pooled, signals_of

FOLDS = 4
FEW, MANY = 1_500, 3_000
"""Phrases from which half of the folds, and one of them, tell enough: a thousand held-out phrases for four weights. The
time that a fold takes grows with the third power of their number."""
LOOKED_AT = 5
"""Candidates of a held-out phrase from which is learned: the best ones, among which people choose."""
ELSEWHERE = 0.25
"""How much a phrase of a held-out topic counts beside a held-out phrase: one question in five belongs elsewhere."""
PRIOR = np.array([-2.0, 0.7, 0.4, 0.5])
"""Weights of the signals to start from: about what real content gives. They carry a knowledge base of a few phrases."""
PRIOR_CASES = 5.0
_ABSENT = -1e4
"""The score of an entry that is held out."""


def calibrate(
    phrases: Sequence[Phrase], square: Floats, links: Floats, of_words: Sequence[frozenset[str]], worth: Worth
) -> Doubles:
    """The weight of each signal, such that the logistic of their sum is the chance that a candidate fits.

    Args:
        square: the inner products of all phrases.
        links: which norm has which tree.
        of_words: for each entry the wording of its words.
    """
    owners = np.array([phrase.entry for phrase in phrases], dtype=np.int64)
    kin = kin_of(links)
    fits = _fits(links)
    phrase_fold = _rank_in_entry(owners) % FOLDS
    topic_fold = _topics(links)[owners] % FOLDS
    signals, truths, counts = [], [], []
    tried = range(FOLDS if len(phrases) < FEW else FOLDS // 2 if len(phrases) < MANY else 1)
    for hidden, count in [
        *((phrase_fold == fold, 1.0) for fold in tried),
        *((topic_fold == fold, ELSEWHERE) for fold in tried),
    ]:
        seen, asked = np.flatnonzero(~hidden), np.flatnonzero(hidden)
        known, classes = np.unique(owners[seen], return_inverse=True)
        if not len(asked) or len(known) < 2:
            continue
        scores = np.full((len(asked), len(links)), _ABSENT, dtype=np.float32)
        scores[:, known] = square[np.ix_(asked, seen)] @ fit_classes(square[np.ix_(seen, seen)], classes, len(known))
        wordings = wordings_of(of_words, (phrases[place] for place in map(int, seen)))
        for place, evidence in zip(map(int, asked), pooled(scores, links), strict=True):
            best, found = signals_of(
                phrases[place].reading, evidence, kin, wordings, worth, limit=min(LOOKED_AT, len(known))
            )
            signals.append(found)
            truths.append(fits[owners[place], best] * np.isin(best, known))
            counts.append(np.full(len(best), count))
    if not signals:
        return PRIOR
    return fit_logistic(
        np.concatenate(signals), np.concatenate(truths), np.concatenate(counts), PRIOR, trust=PRIOR_CASES
    )


def _fits(links: Floats) -> Doubles:
    """How far the entry of the column answers a phrase of the entry of the row.

    A tree fits every phrase of its norms. A norm fits a phrase of its tree, unless the tree has more of them: then
    each fits as often as the other.
    """
    of_tree = links / np.maximum(links.sum(axis=0, keepdims=True), 1.0)
    fits: Doubles = np.eye(len(links)) + links.astype(np.float64) + of_tree.T
    return fits


def _rank_in_entry(owners: Ints) -> Ints:
    """For each phrase how many of its entry came before it."""
    seen: dict[int, int] = {}
    ranks = []
    for owner in map(int, owners):
        ranks.append(seen.get(owner, 0))
        seen[owner] = ranks[-1] + 1
    return np.array(ranks, dtype=np.int64)


def _topics(links: Floats) -> Ints:
    """A number for each entry, the same for all that hang together by norm and tree."""
    topic_of = list(range(len(links)))
    for norm, tree in np.argwhere(links > 0):
        old, new = topic_of[tree], topic_of[norm]
        topic_of = [new if topic == old else topic for topic in topic_of]
    numbers = {topic: number for number, topic in enumerate(dict.fromkeys(topic_of))}
    return np.array([numbers[topic] for topic in topic_of], dtype=np.int64)

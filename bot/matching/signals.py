"""What speaks for a candidate: its share of the chances, how likely the question belongs elsewhere, how many of its
words the candidate covers, and how much was said.

Measured and left out: similarity to the nearest phrase (cosine, token set). Authors write phrases that differ, so
among an entry's own phrases nearness says nothing; with it fewer questions came out right, and more strange ones. The
lead over the next candidate, too: with it twice as many questions from elsewhere were answered.
"""

import math
from collections.abc import Callable, Sequence, Set

import numpy as np

from bot.matching.features import Reading
from bot.matching.learn import Doubles, Floats, Ints

SIGNALS = ("one", "share", "elsewhere", "coverage", "said")
"""The signals of one candidate, in this order. The first is always 1; shares are logs."""

TREE_SHARE = 0.9
"""How much of its norms' evidence speaks for a tree as well. Below 1, so that a norm comes before its only tree."""
_CONCEPT_WORTH = 0.7
"""How far a word is covered that an entry knows by its concept only."""
_NOTHING = 1e-6

Worth = Callable[[str], float]
"""What a feature is worth (`columns.Columns.worth`)."""


def signals_of(
    reading: Reading,
    shares: Doubles,
    elsewhere: float,
    kin: Sequence[Set[int]],
    wordings: Sequence[Set[str]],
    worth: Worth,
    *,
    limit: int,
) -> tuple[Ints, Doubles]:
    """The entries with the highest of `shares` (one row of `pooled`), at most `limit`, and the signals of each.

    Args:
        elsewhere: the chance that the question belongs to no entry at all, in [0, 1].
    """
    best = np.argsort(-shares, kind="stable")[:limit]
    covered = [coverage(reading, [wordings[e] for e in (entry, *kin[entry])], worth) for entry in map(int, best)]
    signals = np.empty((len(best), len(SIGNALS)))
    signals[:, 0] = 1.0
    signals[:, 1] = np.log(np.maximum(shares[best], _NOTHING))
    signals[:, 2] = math.log(max(elsewhere, _NOTHING))
    signals[:, 3] = covered
    signals[:, 4] = math.log1p(len(reading.content))
    return best, signals


def pooled(shares: Floats, links: Floats) -> Doubles:
    """Shares of questions (rows) for entries (columns), with those of norms and their trees put together.

    A norm takes over the share of its trees, divided over the norms of the tree; a tree takes most of the share of its
    norms. So a question about a topic is not torn between the norm and the tree about it.
    """
    mass = shares.astype(np.float64)
    of_norms = mass @ links
    rest = np.divide(mass, of_norms, out=np.zeros_like(mass), where=of_norms > 0)
    together: Doubles = mass * (1.0 + rest @ links.T) + TREE_SHARE * of_norms
    return together


def coverage(reading: Reading, wordings: Sequence[Set[str]], worth: Worth) -> float:
    """Which part of the content words, by worth, occurs in one of `wordings`, by stem or by concept; in [0, 1]."""
    covered = total = 0.0
    for place in reading.content:
        stem = f"s{reading.stems[place]}"
        weight = worth(stem)
        total += weight
        if any(stem in wording for wording in wordings):
            covered += weight
        elif any(f"c{concept}" in wording for concept in reading.concepts[place] for wording in wordings):
            covered += _CONCEPT_WORTH * weight
    return covered / total if total else 0.0

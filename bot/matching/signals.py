"""What speaks for a candidate: its share of the scores, the height of its score, and how many words it covers.

Measured and left out: similarity to the nearest phrase (cosine, token set). Authors write phrases that differ, so
among an entry's own phrases nearness says nothing; with it fewer questions came out right, and more strange ones.
"""

from collections.abc import Callable, Sequence, Set

import numpy as np

from bot.matching.features import Reading
from bot.matching.learn import Doubles, Floats, Ints

SIGNALS = ("one", "share", "score", "coverage")
"""The signals of one candidate, in this order. The first is always 1."""

TREE_SHARE = 0.9
"""How much of its norms' evidence speaks for a tree as well. Below 1, so that a norm comes before its only tree."""
_CONCEPT_WORTH = 0.7
"""How far a word is covered that an entry knows by its concept only."""
_NOTHING = 1e-30

Worth = Callable[[str], float]
"""What a feature is worth (`index.Index.worth`)."""


def signals_of(
    reading: Reading,
    evidence: Doubles,
    kin: Sequence[Set[int]],
    wordings: Sequence[Set[str]],
    worth: Worth,
    *,
    limit: int,
) -> tuple[Ints, Doubles]:
    """The entries with the highest of `evidence` (one row of `pooled`), at most `limit`, and the signals of each."""
    best = np.argsort(-evidence, kind="stable")[:limit]
    height = evidence.max()
    total = np.log(np.exp(evidence - height).sum()) + height
    covered = [coverage(reading, [wordings[e] for e in (entry, *kin[entry])], worth) for entry in map(int, best)]
    signals = np.column_stack([np.ones(len(best)), evidence[best] - total, evidence[best], covered])
    return best, signals


def pooled(scores: Floats, links: Floats) -> Doubles:
    """Scores of questions (rows) for entries (columns), with those of norms and their trees put together.

    A norm takes over the evidence of its trees, shared with the other norms of the tree; a tree takes most of the
    evidence of its norms. So a question about a topic is not torn between the norm and the tree about it.
    """
    height = scores.max(axis=1, keepdims=True)
    mass = np.exp(scores.astype(np.float64) - height)
    of_norms = mass @ links
    rest = np.divide(mass, of_norms, out=np.zeros_like(mass), where=of_norms > _NOTHING)
    together = mass * (1.0 + rest @ links.T) + TREE_SHARE * of_norms
    result: Doubles = np.log(np.maximum(together, _NOTHING)) + height
    return result


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

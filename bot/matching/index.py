"""The learned index: what each feature of a text says about each entry, and how far that can be trusted.

Reading a question against it is left to `score`.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.content.models import Concept
from bot.matching.calibrate import calibrate
from bot.matching.entries import (
    Entry,
    Kind,
    Phrase,
    entries_of,
    kin_of,
    links_of,
    phrases_of,
    word_wordings_of,
    wordings_of,
)
from bot.matching.features import BLOCKS, Concepts, Reading, features_of
from bot.matching.learn import Doubles, Floats, Ints, Rows, fit_classes, products

__all__ = ["Entry", "Index", "Kind", "build", "entries_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Everything needed to score a question. Immutable; an entry is known by its place in `entries`."""

    entries: tuple[Entry, ...]
    concepts: Concepts
    phrases: tuple[Phrase, ...]
    verbatim: Mapping[str, frozenset[int]]
    """Folded phrase -> the entries that have it."""
    wordings: tuple[frozenset[str], ...]
    """For each entry the stems and concepts of its phrases and words, as features."""
    links: Floats
    """1 where the norm of the row has the tree of the column."""
    kin: tuple[frozenset[int], ...]
    """For each entry its trees or its norms, which are no rivals."""
    columns: Mapping[str, tuple[int, float]]
    """Feature -> its row in `weights` and its worth."""
    weights: Floats
    """One row for each feature, one column for each entry."""
    trust: Doubles
    """The weight of each of `signals.SIGNALS` in the confidence."""

    def worth(self, feature: str) -> float:
        """From 1 for a feature that is spread over all entries, up to that of one that nobody has seen."""
        known = self.columns.get(feature)
        return known[1] if known else _top_worth(len(self.entries))

    def scores(self, reading: Reading) -> Floats:
        """One row with a score for each entry, zero where nothing speaks for or against it."""
        at, values = _vector(features_of(reading), self.columns, _top_worth(len(self.entries)))
        scores: Floats = values[None, :] @ self.weights[at]
        return scores


def build(entries: Iterable[Entry], concepts: Iterable[Concept]) -> Index:
    """Learn an index and its calibration. The same content gives the same index.

    Takes about a second at 600 phrases, some ten seconds at 3,000: for a thread, off the request path.
    """
    entries = tuple(entries)
    lexicon = Concepts.of(concepts)
    phrases = phrases_of(entries, lexicon)
    owners = np.array([phrase.entry for phrase in phrases], dtype=np.int64)
    links = links_of(entries)
    of_words = word_wordings_of(entries, lexicon)
    features = [features_of(phrase.reading) for phrase in phrases]
    columns = _columns(features, owners, links)
    vectors = [_vector(counted, columns, _top_worth(len(entries))) for counted in features]
    square = products(
        Rows(
            starts=np.cumsum([0, *(len(at) for at, _ in vectors)]),
            columns=np.concatenate([np.empty(0, np.int64), *(at for at, _ in vectors)]),
            values=np.concatenate([np.empty(0, np.float32), *(values for _, values in vectors)]),
            width=len(columns),
        )
    )
    weights = np.zeros((len(columns), len(entries)), dtype=np.float32)
    for (at, values), part in zip(vectors, fit_classes(square, owners, len(entries)), strict=True):
        weights[at] += values[:, None] * part
    top = _top_worth(len(entries))
    return Index(
        entries=entries,
        concepts=lexicon,
        phrases=phrases,
        verbatim=verbatim_of(phrases),
        wordings=wordings_of(of_words, phrases),
        links=links,
        kin=kin_of(links),
        columns=columns,
        weights=weights,
        trust=calibrate(phrases, square, links, of_words, lambda f: columns[f][1] if f in columns else top),
    )


def verbatim_of(phrases: Iterable[Phrase]) -> dict[str, frozenset[int]]:
    """Folded phrase -> the entries that have it."""
    found: dict[str, frozenset[int]] = {}
    for phrase in phrases:
        found[phrase.reading.folded] = found.get(phrase.reading.folded, frozenset()) | {phrase.entry}
    return found


def _vector(
    features: Mapping[str, int], columns: Mapping[str, tuple[int, float]], strange: float
) -> tuple[Ints, Floats]:
    """The known features of a text with their values.

    Each kind of feature has the length that `BLOCKS` gives it, counting the unknown ones, each worth `strange`: a
    question that is half known is half as long. A feature that occurs twice counts a little more.
    """
    found: list[tuple[int, float, str]] = []
    squares = dict.fromkeys(BLOCKS, 0.0)
    for feature, count in features.items():
        column, worth = columns.get(feature, (-1, strange))
        value = (1.0 + math.log(count)) * worth
        squares[feature[0]] += value * value
        if column >= 0:
            found.append((column, value, feature[0]))
    scale = {kind: BLOCKS[kind] / math.sqrt(square) for kind, square in squares.items() if square}
    return (
        np.array([column for column, _, _ in found], dtype=np.int64),
        np.array([value * scale[kind] for _, value, kind in found], dtype=np.float32),
    )


def _columns(features: Sequence[Mapping[str, int]], owners: Ints, links: Floats) -> dict[str, tuple[int, float]]:
    """A column for each feature, with how much it narrows down the topic: log of the entries minus its entropy.

    A tree that has one norm counts as that norm, because they share their topic.
    """
    topic_of = list(range(len(links)))
    for tree in np.flatnonzero(links.sum(axis=0) == 1):
        topic_of[tree] = int(links[:, tree].argmax())
    spread: dict[str, Counter[int]] = {}
    for counted, owner in zip(features, owners, strict=True):
        for feature in counted:
            spread.setdefault(feature, Counter())[topic_of[owner]] += 1
    top = _top_worth(len(links))
    return {
        feature: (column, top - _entropy(topics.values())) for column, (feature, topics) in enumerate(spread.items())
    }


def _entropy(counts: Iterable[int]) -> float:
    values = tuple(counts)
    total = sum(values)
    return -sum(value / total * math.log(value / total) for value in values)


def _top_worth(entries: int) -> float:
    return 1.0 + math.log(max(1, entries))

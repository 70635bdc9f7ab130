"""The features that can be learned from, each with its place and its worth, and texts as rows over them."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.matching.features import BLOCKS
from bot.matching.learn import Floats, Ints, Rows

ROOM = 60_000
"""Features from which parts and pairs of words that occur in one text only are left out: of 11,000 texts they are more
than half of the features, and without them as many questions come out right."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Every feature that is learned from."""

    places: Mapping[str, tuple[int, float]]
    """Feature -> its place and its worth."""
    strange: float
    """The worth of a feature that nobody has seen: the highest there is."""

    @classmethod
    def of(cls, texts: Sequence[Mapping[str, int]], topics: Sequence[int], count: int) -> "Columns":
        """Gather the features of `texts`, each about one of `count` topics.

        The worth of a feature tells how much it narrows down the topic: 1 when it is spread over all of them, one more
        than the log of their number when it occurs with one.
        """
        spread: dict[str, list[int]] = {}
        for features, topic in zip(texts, topics, strict=True):
            for feature in features:
                spread.setdefault(feature, []).append(topic)
        strange = 1.0 + math.log(max(1, count))
        kept = spread if len(spread) <= ROOM else {f: t for f, t in spread.items() if len(t) > 1 or f[0] == "s"}
        return cls(
            {feature: (place, strange - _entropy(topics)) for place, (feature, topics) in enumerate(kept.items())},
            strange,
        )

    def worth(self, feature: str) -> float:
        """How much this feature narrows down the topic, from 1 up to that of one that nobody has seen."""
        known = self.places.get(feature)
        return known[1] if known else self.strange

    def spread(self, feature: str) -> float:
        """Over how many topics this feature is spread, from 1 up: `n` when it occurs as much with each of `n`."""
        return math.exp(self.strange - self.worth(feature))

    def vector(self, features: Mapping[str, int]) -> tuple[Ints, Floats]:
        """The places of the known features of a text, with their values.

        Each kind of feature has the length that `BLOCKS` gives it, counting the unknown ones: a question that is half
        known is half as long. A feature that occurs twice counts a little more.
        """
        found: list[tuple[int, float, str]] = []
        squares = dict.fromkeys(BLOCKS, 0.0)
        for feature, count in features.items():
            place, worth = self.places.get(feature, (-1, self.strange))
            value = (1.0 + math.log(count)) * worth
            squares[feature[0]] += value * value
            if place >= 0:
                found.append((place, value, feature[0]))
        scale = {kind: BLOCKS[kind] / math.sqrt(square) for kind, square in squares.items() if square}
        return (
            np.array([place for place, _, _ in found], dtype=np.int64),
            np.array([value * scale[kind] for _, value, kind in found], dtype=np.float32),
        )

    def rows(self, texts: Iterable[Mapping[str, int]]) -> Rows:
        """A row for each text."""
        return Rows.of([self.vector(features) for features in texts], len(self.places))


def _entropy(topics: Sequence[int]) -> float:
    if len(topics) == 1:
        return 0.0
    total = len(topics)
    return -sum(times / total * math.log(times / total) for times in Counter(topics).values())

"""Says in the asker's own words why an entry came up."""

import math
from dataclasses import dataclass

import numpy as np

from bot.matching.features import Reading, traits_of, word_features
from bot.matching.index import Index

WORDS = 5
"""Words that are named at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why an entry came up for a question."""

    words: tuple[str, ...]
    """The words of the question that spoke for it most, folded, in the order of the question; at most five."""
    phrase: str
    """Its example question that comes nearest, as the author wrote it; empty when it has none."""


def explain(index: Index, reading: Reading, entry: int) -> Explanation:
    """Why `entry`, by its place in the index, came up for a question."""
    return Explanation(words=_words_for(index, reading, entry), phrase=_nearest_phrase(index, reading, entry))


def _words_for(index: Index, reading: Reading, entry: int) -> tuple[str, ...]:
    places = index.columns.places
    strength: dict[str, float] = {}
    for place in reading.content:
        known = [places[f] for f in word_features(reading, place) if f in places]
        worths = np.array([worth for _, worth in known])
        weights = index.weights[[column for column, _ in known]].astype(np.float64)
        strength[reading.words[place]] = float(worths @ (weights[:, entry] - weights.mean(axis=1)))
    strongest = sorted((word for word in strength if strength[word] > 0), key=lambda word: -strength[word])[:WORDS]
    return tuple(word for word in strength if word in strongest)


def _nearest_phrase(index: Index, reading: Reading, entry: int) -> str:
    asked = traits_of(reading)

    def nearness(phrase: int) -> float:
        theirs = index.traits[phrase]
        shared = sum(index.columns.worth(trait) for trait in theirs if trait in asked)
        return shared / math.sqrt(1.0 + sum(map(index.columns.worth, theirs))) if shared else 0.0

    own = index.phrases_of_entry[entry]
    return index.phrases[max(own, key=nearness)].text if own else ""

"""What there is to recognise in a text: stems, stem pairs, parts of words and concepts.

Which of these say much about which norm is learned in `index`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.content.models import Concept
from bot.matching.normalise import fold, is_content, stem, words_of

BLOCKS: Mapping[str, float] = {"s": 1.4, "p": 1.0, "2": 0.85, "3": 0.85, "4": 0.85, "5": 0.85, "c": 1.6}
"""Kinds of feature and the length each is given in a text. The first letter of a feature is its kind."""

_NGRAMS = (2, 3, 4, 5)
_COMPOUND_MIN = 4
"""Letters that a part of a compound has at least before it counts as a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text as the matcher sees it."""

    folded: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    """One for each word."""
    concepts: tuple[frozenset[str], ...]
    """For each word the ids of the concepts it belongs to, alone or in a phrase."""

    @property
    def content(self) -> tuple[int, ...]:
        """The places of the words that can say something about a topic; each stem once."""
        seen: dict[str, int] = {}
        for place, word in enumerate(self.words):
            if is_content(word):
                seen.setdefault(self.stems[place], place)
        return tuple(seen.values())


@dataclass(frozen=True, slots=True)
class Concepts:
    """The words and phrases of concepts, by their stems."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    @classmethod
    def of(cls, concepts: Iterable[Concept]) -> "Concepts":
        """Gather the words of `concepts`; a word may belong to several."""
        found: dict[str, dict[tuple[tuple[str, ...], str], None]] = {}
        for concept in concepts:
            for phrase in concept.words:
                stems = tuple(stem(word) for word in words_of(fold(phrase)))
                if stems:
                    found.setdefault(stems[0], {})[stems, concept.id] = None
        return cls({first: tuple(phrases) for first, phrases in found.items()})

    def of_stems(self, stems: tuple[str, ...]) -> tuple[frozenset[str], ...]:
        """For each stem the concepts it belongs to, in a phrase or alone, or as the last part of a compound."""
        at: list[set[str]] = [set() for _ in stems]
        for place, first in enumerate(stems):
            for phrase, concept in self.by_first.get(first, ()):
                if stems[place : place + len(phrase)] == phrase:
                    for covered in range(place, place + len(phrase)):
                        at[covered].add(concept)
            if not at[place]:
                at[place] = set(self._of_compound(first))
        return tuple(map(frozenset, at))

    def _of_compound(self, word: str) -> tuple[str, ...]:
        for cut in range(_COMPOUND_MIN - 1, len(word) - _COMPOUND_MIN + 1):
            if found := tuple(c for phrase, c in self.by_first.get(word[cut:], ()) if len(phrase) == 1):
                return found
        return ()


def read(text: str, concepts: Concepts) -> Reading:
    """Read `text`; at most the first characters that `normalise.fold` keeps."""
    folded = fold(text)
    words = words_of(folded)
    stems = tuple(map(stem, words))
    return Reading(folded=folded, words=words, stems=stems, concepts=concepts.of_stems(stems))


def traits_of(reading: Reading) -> frozenset[str]:
    """The features of a reading that can say something about its topic by themselves: its stems and its concepts."""
    stems = (f"s{stem}" for word, stem in zip(reading.words, reading.stems, strict=True) if is_content(word))
    return frozenset(stems) | {f"c{concept}" for concepts in reading.concepts for concept in concepts}


def features_of(reading: Reading) -> Counter[str]:
    """Every feature of a reading and how often it occurs. The first letter tells the kind (`BLOCKS`)."""
    found: Counter[str] = Counter()
    for place in range(len(reading.words)):
        found.update(word_features(reading, place))
    ends = ("^", *reading.stems, "$")
    if reading.stems:
        found.update(f"p{first} {second}" for first, second in pairwise(ends))
    return found


def word_features(reading: Reading, place: int) -> tuple[str, ...]:
    """The features of one word of a reading: its stem, its parts and its concepts; not its neighbours."""
    return (
        f"s{reading.stems[place]}",
        *_parts_of(reading.words[place]),
        *(f"c{concept}" for concept in sorted(reading.concepts[place])),
    )


@lru_cache(maxsize=20_000)
def _parts_of(word: str) -> tuple[str, ...]:
    edged = f"<{word}>"
    return tuple(f"{n}{edged[i : i + n]}" for n in _NGRAMS for i in range(len(edged) - n + 1))

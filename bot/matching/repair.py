"""Mends words that nobody has seen, by the words that the content has: slips of the pen, words split or run together.

A mended reading is never instead of the text as it was typed; `score` weighs both.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.matching.features import Reading

SLIP_FROM = 4
"""Letters from which one slip is mended: a letter too many, too few or another one, or two that are swapped."""
TWO_SLIPS_FROM = 8
"""Letters from which two are."""
PART = 3
"""Letters that each of two words run together has at least."""
TRIED = 12
"""Words of a text that are mended at most, so that a text of nonsense takes no longer than a page."""
_CLOSEST = 5


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words of the content, for mending those of a question."""

    counts: Mapping[str, int]
    """How often each word occurs."""
    by_length: Mapping[int, tuple[str, ...]]
    """The words of four letters or more by their length."""

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> "Spelling":
        """The spelling of words that occur this often."""
        by_length: dict[int, list[str]] = {}
        for word in counts:
            if len(word) >= SLIP_FROM and word.isalpha():
                by_length.setdefault(len(word), []).append(word)
        return cls(counts, {length: tuple(words) for length, words in by_length.items()})

    @classmethod
    def of_readings(cls, readings: Iterable[Reading]) -> "Spelling":
        """The spelling of all words of `readings`."""
        return cls.of(Counter(word for reading in readings for word in reading.words))

    def mended(self, reading: Reading, knows: Callable[[str], bool]) -> str | None:
        """The text with its strange words mended; None when there is nothing to mend.

        Args:
            knows: whether the matcher knows a stem. A word with a concept is known as well.
        """
        strange = [
            place
            for place, stem in enumerate(reading.stems)
            if not knows(stem) and not reading.concepts[place] and reading.words[place].isalpha()
        ][:TRIED]
        words = dict(enumerate(reading.words))
        for place in strange:
            if place not in words:
                continue
            word, following = words[place], words.get(place + 1, "")
            if following and word + following in self.counts:
                words[place] = word + following
                del words[place + 1]
            else:
                words[place] = self._nearest(word) or self._taken_apart(word) or word
        mended = " ".join(words.values())
        return mended if mended != " ".join(reading.words) else None

    def _nearest(self, word: str) -> str | None:
        """The word that is fewest slips away; of several the most frequent."""
        slips = 0 if len(word) < SLIP_FROM else 1 if len(word) < TWO_SLIPS_FROM else 2
        found = list(self._within(word, slips)) if slips else []
        return min(found, key=lambda near: (near[0], -self.counts[near[1]], near[1]))[1] if found else None

    def _within(self, word: str, slips: int) -> Iterator[tuple[int, str]]:
        for length in range(len(word) - slips, len(word) + slips + 1):
            others = self.by_length.get(length, ())
            for other, distance, _ in process.extract(
                word, others, scorer=OSA.distance, score_cutoff=slips, limit=_CLOSEST
            ):
                yield int(distance), other

    def _taken_apart(self, word: str) -> str | None:
        for cut in range(PART, len(word) - PART + 1):
            if word[:cut] in self.counts and word[cut:] in self.counts:
                return f"{word[:cut]} {word[cut:]}"
        return None

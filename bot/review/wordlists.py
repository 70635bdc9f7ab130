"""How listed words are used: which words of examples stand in no list, and which listed ones in no example.

What a word does to finding is left to `study`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.content.models import Concept
from bot.matching.entries import Entry
from bot.matching.features import Reading, read
from bot.matching.index import Index
from bot.matching.normalise import fold, stem, words_of

LEAST = 3
"""Times that a word occurs before it is worth a place in a list: less may be chance."""
FEW = 2
"""Entries over which a word is spread at most. A word that is said everywhere says nothing about a norm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlisted:
    """A word of examples that no list has."""

    word: str
    """Folded, as it is written most."""
    times: int
    """The examples in which it occurs."""
    entries: tuple[Entry, ...]
    """Those of which they are, the one with most of them first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """Listed words of one entry that occur in no example, and in no question from elsewhere."""

    entry: Entry
    words: tuple[str, ...]
    listed: int
    """All words that it lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How words are used."""

    unlisted: tuple[Unlisted, ...]
    """Most frequent first."""
    unused: tuple[Unused, ...]
    """The entry with the greatest part of its words unused first."""


def words_used(index: Index, concepts: Iterable[Concept], elsewhere: Iterable[str]) -> Words:
    """Compare the examples that `index` was learned from with the lists of its entries and `concepts`."""
    phrases = [(read(phrase.text, index.concepts), phrase.entry) for phrase in index.phrases]
    strange = [read(text, index.concepts) for text in elsewhere]
    listed = [word for entry in index.entries for word in entry.words] + [w for c in concepts for w in c.words]
    return Words(
        unlisted=_unlisted(index.entries, phrases, frozenset(s for word in listed for s in _stems(word))),
        unused=_unused(index.entries, [*(reading for reading, _ in phrases), *strange]),
    )


def _unlisted(
    entries: Sequence[Entry], phrases: Iterable[tuple[Reading, int]], listed: frozenset[str]
) -> tuple[Unlisted, ...]:
    written: dict[str, Counter[str]] = {}
    owners: dict[str, Counter[int]] = {}
    for reading, entry in phrases:
        for place in reading.content:
            found = reading.stems[place]
            if found not in listed and not reading.concepts[place]:
                written.setdefault(found, Counter())[reading.words[place]] += 1
                owners.setdefault(found, Counter())[entry] += 1
    words = (
        Unlisted(
            word=written[found].most_common(1)[0][0],
            times=places.total(),
            entries=tuple(entries[place] for place, _ in places.most_common()),
        )
        for found, places in owners.items()
        if places.total() >= LEAST and len(places) <= FEW
    )
    return tuple(sorted(words, key=lambda one: (-one.times, one.word)))


def _unused(entries: Sequence[Entry], readings: Iterable[Reading]) -> tuple[Unused, ...]:
    said = " | ".join(" ".join(reading.stems) for reading in readings)
    said = f" {said} "

    def unused() -> Iterator[Unused]:
        for entry in entries:
            words = tuple(word for word in entry.words if f" {' '.join(_stems(word))} " not in said)
            if words:
                yield Unused(entry=entry, words=words, listed=len(entry.words))

    return tuple(sorted(unused(), key=lambda one: -len(one.words) / one.listed))


def _stems(word: str) -> tuple[str, ...]:
    return tuple(stem(part) for part in words_of(fold(word)))

"""The learned index: what each feature of a text says about each entry, and how far that can be trusted.

Reading a question against it is left to `score`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from bot.content.models import Concept
from bot.matching.calibrate import ENOUGH, LOOKED_AT, PRIOR, Trial, accuracy, calibrate, trials
from bot.matching.columns import Columns
from bot.matching.entries import Entry, Kind, Phrase, entries_of, kin_of, links_of, phrases_of
from bot.matching.experts import learn
from bot.matching.features import Concepts, Reading, features_of, read, traits_of
from bot.matching.learn import Doubles, Floats, Ints, softmax
from bot.matching.lessons import lessons_of, wordings_of
from bot.matching.mixtures import choose
from bot.matching.repair import Spelling
from bot.matching.signals import pooled, signals_of

__all__ = ["Entry", "Index", "Kind", "build", "entries_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Everything needed to score a question. Immutable; an entry is known by its place in `entries`."""

    entries: tuple[Entry, ...]
    concepts: Concepts
    phrases: tuple[Phrase, ...]
    traits: tuple[tuple[str, ...], ...]
    """For each phrase its `traits_of`, in alphabetical order, as far as they are learned from."""
    verbatim: Mapping[str, frozenset[int]]
    """Folded phrase -> the entries that have it."""
    said: tuple[tuple[str, ...], ...]
    """For each entry its phrases, folded."""
    wordings: tuple[frozenset[str], ...]
    """For each entry the stems and concepts of its phrases and words, as features."""
    links: Floats
    """1 where the norm of the row has the tree of the column."""
    kin: tuple[frozenset[int], ...]
    """For each entry its trees or its norms, which are no rivals."""
    columns: Columns
    weights: NDArray[np.float16]
    """One row for each feature and a last one for where every question starts; one column for each entry, and a last
    one for what belongs elsewhere."""
    spelling: Spelling
    trust: Doubles
    """The weight of each of `signals.SIGNALS` in the confidence."""
    accuracy: float
    """Which part of the questions that were tried found its entry first, in [0, 1]: for comparing one revision with
    another."""
    phrases_of_entry: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)
    """For each entry the places of its own among `phrases`."""

    def __post_init__(self) -> None:
        own: list[list[int]] = [[] for _ in self.entries]
        for place, phrase in enumerate(self.phrases):
            own[phrase.entry].append(place)
        object.__setattr__(self, "phrases_of_entry", tuple(map(tuple, own)))

    def meant(self, reading: Reading) -> Reading:
        """The same reading with its strange words mended; itself when there are none to mend."""
        mended = self.spelling.mended(reading, self._knows)
        return read(mended, self.concepts) if mended else reading

    def shares(self, reading: Reading, meant: Reading) -> Floats:
        """One row: for each entry, and at last for elsewhere, the chance that the question belongs there.

        As it was typed and as it was meant (`meant`) count as much: a mended word is often right, but not always.
        """
        readings = [reading] if meant is reading else [reading, meant]
        shares: Floats = softmax(np.vstack([self.scores(one) for one in readings])).mean(axis=0, keepdims=True)
        return shares

    def candidates(self, reading: Reading, meant: Reading, limit: int) -> tuple[Ints, Doubles]:
        """The entries that come nearest to belonging to a question, at most `limit`, and the signals of each."""
        shares = self.shares(reading, meant)
        together = pooled(shares[:, :-1], self.links)[0]
        elsewhere = float(shares[0, -1])
        return signals_of(meant, together, elsewhere, self.kin, self.wordings, self.columns.worth, limit=limit)

    def scores(self, reading: Reading) -> Floats:
        """What the features of a reading say, for each entry and for elsewhere."""
        places, values = self.columns.vector(features_of(reading))
        scores: Floats = values @ self.weights[places].astype(np.float32) + self.weights[-1].astype(np.float32)
        return scores

    def _knows(self, stem: str) -> bool:
        return f"s{stem}" in self.columns.places


def build(
    entries: Iterable[Entry],
    concepts: Iterable[Concept],
    elsewhere: Iterable[str] = (),
    asked: Iterable[tuple[str, str | None]] = (),
) -> Index:
    """Learn an index and its calibration. The same content gives the same index.

    Takes some ten seconds for 9,000 questions and 4,000 words: off the request path.

    Args:
        elsewhere: questions that belong to no entry.
        asked: questions to try it on, each with the id of its norm, or None when it belongs elsewhere. Nothing is
            learned from them but how far to trust.
    """
    entries = tuple(entries)
    lexicon = Concepts.of(concepts)
    phrases = phrases_of(entries)
    lessons = lessons_of(entries, phrases, elsewhere, lexicon)
    links = links_of(entries)
    texts = [features_of(lesson.reading) for lesson in lessons]
    owners = np.array([lesson.owner for lesson in lessons], dtype=np.int64)
    counts = np.array([lesson.count for lesson in lessons], dtype=np.float32)
    columns = Columns.of(texts, _topics(owners, links), len(entries) + 1)
    rows = columns.rows(texts)
    with threadpool_limits(1):  # the sums are small: threads would wait for each other longer than they work
        mixture = choose(lessons, rows, columns, len(entries) + 1)
        index = Index(
            entries=entries,
            concepts=lexicon,
            phrases=phrases,
            traits=tuple(
                tuple(sorted(traits_of(read(phrase.text, lexicon)) & columns.places.keys())) for phrase in phrases
            ),
            verbatim=verbatim_of(phrases),
            said=said_of(phrases, len(entries)),
            wordings=wordings_of(lessons, len(entries)),
            links=links,
            kin=kin_of(links),
            columns=columns,
            weights=learn(rows, columns, owners, len(entries) + 1, counts, mixture).astype(np.float16),
            spelling=Spelling.of_readings(lesson.reading for lesson in lessons),
            trust=PRIOR,
            accuracy=0.0,
        )
        tried = tuple(_tried(index, asked))
        if len(tried) < ENOUGH:
            tried = tuple(trials(lessons, rows, links, columns, mixture))
    return replace(index, trust=calibrate(tried, links), accuracy=accuracy(tried, links))


def _tried(index: Index, asked: Iterable[tuple[str, str | None]]) -> Iterator[Trial]:
    place_of = {entry.id: place for place, entry in enumerate(index.entries) if entry.kind == "norm"}
    for place, (question, norm) in enumerate(asked):
        reading = read(question, index.concepts)
        owner = len(index.entries) if norm is None else place_of.get(norm)
        if owner is None or not reading.words or not index.entries:
            continue
        best, signals = index.candidates(reading, index.meant(reading), LOOKED_AT)
        yield Trial(place=place, owner=owner, best=best, signals=signals)


def verbatim_of(phrases: Iterable[Phrase]) -> dict[str, frozenset[int]]:
    """Folded phrase -> the entries that have it."""
    found: dict[str, frozenset[int]] = {}
    for phrase in phrases:
        found[phrase.folded] = found.get(phrase.folded, frozenset()) | {phrase.entry}
    return found


def said_of(phrases: Iterable[Phrase], entries: int) -> tuple[tuple[str, ...], ...]:
    """For each entry its phrases, folded."""
    said: list[list[str]] = [[] for _ in range(entries)]
    for phrase in phrases:
        said[phrase.entry].append(phrase.folded)
    return tuple(map(tuple, said))


def _topics(owners: Ints, links: Floats) -> list[int]:
    """The topic of each lesson: its entry, but a tree that has one norm counts as that norm, for they share theirs."""
    topic_of = list(range(len(links) + 1))
    for tree in np.flatnonzero(links.sum(axis=0) == 1):
        topic_of[tree] = int(links[:, tree].argmax())
    return [topic_of[owner] for owner in owners]

"""What is learned from: every text of the content that tells how people ask, with the entry it belongs to.

How it is learned is left to `index` and `learn`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bot.matching.entries import Entry, Phrase
from bot.matching.features import Concepts, Reading, read
from bot.matching.learn import Ints
from bot.matching.normalise import is_content

WORD = 0.5
"""How much a word of an entry counts beside a question. With the words as texts of their own, three to five of a
hundred questions more come out right; how much they count hardly matters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A text and where it belongs."""

    reading: Reading
    owner: int
    """The place of its entry; the number of entries for what belongs elsewhere."""
    count: float
    """How much it counts, above 0."""
    is_question: bool
    """Whether people could ask this. Words only help to learn; they are not held out to see how well that went."""


def lessons_of(
    entries: Sequence[Entry], phrases: Iterable[Phrase], elsewhere: Iterable[str], concepts: Concepts
) -> tuple[Lesson, ...]:
    """The phrases and words of `entries`, and `elsewhere`: questions that belong to none of them."""

    def lessons() -> Iterator[Lesson]:
        for phrase in phrases:
            yield Lesson(reading=read(phrase.text, concepts), owner=phrase.entry, count=1.0, is_question=True)
        for text in dict.fromkeys(elsewhere):
            yield Lesson(reading=read(text, concepts), owner=len(entries), count=1.0, is_question=True)
        for place, entry in enumerate(entries):
            for word in dict.fromkeys(entry.words):
                yield Lesson(reading=read(word, concepts), owner=place, count=WORD, is_question=False)

    return tuple(lesson for lesson in lessons() if lesson.reading.words)


def wordings_of(lessons: Iterable[Lesson], count: int) -> tuple[frozenset[str], ...]:
    """For each of `count` entries the stems and concepts of its lessons, as features."""
    found: list[set[str]] = [set() for _ in range(count)]
    for lesson in lessons:
        if lesson.owner < count:
            found[lesson.owner].update(_wording(lesson.reading))
    return tuple(map(frozenset, found))


def folds_of(lessons: Sequence[Lesson], count: int) -> Ints:
    """For each lesson the fold, of `count`, in which it is held out: the questions of an entry in turn; -1 for none."""
    turns: dict[int, int] = {}
    folds = np.full(len(lessons), -1, dtype=np.int64)
    for place, lesson in enumerate(lessons):
        if lesson.is_question:
            turn = turns[lesson.owner] = turns.get(lesson.owner, -1) + 1
            folds[place] = turn % count
    return folds


def _wording(reading: Reading) -> Iterator[str]:
    for word, stem, concepts in zip(reading.words, reading.stems, reading.concepts, strict=True):
        if is_content(word):
            yield f"s{stem}"
        yield from (f"c{concept}" for concept in concepts)

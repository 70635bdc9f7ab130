"""Decides whether somebody who writes a text may be in danger, and which safety card they need.

A phrase that is enough by itself decides (`danger`). Everything else is weighed together: the phrases that speak for
danger, the signals, the words, their neighbours and their parts. The weights are learned from what people type who are
in danger and what they type who are not. Without anything learned, each phrase decides. Better one card too many than
one short.
"""

from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np

from bot.content.models import DangerFile
from bot.ids import CardId
from bot.matching.danger import DangerWatch, Seen, words_in
from bot.matching.descent import fit_two
from bot.matching.features import Concepts
from bot.matching.learn import Floats, Ints, Rows, logistic
from bot.matching.normalise import stem

ALARM_FROM = 0.42
"""The chance of danger from which a card is shown. Chosen on messages that nothing was learned from (ADR 016)."""
FEW_WORDS = 4
ALARM_FROM_FEW = 0.55
"""The same for a text of so few words in which no phrase and no signal was seen. "Collega" and "vannacht" stand in many
messages of people in danger; of all that the alarm is taught, three messages need less, such as "hij is hier"."""
UNEASY_FROM = 0.15
"""The chance from which somebody is told in a sentence where to go in danger, with the answer (ADR 023)."""
WINDOW = 60
"""Words that are weighed together. In a long text one sentence of danger would drown."""
_STRIDE = 30
WIDTH = 1 << 17
"""Places for what is learned of a feature. Two features may share one: among a hundred thousand it hardly shows."""
_BLOCKS = {"s": 0.7, "p": 0.8, "3": 0.5, "4": 0.5, "5": 0.5, "c": 0.8}
"""Kinds of feature that a text has many of, and the length each is given: stems, pairs of stems, parts of words and
concepts. Exact lengths hardly matter."""
_MARK = 0.7
"""What a phrase or a signal counts. There are few in a text, and each says much."""
_PARTS = (3, 4, 5)
_LONGEST = 40
"""Letters of a word that are looked at."""
_PENALTY = 0.1
"""Of the squared weights. From a third to four times as much makes no difference."""

Row = tuple[Ints, Floats]
"""The places of the features of a text, and what each counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """What an alarm is taught."""

    danger: tuple[tuple[CardId, str], ...] = ()
    """Messages of people in danger, with the card that they need."""
    calm: tuple[str, ...] = ()
    """Messages of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What speaks for danger, and for which card. One weight for each place, and a last one for every text."""

    weights: Floats
    cards: tuple[CardId, ...]
    card_weights: Floats
    """One row for each card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What an alarm makes of a text."""

    card: CardId | None = None
    """The safety card for somebody who writes this; None when there is no danger."""
    uneasy: bool = False
    """There is no card, but it cannot be ruled out either."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Tells danger from what merely sounds alike. Immutable; without phrases and without learning it never goes off."""

    watch: DangerWatch = field(default_factory=DangerWatch)
    concepts: Concepts = field(default_factory=lambda: Concepts({}))
    learned: Learned | None = None

    @classmethod
    def of(cls, file: DangerFile | None, concepts: Concepts, learned: Learned | None = None) -> "Alarm":
        """The alarm for the phrases of `file`, with what was learned with these phrases and concepts before."""
        return cls(DangerWatch.of(file) if file else DangerWatch(), concepts, learned)

    def card_for(self, text: str) -> CardId | None:
        """The safety card for somebody who writes `text`; None if there is no danger."""
        return self.alert(text).card

    def alert(self, text: str) -> Alert:
        """What there is to fear for somebody who writes `text`.

        The card is that of the most urgent phrase that is enough by itself, else the one whose examples are most
        alike. Only the first `danger.LOOKED_AT` characters are looked at.
        """
        if self.learned is None:
            return Alert(card=self.watch.card_for(text))
        words, numbers, seen = self._seen(text)
        if seen.sure is not None or not words:
            return Alert(card=seen.sure)
        weights = self.learned.weights
        scored = [(_score(row, weights), row) for row in self._rows(words, numbers, seen)]
        score, row = max(scored, key=lambda found: found[0])
        says_little = len(words) <= FEW_WORDS and not seen.likely and not seen.signals
        chance = _chance(score)
        if chance < (ALARM_FROM_FEW if says_little else ALARM_FROM):
            return Alert(uneasy=chance >= UNEASY_FROM and not says_little)
        alike = [_score(row, weights) for weights in self.learned.card_weights]
        return Alert(card=self.learned.cards[alike.index(max(alike))])

    def chance(self, text: str) -> float:
        """How likely somebody who writes `text` is in danger, by what was learned alone; in [0, 1]."""
        words, numbers, seen = self._seen(text)
        if self.learned is None or not words:
            return 0.0
        return _chance(max(_score(row, self.learned.weights) for row in self._rows(words, numbers, seen)))

    def taught(self, lessons: Lessons) -> "Alarm":
        """This alarm with what `lessons` teach; the same lessons give the same alarm. Takes some seconds.

        A calm message in which a phrase decides by itself is left out: its author and that of the phrase disagree. Of
        every other message of danger the phrases are not counted, for many were written with such messages in mind:
        else the words around them would hardly count. Without messages of danger nothing is learned.
        """
        known: dict[str, frozenset[int]] = {}
        told: list[tuple[CardId, Row]] = []
        for number, (card, text) in enumerate(lessons.danger):
            words, numbers, seen = self._seen(text, known)
            if number % 2:
                seen = replace(seen, likely={})
            told += [(card, row) for row in self._rows(words, numbers, seen)]
        if not told:
            return replace(self, learned=None)
        calm: list[Row] = []
        for text in lessons.calm:
            words, numbers, seen = self._seen(text, known)
            if seen.sure is None:
                calm += self._rows(words, numbers, seen)
        cards = tuple(dict.fromkeys(card for card, _ in told))
        rows = [row for _, row in told]
        truths = np.repeat([1.0, 0.0], [len(rows), len(calm)])
        alike = Rows.of(rows, WIDTH)
        card_weights = [fit_two(alike, np.array([float(own == card) for own, _ in told]), _PENALTY) for card in cards]
        learned = Learned(
            weights=fit_two(Rows.of([*rows, *calm], WIDTH), truths, _PENALTY).astype(np.float32),
            cards=cards,
            card_weights=np.stack(card_weights).astype(np.float32),
        )
        return replace(self, learned=learned)

    def _seen(
        self, text: str, known: MutableMapping[str, frozenset[int]] | None = None
    ) -> tuple[Sequence[str], Sequence[frozenset[int]], Seen]:
        words = words_in(text, self.watch.known)
        numbers = self.watch.numbers(words, known)
        return words, numbers, self.watch.look(numbers)

    def _rows(self, words: Sequence[str], numbers: Sequence[frozenset[int]], seen: Seen) -> list[Row]:
        """A row of features for each window of a text; `seen` is what was seen in all of it."""
        if len(words) <= WINDOW:
            return [self._row(words, seen)] if words else []
        parts = [slice(start, start + WINDOW) for start in range(0, len(words) - WINDOW + _STRIDE, _STRIDE)]
        return [self._row(words[part], self.watch.look(numbers[part])) for part in parts]

    def _row(self, words: Sequence[str], seen: Seen) -> Row:
        stems = tuple(map(stem, words))
        parts = [_parts_of(word) for word in set(words)]
        blocks: dict[str, set[int]] = {
            "s": {_place(f"s{one}") for one in stems},
            "p": {_place(f"p{one} {other}") for one, other in pairwise(("^", *stems, "$"))},
            "c": {_place(f"c{concept}") for found in self.concepts.of_stems(stems) for concept in found},
            **{str(n): set().union(*(part[at] for part in parts)) for at, n in enumerate(_PARTS)},
        }
        marks = {_place(mark) for mark in _marks_of(seen)}
        columns = [column for block in (*blocks.values(), marks) for column in sorted(block)]
        values = [_BLOCKS[kind] / len(block) ** 0.5 for kind, block in blocks.items() for _ in block]
        return np.array(columns, dtype=np.int64), np.array([*values, *(_MARK for _ in marks)], dtype=np.float32)


def _marks_of(seen: Seen) -> Iterator[str]:
    yield from (f"g{signal}" for signal in seen.signals)
    yield from (f"h{card}" for card in seen.likely)
    if seen.likely:
        yield "h"
    if sum(seen.likely.values()) > 1:
        yield "hh"


def _score(row: Row, weights: Floats) -> float:
    columns, values = row
    return float(values @ weights[columns] + weights[-1])


def _chance(score: float) -> float:
    return float(logistic(np.array(score)))


def _place(feature: str) -> int:
    return crc32(feature.encode()) % WIDTH


@lru_cache(maxsize=8_000)
def _parts_of(word: str) -> tuple[frozenset[int], ...]:
    """For each length the places of the parts of a word, with its edges."""
    edged = f"<{word[:_LONGEST]}>"
    return tuple(frozenset(_place(f"{n}{edged[i : i + n]}") for i in range(len(edged) - n + 1)) for n in _PARTS)

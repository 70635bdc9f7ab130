"""Decides what to do with a question: answer, ask back, decline, or show a safety card at once.

This is the door of the room: `Matcher`. What is said to the asker is left to `bot.conversation`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.content.library import TrialQuestion
from bot.content.models import Concept, DangerExamples, DangerFile, Norm, TreeShape
from bot.ids import CardId, Role
from bot.matching.alarm import Alarm, Lessons
from bot.matching.explain import Explanation, explain
from bot.matching.features import read
from bot.matching.index import Entry, Index, Kind, build, entries_of
from bot.matching.packed import pack, unpack
from bot.matching.score import VERBATIM, Scored, score

ANSWER_FROM = 0.8
"""Confidence from which one answer is given: then nineteen of twenty are right. That is what was wanted; of the trial
questions 95.3% of the answers are."""
CLEAR_BY = 0.15
"""How far the best must be above its best rival. Closer, and the asker knows better than we do."""
RIVAL = 0.5
"""From here on a rival is an answer in its own right: somebody asked two things at once."""
SUPPORT = 3
"""Content words that an answer rests on. With fewer, five times as many questions from elsewhere are answered."""
SURE_FROM = 0.9
"""Confidence from which fewer words are enough, when they are all that was said."""
TELLING = 11
"""Topics over which one of those few may be spread. "Durf" is said of thirty things, "aandelen" of five."""
SUGGEST_FROM = 0.1
"""Confidence from which asking back helps. Who has a question of ours and is sent away is worse off than who gets
choices that do not fit: at 0.2 one more in a hundred is sent away, at 0.05 six more in a hundred strangers get choices.
"""
SUGGEST_KEEP = 0.05
"""A choice is shown from this part of the best one's confidence."""
CHOICES = 4
SHOWN = 5
"""Candidates that are handed on, for whoever wants to see them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A norm or a tree that may answer the question."""

    kind: Kind
    id: str
    confidence: float
    """The chance that this is what the asker needs; calibrated, in [0, 1]."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The first candidate is the answer; others follow, best first, at most five together."""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Suggest:
    """Two to four candidates to choose from, best first."""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Decline:
    """Nothing fits. The candidates, at most five, are not worth showing."""

    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Urgent:
    """Somebody may be in danger: show this safety card, whatever else was asked."""

    card: CardId


Decision = Answer | Suggest | Decline | Urgent


@dataclass(frozen=True, slots=True)
class Matcher:
    """Matches questions to the entries of one revision of the content. Immutable, and safe to share by threads."""

    index: Index
    danger: Alarm = field(default_factory=Alarm)

    @classmethod
    def of(
        cls,
        norms: Iterable[Norm],
        trees: Iterable[TreeShape],
        concepts: Iterable[Concept] = (),
        danger: DangerFile | None = None,
        elsewhere: Iterable[str] = (),
        trials: Iterable[TrialQuestion] = (),
        examples: Iterable[DangerExamples] = (),
        calm: Iterable[str] = (),
    ) -> "Matcher":
        """Build the matcher for this content; takes seconds (`index.build`, `Alarm.taught`).

        Args:
            examples: what people type who are in danger.
            calm: what merely sounds alike, besides everything that people ask of norms, trees and elsewhere.
        """
        elsewhere = tuple(elsewhere)
        asked = [(trial.question, trial.norm) for trial in trials]
        index = build(entries_of(norms, trees), concepts, elsewhere, asked)
        lessons = Lessons(
            danger=tuple((group.card, message) for group in examples for message in group.messages),
            calm=(*calm, *elsewhere, *(phrase.text for phrase in index.phrases)),
        )
        return cls(index, Alarm.of(danger, index.concepts).taught(lessons))

    @classmethod
    def unpacked(
        cls, packed: bytes, norms: Iterable[Norm], trees: Iterable[TreeShape], danger: DangerFile | None = None
    ) -> "Matcher | None":
        """The matcher that `pack` made bytes of, for the same content; None when the bytes are damaged."""
        unpacked = unpack(packed, entries_of(norms, trees))
        if unpacked is None:
            return None
        index, learned = unpacked
        return cls(index, Alarm.of(danger, index.concepts, learned))

    def pack(self) -> bytes:
        """What was learned, as bytes for `unpacked`. Only the same program may read them."""
        return pack(self.index, self.danger.learned)

    def match(self, question: str, role: Role | None = None) -> Decision:
        """Decide about `question`. Total on every string, in bounded time; keeps nothing.

        Args:
            role: of the asker; an entry for other roles counts a little less.
        """
        card = self.danger.card_for(question)
        return Urgent(card) if card else self.match_calm(question, role)

    def match_calm(self, question: str, role: Role | None = None) -> Answer | Suggest | Decline:
        """The same for a question that was looked at for danger already: that look takes half of the time."""
        reading = read(question, self.index.concepts)
        return _decide(self.index, score(self.index, reading, role), said=len(reading.content))

    def explain(self, question: str, candidate: Candidate) -> Explanation:
        """Why `candidate` came up for `question`.

        Raises:
            KeyError: the candidate is not of this index.
        """
        place = _place_of(self.index, candidate)
        return explain(self.index, read(question, self.index.concepts), place)


def _decide(index: Index, scored: tuple[Scored, ...], *, said: int) -> Answer | Suggest | Decline:
    """The decision for candidates best first, when `said` content words were said."""
    shown = tuple(_candidate(index.entries[s.entry], s) for s in scored[:SHOWN])
    if not scored:
        return Decline()
    best = scored[0]
    if best.confidence < VERBATIM * 0.9 and not _is_worth_asking(best, said):
        return Decline(shown)
    if _is_enough(best, said) and _is_clear(index, scored):
        return Answer(shown)
    choices = _choices(scored)
    if len(choices) < 2:
        return Decline(shown)
    return Suggest(tuple(_candidate(index.entries[s.entry], s) for s in choices))


def _is_worth_asking(best: Scored, said: int) -> bool:
    return best.confidence >= SUGGEST_FROM and best.support >= min(2, max(1, said))


def _is_enough(best: Scored, said: int) -> bool:
    if best.support >= SUPPORT:
        return best.confidence >= ANSWER_FROM
    return best.confidence >= SURE_FROM and best.support == said and best.spread <= TELLING


def _is_clear(index: Index, scored: tuple[Scored, ...]) -> bool:
    best = scored[0]
    rival = max((s.confidence for s in scored[1:] if s.entry not in index.kin[best.entry]), default=0.0)
    return rival < RIVAL and best.confidence - rival >= CLEAR_BY


def _choices(scored: tuple[Scored, ...]) -> tuple[Scored, ...]:
    return tuple(s for i, s in enumerate(scored) if i < 2 or s.confidence >= SUGGEST_KEEP * scored[0].confidence)[
        :CHOICES
    ]


def _candidate(entry: Entry, scored: Scored) -> Candidate:
    return Candidate(kind=entry.kind, id=entry.id, confidence=scored.confidence)


def _place_of(index: Index, candidate: Candidate) -> int:
    for place, entry in enumerate(index.entries):
        if (entry.kind, entry.id) == (candidate.kind, candidate.id):
            return place
    raise KeyError("no such entry in this index")

"""What the content's own questions tell about it: each is held out once, and the rest is asked where it belongs.

How the words of the content are used is left to `wordlists`; showing it, to the commands.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from threadpoolctl import threadpool_limits

from bot.matching.calibrate import Trial, trials
from bot.matching.decide import ANSWER_FROM, CLEAR_BY
from bot.matching.entries import Entry
from bot.matching.features import features_of
from bot.matching.index import Index
from bot.matching.learn import logistic
from bot.matching.lessons import Lesson, lessons_of
from bot.matching.score import LEADS_FROM


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Examples of one entry that were found at another, which is no norm or tree of it."""

    owner: Entry
    taker: Entry
    questions: tuple[str, ...]
    returned: int
    """How many examples of the taker were found at the owner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How many of an entry's own examples are found while the bot does not know them."""

    entry: Entry
    asked: int
    """One or more."""
    lost: tuple[tuple[str, Entry], ...]
    """Those that were not found, each with what came first instead."""

    @property
    def share(self) -> float:
        """Which part was found first, in [0, 1]."""
        return 1.0 - len(self.lost) / self.asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Overeager:
    """A question from elsewhere of which the bot would be sure, if it did not know it."""

    question: str
    entry: Entry
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What came of it. The worst first."""

    taken: tuple[Taken, ...]
    found: tuple[Found, ...]
    overeager: tuple[Overeager, ...]
    elsewhere: int
    """Questions from elsewhere that were tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    """A held-out question with what came first, as `score` would have it."""

    question: str
    owner: int
    """The place of its entry; the number of entries for what belongs elsewhere."""
    first: int
    confidence: float
    lead: float
    """How far `first` is above its best rival."""


def study(index: Index, elsewhere: Iterable[str]) -> Study:
    """Hold out each question once, a quarter of them at a time. Takes seconds: it learns four times.

    Args:
        index: learned from this content.
        elsewhere: the questions that belong to no entry, as it was learned with.
    """
    lessons = lessons_of(index.entries, index.phrases, elsewhere, index.concepts)
    rows = index.columns.rows([features_of(lesson.reading) for lesson in lessons])
    with threadpool_limits(1):  # as in `index.build`
        tried = [_tried(index, lessons, trial) for trial in trials(lessons, rows, index.links, index.columns)]
    own = [one for one in tried if one.owner < len(index.entries)]
    strange = [one for one in tried if one.owner == len(index.entries)]
    lost = [one for one in own if one.first != one.owner and one.first not in index.kin[one.owner]]
    return Study(
        taken=_taken(index.entries, lost),
        found=_found(index.entries, own, lost),
        overeager=_overeager(index.entries, strange),
        elsewhere=len(strange),
    )


def _tried(index: Index, lessons: Sequence[Lesson], trial: Trial) -> _Tried:
    confidence = dict(zip(map(int, trial.best), map(float, logistic(trial.signals @ index.trust)), strict=True))
    first = best = max(confidence, key=lambda entry: confidence[entry])
    norms = [norm for norm in index.kin[best] if norm in confidence]
    if index.entries[best].kind == "tree" and norms:
        nearest = max(norms, key=lambda norm: confidence[norm])
        if confidence[nearest] >= LEADS_FROM * confidence[best]:
            first = nearest
    rivals = [confidence[entry] for entry in confidence if entry != first and entry not in index.kin[first]]
    lesson = lessons[trial.place]
    return _Tried(
        question=lesson.reading.folded,
        owner=lesson.owner,
        first=first,
        confidence=confidence[first],
        lead=confidence[first] - max(rivals, default=0.0),
    )


def _taken(entries: Sequence[Entry], lost: Iterable[_Tried]) -> tuple[Taken, ...]:
    pairs: dict[tuple[int, int], list[str]] = {}
    for one in lost:
        pairs.setdefault((one.owner, one.first), []).append(one.question)
    most_first = sorted(pairs, key=lambda pair: (-len(pairs[pair]), pair))
    return tuple(
        Taken(
            owner=entries[owner],
            taker=entries[taker],
            questions=tuple(pairs[owner, taker]),
            returned=len(pairs.get((taker, owner), ())),
        )
        for owner, taker in most_first
    )


def _found(entries: Sequence[Entry], own: Iterable[_Tried], lost: Iterable[_Tried]) -> tuple[Found, ...]:
    asked = Counter(one.owner for one in own)
    lost_by: dict[int, list[tuple[str, Entry]]] = {}
    for one in lost:
        lost_by.setdefault(one.owner, []).append((one.question, entries[one.first]))
    found = (
        Found(entry=entries[place], asked=asked[place], lost=tuple(lost_by.get(place, ()))) for place in sorted(asked)
    )
    return tuple(sorted(found, key=lambda one: (one.share, -one.asked)))


def _overeager(entries: Sequence[Entry], strange: Iterable[_Tried]) -> tuple[Overeager, ...]:
    """Those with a confidence that an answer is given for, clear of every rival.

    That an answer also rests on enough words is not looked at: one more word in the question, and it does.
    """
    found = [
        Overeager(question=one.question, entry=entries[one.first], confidence=one.confidence)
        for one in strange
        if one.confidence >= ANSWER_FROM and one.lead >= CLEAR_BY
    ]
    return tuple(sorted(found, key=lambda one: (-one.confidence, one.question)))

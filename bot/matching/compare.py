"""Which questions find something else with one matcher than with another: what a change of the content does to finding.

Learning the matchers and showing what differs is left to others.
"""

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from enum import StrEnum

from bot.content.folding import fold
from bot.content.models import Norm, TreeShape
from bot.ids import Role
from bot.matching.decide import Answer, Candidate, Decision, Decline, Suggest, Urgent
from bot.matching.entries import entries_of
from bot.matching.evaluate import Labelled, Outcome, Sort

Match = Callable[[str, Role | None], Decision]


class Effect(StrEnum):
    """Whether the asker is better off, going by the label."""

    WORSENED = "worsened"
    IMPROVED = "improved"
    OTHER = "other"
    """Something else comes up, and it is as right or as wrong as before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A question that gets another decision, another first candidate or another safety card."""

    labelled: Labelled
    before: Decision
    after: Decision
    effect: Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What came of comparing."""

    compared: int
    known: int
    """Questions left out because the content holds them word for word: they find their norm whatever else changed."""
    shifts: tuple[Shift, ...]
    """The ones that worsened first, then those that improved."""


def compare(questions: Iterable[Labelled], before: Match, after: Match, known: Set[str] = frozenset()) -> Comparison:
    """Put every question to both matchers.

    Args:
        questions: with what people say that they are about.
        before: `Matcher.match` of the old content.
        after: the same of the new.
        known: `phrases_known` of both contents. Such questions say nothing and are left out.
    """
    asked = list(questions)
    told = [q for q in asked if fold(q.question) not in known]
    found = [shift for q in told if (shift := _shift(q, before(q.question, q.role), after(q.question, q.role)))]
    order = list(Effect)
    return Comparison(
        compared=len(told),
        known=len(asked) - len(told),
        shifts=tuple(sorted(found, key=lambda shift: order.index(shift.effect))),
    )


def phrases_known(norms: Iterable[Norm], trees: Iterable[TreeShape]) -> frozenset[str]:
    """All example questions that the matcher learns from, folded."""
    return frozenset(
        fold(text)
        for entry in entries_of(norms, trees)
        for text in (entry.title, *entry.phrases, *(question for question, _ in entry.near_misses))
    )


def examples_of(norms: Iterable[Norm], trees: Iterable[TreeShape]) -> Iterator[Labelled]:
    """The example questions of norms and trees as labelled questions, for those that the other content lacks."""
    for entry in entries_of(norms, trees):
        for text in entry.phrases:
            yield Labelled(
                question=text,
                sort=Sort.IN_SCOPE,
                best=entry.id if entry.kind == "norm" else None,
                tree=entry.id if entry.kind == "tree" else None,
                style="voorbeeld",
                role=None,
            )


def first_of(decision: Decision) -> Candidate | None:
    """The best candidate, when there is one."""
    return None if isinstance(decision, Urgent) else next(iter(decision.candidates), None)


def _shift(labelled: Labelled, before: Decision, after: Decision) -> Shift | None:
    if _gist(before) == _gist(after):
        return None
    old, new = _standing(labelled, before), _standing(labelled, after)
    effect = Effect.OTHER if old == new else Effect.IMPROVED if new > old else Effect.WORSENED
    return Shift(labelled=labelled, before=before, after=after, effect=effect)


def _gist(decision: Decision) -> tuple[object, ...]:
    """What the asker notices: what the bot does, and what comes first."""
    if isinstance(decision, Urgent):
        return (Urgent, decision.card)
    first = None if isinstance(decision, Decline) else first_of(decision)
    return (type(decision), (first.kind, first.id) if first else None)


def _standing(labelled: Labelled, decision: Decision) -> int:
    """How well the asker is off: higher is better. A confident wrong answer is the worst that can happen."""
    if isinstance(decision, Urgent) or labelled.sort is Sort.URGENT:
        return 3 if isinstance(decision, Urgent) and labelled.sort is Sort.URGENT else 0
    rank = Outcome(labelled=labelled, decision=decision).rank
    match labelled.sort, decision:
        case Sort.IN_SCOPE, Answer():
            return 3 if rank == 1 else 0
        case Sort.IN_SCOPE, Suggest():
            return 2 if rank is not None else 1
        case Sort.OUT_OF_SCOPE, Answer():
            return 0
        case Sort.OUT_OF_SCOPE, Suggest():
            return 1
        case Sort.OUT_OF_SCOPE, _:
            return 3
        case _:
            return 1

"""How well questions find their norm: measured on labelled questions, as figures for people and programs.

What counts as right: the norm that the label calls best, or the tree that the label names. Questions on a topic that
the content does not have yet are counted apart, for no matcher could find them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from bot.content.folding import fold
from bot.ids import Role
from bot.matching.decide import Answer, Candidate, Decision, Decline, Suggest, Urgent

NEAREST = 5
"""Pairs of a labelled question and an example that are shown."""
BINS = 10
"""Bins of the calibration error, equally wide."""


class Sort(StrEnum):
    """What a labelled question is. The value is the word in the file."""

    IN_SCOPE = "in"
    OUT_OF_SCOPE = "buiten"
    URGENT = "nood"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A question with what people say that it is about."""

    question: str
    sort: Sort
    best: str | None
    """The norm that answers it."""
    tree: str | None
    style: str
    role: Role | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one labelled question."""

    labelled: Labelled
    decision: Decision

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """What came up, best first; nothing when a safety card was shown."""
        return () if isinstance(self.decision, Urgent) else self.decision.candidates

    @property
    def is_urgent(self) -> bool:
        """Whether a safety card was shown."""
        return isinstance(self.decision, Urgent)

    @property
    def rank(self) -> int | None:
        """The place of the right candidate, from 1; None when it is not among them."""
        right = (n for n, c in enumerate(self.candidates, 1) if _is_right(c, self.labelled))
        return next(right, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Shares in [0, 1] and numbers of questions. A share of nothing is None."""

    counts: Mapping[str, int]
    shares: Mapping[str, float | None]
    by_style: Mapping[str, Mapping[str, float | None]]
    confusions: Sequence[tuple[str, str, int]]
    """Wanted, got, how often; confident answers and refusals alike, most frequent first."""


def labelled_of(record: Mapping[str, object]) -> Labelled:
    """One line of a file of labelled questions. Raises `ValueError` with a Dutch sentence when it is none."""
    question, sort = record.get("vraag"), record.get("soort")
    if not isinstance(question, str) or sort not in set(Sort):
        raise ValueError("een regel heeft minstens `vraag` (tekst) en `soort` (in, buiten of nood)")
    best, tree, style, role = (record.get(key) for key in ("beste", "boom", "stijl", "rol"))
    if sort == Sort.IN_SCOPE and not isinstance(best, str):
        raise ValueError("een vraag met soort `in` heeft ook `beste` (de norm)")
    return Labelled(
        question=question,
        sort=Sort(str(sort)),
        best=best if isinstance(best, str) else None,
        tree=tree if isinstance(tree, str) else None,
        style=style if isinstance(style, str) else "onbekend",
        role=Role(str(role)) if role in set(Role) else None,
    )


def evaluate(
    questions: Iterable[Labelled],
    match: Callable[[str, Role | None], Decision],
    topics: Iterable[str],
) -> Figures:
    """Put every question to the matcher and count.

    `topics` are the norms that the content has. The role of the label is passed on, as the conversation does when it
    knows it.
    """
    outcomes = [Outcome(labelled=q, decision=match(q.question, q.role)) for q in questions]
    known = set(topics)
    normal = [o for o in outcomes if o.labelled.sort is Sort.IN_SCOPE]
    covered = [o for o in normal if o.labelled.best in known]
    uncovered = [o for o in normal if o.labelled.best not in known]
    outside = [o for o in outcomes if o.labelled.sort is Sort.OUT_OF_SCOPE]
    urgent = [o for o in outcomes if o.labelled.sort is Sort.URGENT]
    calm = [o for o in outcomes if o.labelled.sort is not Sort.URGENT]
    return Figures(
        counts={
            "vragen": len(outcomes),
            "binnen": len(covered),
            "zonder norm": len(uncovered),
            "buiten": len(outside),
            "nood": len(urgent),
        },
        shares={
            **_quality(covered),
            "zonder norm, toch zeker beantwoord": _share(uncovered, lambda o: isinstance(o.decision, Answer)),
            "buiten bereik, toch zeker beantwoord": _share(outside, lambda o: isinstance(o.decision, Answer)),
            "buiten bereik, afgewezen": _share(outside, lambda o: isinstance(o.decision, Decline)),
            "nood herkend": _share(urgent, lambda o: o.is_urgent),
            "vals alarm": _share(calm, lambda o: o.is_urgent),
            "kalibratiefout": _calibration_error([*covered, *outside]),
        },
        by_style={
            style: _quality([o for o in covered if o.labelled.style == style])
            for style in sorted({o.labelled.style for o in covered})
        },
        confusions=_confusions(covered),
    )


def nearest(questions: Iterable[Labelled], phrases: Iterable[str]) -> list[tuple[float, str, str]]:
    """The labelled questions that are most like an example in the content, with that example; alike from 0 to 1.

    Questions that say the same as an example measure memory, and questions that were copied measure nothing.

    Args:
        phrases: the examples, folded.
    """
    asked = {fold(labelled.question): labelled.question for labelled in questions}
    examples = sorted(phrases)  # of equally near ones always the same
    if not asked or not examples:
        return []
    likeness = process.cdist(list(asked), examples, scorer=fuzz.ratio, workers=1)
    nearest_of = [(float(row.max()) / 100, int(row.argmax())) for row in likeness]
    pairs = [(much, text, examples[at]) for (much, at), text in zip(nearest_of, asked.values(), strict=True)]
    return sorted(pairs, reverse=True)[:NEAREST]


def _quality(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    return {
        "goed op 1": _share(outcomes, lambda o: o.rank == 1),
        "goed in 3": _share(outcomes, lambda o: o.rank is not None and o.rank <= 3),
        "geholpen": _share(outcomes, _is_helped),
        "zeker en fout": _share(outcomes, lambda o: isinstance(o.decision, Answer) and o.rank != 1),
    }


def _is_right(candidate: Candidate, labelled: Labelled) -> bool:
    return candidate.id == (labelled.best if candidate.kind == "norm" else labelled.tree)


def _is_helped(outcome: Outcome) -> bool:
    """Answered right, or the right one among the choices."""
    if outcome.rank is None:
        return False
    match outcome.decision:
        case Answer():
            return outcome.rank == 1
        case Suggest():
            return True
        case Decline() | Urgent():
            return False


def _share(outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> float | None:
    return sum(map(holds, outcomes)) / len(outcomes) if outcomes else None


def _calibration_error(outcomes: Sequence[Outcome]) -> float | None:
    """Expected calibration error: confidence of the best candidate against how often it is right, over equal bins."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for outcome in outcomes:
        if outcome.candidates:
            confidence = outcome.candidates[0].confidence
            bins[min(BINS - 1, int(confidence * BINS))].append((confidence, outcome.rank == 1))
    total = sum(map(len, bins))
    if not total:
        return None
    gaps = (abs(sum(c for c, _ in part) - sum(right for _, right in part)) for part in bins)
    return sum(gaps) / total


def _confusions(outcomes: Sequence[Outcome]) -> list[tuple[str, str, int]]:
    pairs = Counter(
        (o.labelled.best or "", o.candidates[0].id if o.candidates else "-") for o in outcomes if o.rank != 1
    )
    return [(wanted, got, times) for (wanted, got), times in pairs.most_common(10)]

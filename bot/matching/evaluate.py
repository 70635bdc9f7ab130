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
from bot.ids import CardId, Role
from bot.matching.decide import Answer, Candidate, Decision, Decline, Suggest, Urgent

NEAREST = 5
"""Pairs of a labelled question and an example that are shown."""
BINS = 10
"""Bins of confidence, equally wide."""
NO_ROLE = "onbekend"
"""The word for questions of which the role of the asker is not known."""


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
class Topic:
    """How the questions on one norm fared."""

    id: str
    questions: int
    right: float
    """Which part had the norm first, in [0, 1]."""
    helped: float
    """Which part was answered right, or had the norm among the choices, in [0, 1]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Questions whose best candidate had about the same confidence."""

    above: float
    """The lowest confidence in it; the highest is one `BINS`th more."""
    questions: int
    confidence: float
    """The mean of what was said, in [0, 1]."""
    right: float
    """How often that came true, in [0, 1]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Shares in [0, 1] and numbers of questions. A share of nothing is None.

    Styles, roles and topics are of the questions on a norm that is there.
    """

    counts: Mapping[str, int]
    shares: Mapping[str, float | None]
    by_style: Mapping[str, Mapping[str, float | None]]
    by_role: Mapping[str, Mapping[str, float | None]]
    styles: Mapping[str, int]
    """How many questions each share of `by_style` is of."""
    roles: Mapping[str, int]
    topics: Sequence[Topic]
    """The ones that were found least first."""
    confusions: Sequence[tuple[str, str, int]]
    """Wanted, got, how often; confident answers and refusals alike, most frequent first."""
    reliability: Sequence[Bin]
    """The bins that have questions, the lowest confidence first."""
    missed: Sequence[str]
    """The urgent questions for which no safety card was shown."""
    alarms: Sequence[tuple[str, CardId]]
    """The others for which one was shown, with that card."""


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
    styles = _grouped(covered, lambda o: o.labelled.style)
    roles = _grouped(covered, lambda o: o.labelled.role or NO_ROLE)
    bins = _bins([*covered, *outside])
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
            "kalibratiefout": _calibration_error(bins),
        },
        by_style={style: _quality(group) for style, group in styles.items()},
        by_role={role: _quality(group) for role, group in roles.items()},
        styles={style: len(group) for style, group in styles.items()},
        roles={role: len(group) for role, group in roles.items()},
        topics=_topics(covered),
        confusions=_confusions(covered),
        reliability=bins,
        missed=[o.labelled.question for o in urgent if not o.is_urgent],
        alarms=[(o.labelled.question, o.decision.card) for o in calm if isinstance(o.decision, Urgent)],
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
        "meteen goed": _share(outcomes, lambda o: isinstance(o.decision, Answer) and o.rank == 1),
        "goed op 1": _share(outcomes, lambda o: o.rank == 1),
        "goed in 3": _share(outcomes, lambda o: o.rank is not None and o.rank <= 3),
        "geholpen": _share(outcomes, _is_helped),
        "zeker en fout": _share(outcomes, lambda o: isinstance(o.decision, Answer) and o.rank != 1),
    }


def _grouped(outcomes: Iterable[Outcome], name: Callable[[Outcome], str]) -> dict[str, list[Outcome]]:
    """The outcomes by name, in the order of the alphabet."""
    found: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        found.setdefault(name(outcome), []).append(outcome)
    return dict(sorted(found.items()))


def _topics(outcomes: Iterable[Outcome]) -> list[Topic]:
    found = [
        Topic(
            id=topic,
            questions=len(group),
            right=sum(o.rank == 1 for o in group) / len(group),
            helped=sum(map(_is_helped, group)) / len(group),
        )
        for topic, group in _grouped(outcomes, lambda o: o.labelled.best or "").items()
    ]
    return sorted(found, key=lambda topic: (topic.helped, topic.right, -topic.questions))


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


def _bins(outcomes: Iterable[Outcome]) -> list[Bin]:
    """The confidence of the best candidate against how often it is right."""
    parts: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for outcome in outcomes:
        if outcome.candidates:
            confidence = outcome.candidates[0].confidence
            parts[min(BINS - 1, int(confidence * BINS))].append((confidence, outcome.rank == 1))
    return [
        Bin(
            above=number / BINS,
            questions=len(part),
            confidence=sum(confidence for confidence, _ in part) / len(part),
            right=sum(right for _, right in part) / len(part),
        )
        for number, part in enumerate(parts)
        if part
    ]


def _calibration_error(bins: Sequence[Bin]) -> float | None:
    """Expected calibration error: how far confidence is from how often it comes true, over all questions."""
    total = sum(part.questions for part in bins)
    return sum(part.questions * abs(part.confidence - part.right) for part in bins) / total if total else None


def _confusions(outcomes: Sequence[Outcome]) -> list[tuple[str, str, int]]:
    pairs = Counter(
        (o.labelled.best or "", o.candidates[0].id if o.candidates else "-") for o in outcomes if o.rank != 1
    )
    return [(wanted, got, times) for (wanted, got), times in pairs.most_common(10)]

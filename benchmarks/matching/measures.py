"""What is read off the verdicts of one draw, in percents."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.matching.methods import Verdict

COVERAGE = 0.8
ACCEPTED = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """How one method did on one draw, in percents."""

    accuracy: float
    """Questions of which the first class is right."""
    recall: float
    """Questions of which one of the first three classes is right."""
    precision: float
    """Right among the 80% of the questions in scope that the method is surest of."""
    auroc: float
    """The chance that it is surer of a question in scope than of a stranger."""
    far: float
    """Strangers that come through where 95% of the questions in scope come through."""


def measure(verdicts: Sequence[Verdict], answers: Sequence[str], strangers: Sequence[Verdict]) -> Measures:
    """The measures for questions in scope with their `answers`, and for strangers."""
    right = np.array([v.classes[:1] == (answer,) for v, answer in zip(verdicts, answers, strict=True)])
    inside = np.array([v.confidence for v in verdicts])
    outside = np.array([v.confidence for v in strangers])
    surest = np.argsort(-inside, kind="stable")[: round(COVERAGE * len(inside))]
    return Measures(
        accuracy=_percent(right),
        recall=_percent([answer in v.classes for v, answer in zip(verdicts, answers, strict=True)]),
        precision=_percent(right[surest]),
        auroc=_auroc(inside, outside),
        far=_percent(outside >= np.quantile(inside, 1.0 - ACCEPTED)),
    )


def accuracy(verdicts: Sequence[Verdict], answers: Sequence[str]) -> float:
    """Questions of which the first class is right, in percents."""
    return _percent([v.classes[:1] == (answer,) for v, answer in zip(verdicts, answers, strict=True)])


def _percent(claims: Sequence[bool] | np.ndarray) -> float:
    return 100.0 * float(np.mean(claims))


def _auroc(inside: np.ndarray, outside: np.ndarray) -> float:
    """A tie counts half."""
    ordered = np.sort(outside)
    below, upto = np.searchsorted(ordered, inside, "left"), np.searchsorted(ordered, inside, "right")
    return 100.0 * float((below + upto).mean()) / (2.0 * len(outside))

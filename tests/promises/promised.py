"""The promises that the bot makes to people, in the words in which they are published, and how a run of tests tells of
them: a test says `@pytest.mark.belofte(1)`, and `pytest -m belofte` runs all that do.

Promises about messages to an adviser come with those messages: docs/beheer/beloften.md.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pytest

PROMISES: Mapping[int, str] = {
    1: "Wij bewaren je vragen niet.",
    8: "Onze logboeken kennen je niet.",
    10: "Wij zeggen eerlijk wat we niet kunnen.",
}
"""By the number under which they are published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How one test of a promise ended: `passed`, `failed`, `error`, `skipped`, `xfailed` or `xpassed`."""

    promise: int
    outcome: str


def promise_of(arguments: tuple[object, ...]) -> int:
    """Which promise a mark is about, by its arguments. A wrong one stops the run."""
    match arguments:
        case (int(number),) if number in PROMISES:
            return number
        case _:
            raise pytest.UsageError(f"there is no promise {arguments}")


def summary(proofs: Iterable[Proof]) -> Iterator[str]:
    """A line for each promise. Silent when nothing was asked about any promise."""
    counts: dict[int, Counter[str]] = {number: Counter() for number in PROMISES}
    for proof in proofs:
        counts[proof.promise][proof.outcome] += 1
    if any(counts.values()):
        width = max(map(len, PROMISES.values()))
        for number, wording in PROMISES.items():
            yield f"{number:>2}. {wording:<{width}}  {_verdict(counts[number])}"


def _verdict(outcomes: Counter[str]) -> str:
    held, gaps, skipped = outcomes["passed"], outcomes["xfailed"], outcomes["skipped"]
    broken = outcomes.total() - held - gaps - skipped
    if broken:
        return f"MISLUKT ({_tests(broken)} van {outcomes.total()})"
    if not held:
        return "NIET NAGEGAAN"
    told = [_tests(held)]
    if gaps:
        told.append(f"bekende gaten: {gaps}")
    if skipped:
        told.append(f"overgeslagen: {skipped}")
    return f"geslaagd ({', '.join(told)})"


def _tests(number: int) -> str:
    return f"{number} test" if number == 1 else f"{number} tests"

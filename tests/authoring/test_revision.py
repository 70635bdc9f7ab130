"""Which revision people get when files on disk and publications in chat meet."""

from datetime import UTC, datetime

import pytest

from bot.authoring.revision import Intake, Kind, Publication, intake, taken_back
from bot.ids import Revision

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def history(*kinds: tuple[Kind, str]) -> tuple[Publication, ...]:
    return tuple(
        Publication(number=number, revision=Revision(name), kind=kind, note="", at=NOW)
        for number, (kind, name) in enumerate(kinds, start=1)
    )


@pytest.mark.parametrize(
    ("past", "on_disk", "verdict"),
    [
        ((), "a", Intake.IMPORT),
        (((Kind.IMPORT, "a"),), "a", Intake.SAME),
        (((Kind.IMPORT, "a"),), "b", Intake.IMPORT),
        (((Kind.IMPORT, "a"), (Kind.IMPORT, "b")), "a", Intake.IMPORT),
        (((Kind.IMPORT, "a"), (Kind.PUBLISH, "b")), "a", Intake.KEEP),
        (((Kind.IMPORT, "a"), (Kind.PUBLISH, "b")), "b", Intake.SAME),
        (((Kind.IMPORT, "a"), (Kind.PUBLISH, "b")), "c", Intake.CONFLICT),
        (((Kind.IMPORT, "a"), (Kind.PUBLISH, "b"), (Kind.ROLLBACK, "a")), "a", Intake.SAME),
        (((Kind.IMPORT, "a"), (Kind.PUBLISH, "b"), (Kind.ROLLBACK, "a")), "c", Intake.CONFLICT),
        (((Kind.IMPORT, "a"), (Kind.IMPORT, "b"), (Kind.ROLLBACK, "a")), "b", Intake.KEEP),
        (((Kind.IMPORT, "a"), (Kind.PUBLISH, "b"), (Kind.IMPORT, "c")), "d", Intake.IMPORT),
        (((Kind.PUBLISH, "a"),), "b", Intake.CONFLICT),
    ],
)
def test_each_case_of_decision_4(past: tuple[tuple[Kind, str], ...], on_disk: str, verdict: Intake) -> None:
    assert intake(history(*past), Revision(on_disk)) is verdict


@pytest.mark.parametrize(
    ("past", "aside"),
    [
        ((), ""),
        (((Kind.IMPORT, "a"), (Kind.PUBLISH, "b")), ""),
        (((Kind.IMPORT, "a"), (Kind.PUBLISH, "b"), (Kind.ROLLBACK, "a")), "b"),
        (((Kind.IMPORT, "a"), (Kind.PUBLISH, "b"), (Kind.PUBLISH, "c"), (Kind.ROLLBACK, "a")), "bc"),
        (((Kind.IMPORT, "a"), (Kind.PUBLISH, "b"), (Kind.PUBLISH, "c"), (Kind.ROLLBACK, "b")), "c"),
        (((Kind.IMPORT, "a"), (Kind.PUBLISH, "b"), (Kind.ROLLBACK, "a"), (Kind.PUBLISH, "c")), "b"),
        (((Kind.IMPORT, "a"), (Kind.PUBLISH, "b"), (Kind.ROLLBACK, "a"), (Kind.PUBLISH, "b")), ""),
        (((Kind.IMPORT, "a"), (Kind.PUBLISH, "b"), (Kind.ROLLBACK, "a"), (Kind.ROLLBACK, "b")), "a"),
    ],
)
def test_a_rollback_takes_back_what_was_published_since_until_it_is_published_again(
    past: tuple[tuple[Kind, str], ...], aside: str
) -> None:
    assert taken_back(history(*past)) == frozenset(map(Revision, aside))

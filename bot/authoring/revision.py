"""What has been published, and what should happen with the files on disk (decision 4 of the design).

A revision is a set of content files under one hash (`bot.content.revision`). A publication says from when a revision
was the one that people get; the list of publications only grows. Carrying anything out is left to `bot.service`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.ids import Revision


class Kind(StrEnum):
    """How a revision came to be the published one."""

    IMPORT = "import"
    """Taken from the files on disk."""
    PUBLISH = "publish"
    """By an author, in chat or studio."""
    ROLLBACK = "rollback"
    """An older revision, published again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """From `at` on, people get `revision`, until the publication with the next number."""

    number: int
    """From 1, without gaps."""
    revision: Revision
    kind: Kind
    note: str
    """Why, in the author's words. Never a name."""
    at: datetime
    """Aware."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtaken:
    """Nothing was published, because somebody else published first."""

    current: Publication | None
    """The one that is published now."""


class Intake(StrEnum):
    """What to do with the files on disk."""

    IMPORT = "import"
    """They are the next revision."""
    SAME = "same"
    """They are what is published already."""
    KEEP = "keep"
    """They did not change since they were imported; what was published in chat since then stays."""
    CONFLICT = "conflict"
    """They changed and somebody published in chat: the published revision stays and a person decides."""


def taken_back(history: Sequence[Publication]) -> frozenset[Revision]:
    """The revisions that a rollback set aside and that were not published again since. `history` is oldest first."""
    aside: set[Revision] = set()
    for number, publication in enumerate(history):
        if publication.kind is Kind.ROLLBACK:
            earlier = (at for at in range(number - 1, -1, -1) if history[at].revision == publication.revision)
            aside |= {later.revision for later in history[next(earlier, number) : number]}
        aside.discard(publication.revision)
    return frozenset(aside)


def intake(history: Sequence[Publication], on_disk: Revision) -> Intake:
    """What to do with the files whose revision is `on_disk`, given all publications, oldest first."""
    if not history:
        return Intake.IMPORT
    current = history[-1]
    if current.revision == on_disk:
        return Intake.SAME
    if current.kind is Kind.IMPORT:
        return Intake.IMPORT
    imported = next((p.revision for p in reversed(history) if p.kind is Kind.IMPORT), None)
    return Intake.KEEP if imported == on_disk else Intake.CONFLICT

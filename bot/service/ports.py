"""What the core wishes from outside, as protocols. `bot.storage`, `bot.learner` and `bot.app` fulfil them."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Protocol

from bot.authoring.revision import Kind, Overtaken, Publication
from bot.ids import Revision


class Clock(Protocol):
    """The time of day, so that tests can set it."""

    def now(self) -> datetime:
        """The present moment, aware."""
        ...


LearnApart = Callable[[Mapping[str, bytes]], Awaitable[bytes]]
"""Learns from content files without holding anybody up and gives the packed index. Raises `LearningFailed`."""


class IndexStore(Protocol):
    """What was learned from revisions, by key. May lose anything at any time: then it is learned again.

    May wait for the disk: to be called from a thread.
    """

    def load(self, key: str) -> bytes | None:
        """What was kept under `key`."""
        ...

    def keep(self, key: str, packed: bytes) -> None:
        """Keep `packed`, if possible."""
        ...

    def mark_served(self, key: str) -> None:
        """Remember that what is kept under `key` was fit to answer people."""
        ...

    def has_served(self, key: str) -> bool:
        """Whether what is kept under `key` was fit to answer people."""
        ...


class RevisionStore(Protocol):
    """Every revision that was ever published, and the list of publications. Both only grow.

    Each method is one transaction. Raises `StorageError` when the store cannot be used or gives back something else
    than was put in.
    """

    async def current(self) -> Publication | None:
        """The publication that people get now; None before the first."""
        ...

    async def history(self) -> tuple[Publication, ...]:
        """All publications, oldest first."""
        ...

    async def files(self, revision: Revision) -> Mapping[str, bytes] | None:
        """The files of a revision by relative path, verified against its hash; None when it is unknown."""
        ...

    async def find(self, prefix: str) -> Revision | None:
        """The revision with this tag (`revision_tag`), or else the only one whose hash begins with `prefix`.

        None when there is none, when there are several, and for fewer than 8 characters.
        """
        ...

    async def publish(
        self, files: Mapping[str, bytes], *, kind: Kind, note: str, at: datetime, expected: int | None
    ) -> Publication | Overtaken:
        """Keep `files` as a revision and publish it.

        Args:
            files: content that compiles; the store does not check that.
            kind: how it came to be published.
            note: why; may be empty.
            at: aware.
            expected: the number of the publication that the decision was based on; None when there was none. When
                another one is current by now, nothing is kept.
        """
        ...

    async def republish(
        self, revision: Revision, *, note: str, at: datetime, expected: int | None
    ) -> Publication | Overtaken:
        """Publish a revision that is kept already, as a rollback. An unknown one is a `LookupError`."""
        ...

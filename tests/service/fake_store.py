"""A `RevisionStore` in memory. It passes the same contract as the real one: `tests/storage/test_revisions.py`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

from bot.authoring.revision import Kind, Overtaken, Publication
from bot.content.revision import revision_of, revision_tag
from bot.ids import Revision


class FakeStore:
    def __init__(self) -> None:
        self._files: dict[Revision, Mapping[str, bytes]] = {}
        self._history: tuple[Publication, ...] = ()

    async def current(self) -> Publication | None:
        return self._history[-1] if self._history else None

    async def history(self) -> tuple[Publication, ...]:
        return self._history

    async def files(self, revision: Revision) -> Mapping[str, bytes] | None:
        return self._files.get(revision)

    async def find(self, prefix: str) -> Revision | None:
        if len(prefix) < 8:
            return None
        tagged = [r for r in self._files if revision_tag(r) == prefix]
        found = tagged or [r for r in self._files if r.startswith(prefix.lower())]
        return found[0] if len(found) == 1 else None

    async def publish(
        self, files: Mapping[str, bytes], *, kind: Kind, note: str, at: datetime, expected: int | None
    ) -> Publication | Overtaken:
        revision = revision_of(files)
        result = self._append(revision, kind, note, at, expected)
        if isinstance(result, Publication):
            self._files.setdefault(revision, MappingProxyType(dict(sorted(files.items()))))
        return result

    async def republish(
        self, revision: Revision, *, note: str, at: datetime, expected: int | None
    ) -> Publication | Overtaken:
        if revision not in self._files and self._number() == expected:
            raise LookupError("no such revision")
        return self._append(revision, Kind.ROLLBACK, note, at, expected)

    def _number(self) -> int | None:
        return self._history[-1].number if self._history else None

    def _append(
        self, revision: Revision, kind: Kind, note: str, at: datetime, expected: int | None
    ) -> Publication | Overtaken:
        if at.tzinfo is None:
            raise ValueError("a moment without a time zone")
        if self._number() != expected:
            return Overtaken(current=self._history[-1] if self._history else None)
        number = len(self._history) + 1
        publication = Publication(number=number, revision=revision, kind=kind, note=note, at=at)
        self._history = (*self._history, replace(publication, at=at.astimezone(UTC)))
        return publication

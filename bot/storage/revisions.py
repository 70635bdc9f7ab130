"""Revisions and publications in `kennis.db`. Rows become domain values here, and files are kept once, by their hash.

What may be published is decided in `bot.service.publishing`.
"""

import hashlib
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime

from bot.authoring.revision import Kind, Overtaken, Publication
from bot.content.revision import revision_of, revision_tag
from bot.errors import StorageError
from bot.ids import Revision
from bot.storage.database import Database

_SHORTEST_PREFIX = 8


class Revisions:
    """A `RevisionStore` on SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def current(self) -> Publication | None:
        """The publication that people get now."""
        return await self._database.read(_current)

    async def history(self) -> tuple[Publication, ...]:
        """All publications, oldest first."""

        def work(connection: sqlite3.Connection) -> tuple[Publication, ...]:
            rows = connection.execute("SELECT number, revision, kind, note, at FROM publication ORDER BY number")
            return tuple(_publication(row) for row in rows)

        return await self._database.read(work)

    async def files(self, revision: Revision) -> Mapping[str, bytes] | None:
        """The files of a revision, verified."""

        def work(connection: sqlite3.Connection) -> dict[str, bytes] | None:
            return _files(connection, revision)

        return await self._database.read(work)

    async def find(self, prefix: str) -> Revision | None:
        """The revision with this tag, or the only one whose hash begins so."""

        def work(connection: sqlite3.Connection) -> Revision | None:
            return _find(connection, prefix)

        return await self._database.read(work)

    async def publish(
        self, files: Mapping[str, bytes], *, kind: Kind, note: str, at: datetime, expected: int | None
    ) -> Publication | Overtaken:
        """Keep `files` and publish them, unless another publication than `expected` is current."""
        kept = dict(files)

        def work(connection: sqlite3.Connection) -> Publication | Overtaken:
            current = _current(connection)
            if _number(current) != expected:
                return Overtaken(current=current)
            revision = _keep(connection, kept, at)
            return _append(connection, current, revision, kind, note, at)

        return await self._database.tx(work)

    async def republish(
        self, revision: Revision, *, note: str, at: datetime, expected: int | None
    ) -> Publication | Overtaken:
        """Publish a kept revision again, unless another publication than `expected` is current."""

        def work(connection: sqlite3.Connection) -> Publication | Overtaken:
            current = _current(connection)
            if _number(current) != expected:
                return Overtaken(current=current)
            if not _is_known(connection, revision):
                raise LookupError("no such revision")
            return _append(connection, current, revision, Kind.ROLLBACK, note, at)

        return await self._database.tx(work)


def _current(connection: sqlite3.Connection) -> Publication | None:
    row = connection.execute(
        "SELECT number, revision, kind, note, at FROM publication ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return _publication(row) if row else None


def _number(publication: Publication | None) -> int | None:
    return publication.number if publication else None


def _publication(row: tuple[int, str, str, str, str]) -> Publication:
    number, revision, kind, note, at = row
    return Publication(
        number=number, revision=Revision(revision), kind=Kind(kind), note=note, at=datetime.fromisoformat(at)
    )


def _is_known(connection: sqlite3.Connection, revision: Revision) -> bool:
    return connection.execute("SELECT 1 FROM revision WHERE id = ?", (revision,)).fetchone() is not None


def _files(connection: sqlite3.Connection, revision: Revision) -> dict[str, bytes] | None:
    if not _is_known(connection, revision):
        return None
    rows = connection.execute(
        "SELECT path, sha256, bytes FROM revision_file JOIN blob USING (sha256) WHERE revision = ? ORDER BY path",
        (revision,),
    ).fetchall()
    files = {path: content for path, _, content in rows}
    intact = all(hashlib.sha256(content).hexdigest() == sha256 for _, sha256, content in rows)
    if not intact or revision_of(files) != revision:
        raise StorageError(
            "Een bewaarde revisie is niet meer wat zij was: kennis.db is beschadigd of gewijzigd. Zet een reservekopie "
            "terug met `wegwijzer restore`."
        )
    return files


def _find(connection: sqlite3.Connection, prefix: str) -> Revision | None:
    if len(prefix) < _SHORTEST_PREFIX:
        return None
    row = connection.execute("SELECT id FROM revision WHERE tag = ?", (prefix,)).fetchone()
    if row:
        return Revision(row[0])
    rows = connection.execute(
        "SELECT id FROM revision WHERE substr(id, 1, ?) = ? LIMIT 2", (len(prefix), prefix.lower())
    ).fetchall()
    return Revision(rows[0][0]) if len(rows) == 1 else None


def _keep(connection: sqlite3.Connection, files: Mapping[str, bytes], at: datetime) -> Revision:
    """Store what is not stored yet."""
    revision = revision_of(files)
    if _is_known(connection, revision):
        return revision
    tag = revision_tag(revision)
    if connection.execute("SELECT 1 FROM revision WHERE tag = ?", (tag,)).fetchone():
        raise StorageError(
            "Deze revisie heeft toevallig hetzelfde kenmerk als een oudere. Verander een woord en publiceer opnieuw."
        )
    hashes = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    connection.execute("INSERT INTO revision (id, tag, created_at) VALUES (?, ?, ?)", (revision, tag, _moment(at)))
    connection.executemany(
        "INSERT INTO blob (sha256, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(hashes[path], content) for path, content in files.items()],
    )
    connection.executemany(
        "INSERT INTO revision_file (revision, path, sha256) VALUES (?, ?, ?)",
        [(revision, path, sha256) for path, sha256 in hashes.items()],
    )
    return revision


def _append(
    connection: sqlite3.Connection, current: Publication | None, revision: Revision, kind: Kind, note: str, at: datetime
) -> Publication:
    number = current.number + 1 if current else 1
    connection.execute(
        "INSERT INTO publication (number, revision, kind, note, at) VALUES (?, ?, ?, ?, ?)",
        (number, revision, kind.value, note, _moment(at)),
    )
    return Publication(number=number, revision=revision, kind=kind, note=note, at=at)


def _moment(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return at.astimezone(UTC).isoformat()

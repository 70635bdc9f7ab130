"""Opening an SQLite file so that what is acknowledged lasts and what is deleted goes; or refusing, with the remedy.

A missing file is created whole under another name and then renamed. An existing one is never replaced: not when it is
empty, damaged, newer than this program or made by another. Runs in the worker thread of `bot.storage.database`.
"""

import logging
import os
import sqlite3
import stat
from contextlib import closing
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Literal

from bot.errors import StorageError
from bot.storage.authorizer import allow
from bot.storage.faults import DAMAGED, storage_error

log = logging.getLogger(__name__)

PRAGMAS = (  # name, what to set, what to read back; the order matters: auto_vacuum before the first write
    ("busy_timeout", "5000", 5000),
    ("auto_vacuum", "FULL", 1),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("secure_delete", "ON", 1),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("mmap_size", "0", 0),
    ("wal_autocheckpoint", "100", 100),
    ("journal_size_limit", "0", 0),
)
"""With figures and reasons in the security notes: FULL loses nothing in a power cut, secure_delete overwrites."""

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_APPLICATION_ID = slice(68, 72)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """What one kind of file holds."""

    application_id: int
    migrations: tuple[str, ...]
    """SQL, one script for each `user_version` from 1 on; forward only."""
    copy_first: bool
    """Whether an existing file is copied before it is migrated. Never where deleted must stay deleted."""


def knowledge() -> Schema:
    """The schema of `kennis.db`: revisions and publications."""
    return Schema(application_id=0x49444B42, migrations=_scripts("kennis"), copy_first=True)


def open_file(path: Path, schema: Schema) -> sqlite3.Connection:
    """A connection to `path` with every setting verified, migrated and with only the allowed statements left.

    Raises:
        StorageError: the file cannot be used. It is left as it was.
    """
    name = path.name
    try:
        if not os.path.lexists(path):
            _create(path, schema)
        _check_header(path, schema)
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(0o600)
        with closing(_connect(path, "ro")) as connection:  # leaves even the -wal of a crash as it is
            _check(connection, name, schema)
        connection = _connect(path)
        try:
            harden(connection, name)
            _migrate(connection, path, schema)
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(f"PRAGMA user_version={len(schema.migrations)}")  # fails when the file is read-only
            connection.execute("ROLLBACK")
            connection.set_authorizer(allow)
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        raise storage_error(error, name) or StorageError(DAMAGED.format(name=name)) from error
    except OSError as error:
        raise StorageError(
            f"{name} kan niet worden geopend of gemaakt. Controleer of DATA_DIR bestaat, ruimte heeft en van de "
            "gebruiker van de bot is."
        ) from error
    log.info("%s open, SQLite %s, schema %d", name, sqlite3.sqlite_version, len(schema.migrations))
    return connection


def open_to_read(path: Path, schema: Schema) -> sqlite3.Connection:
    """A connection to an existing `path` that can only read, also while the bot serves from it.

    With WAL, readers hold no writer up and see one unchanging state in each transaction. The file is neither made nor
    migrated. When no bot runs, an empty `-wal` and a `-shm` stay behind until one does.

    Raises:
        StorageError: the file is missing or cannot be used.
    """
    name = path.name
    try:
        _check_header(path, schema)
        connection = _connect(path, "ro")
        try:
            _check(connection, name, schema)
            if _version(connection) < len(schema.migrations):
                raise StorageError(
                    f"{name} is van een oudere versie van de bot. Start de bot één keer: die werkt het bestand bij."
                )
            for setting in ("query_only=ON", "trusted_schema=OFF", "cell_size_check=ON", "temp_store=MEMORY"):
                connection.execute(f"PRAGMA {setting}").close()
            connection.set_authorizer(allow)
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        raise storage_error(error, name) or StorageError(DAMAGED.format(name=name)) from error
    except OSError as error:
        raise StorageError(
            f"{name} kan niet worden gelezen. Controleer of DATA_DIR klopt en van de gebruiker van de bot is."
        ) from error
    return connection


def harden(connection: sqlite3.Connection, name: str) -> None:
    """Apply `PRAGMAS` and read each back.

    Raises:
        StorageError: SQLite does not keep one, as happens on a network disk.
    """
    for pragma, value, expected in PRAGMAS:
        if _pragma(connection, pragma) != expected:  # setting what holds already would write to the file
            connection.execute(f"PRAGMA {pragma}={value}").close()
        if _pragma(connection, pragma) != expected:
            raise StorageError(
                f"SQLite houdt de instelling {pragma} niet aan voor {name}. Zet DATA_DIR op een lokale schijf en "
                "controleer de versie van SQLite."
            )


def _scripts(folder: str) -> tuple[str, ...]:
    found = resources.files("bot.storage").joinpath("migrations", folder).iterdir()
    scripts = sorted((entry for entry in found if entry.name.endswith(".sql")), key=lambda entry: entry.name)
    return tuple(script.read_text("utf-8") for script in scripts)


def _connect(path: Path, mode: Literal["ro", "rw"] = "rw") -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"  # never creates
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=5)
    connection.execute("PRAGMA busy_timeout=5000")
    return connection


def _pragma(connection: sqlite3.Connection, pragma: str) -> int | str | None:
    row = connection.execute(f"PRAGMA {pragma}").fetchone()
    return row[0] if row else None


def _version(connection: sqlite3.Connection) -> int:
    return int(_pragma(connection, "user_version") or 0)


def _create(path: Path, schema: Schema) -> None:
    """Make the file under another name and rename it, so that a crash leaves no half file behind."""
    for rest in ("-wal", "-shm", "-journal"):
        if os.path.lexists(f"{path}{rest}"):
            raise StorageError(
                f"{path.name} ontbreekt, maar {path.name}{rest} staat er nog. Zet {path.name} terug, of verplaats "
                "die resten om met een nieuw bestand te beginnen."
            )
    new = path.with_name(f"{path.name}.nieuw")
    for leftover in (new, *(Path(f"{new}{rest}") for rest in ("-wal", "-shm", "-journal"))):
        leftover.unlink(missing_ok=True)
    _make_private(new)
    with closing(_connect(new)) as connection:
        harden(connection, path.name)
        connection.execute(f"PRAGMA application_id={schema.application_id}")
        _migrate(connection, new, schema)
    new.rename(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _make_private(path: Path) -> None:
    """An empty file that only this user may read; SQLite gives its `-wal` and `-shm` the same mode."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _check_header(path: Path, schema: Schema) -> None:
    """Look at the first bytes before SQLite does, because SQLite writes to what it opens."""
    name = path.name
    if not stat.S_ISREG(path.stat().st_mode):
        raise StorageError(f"{name} is geen gewoon bestand. Verplaats het en zet een reservekopie terug.")
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if not header:
        raise StorageError(
            f"{name} is leeg (0 bytes). Zet een reservekopie terug met `wegwijzer restore`, of verwijder het lege "
            "bestand om opnieuw te beginnen."
        )
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise StorageError(DAMAGED.format(name=name))
    if int.from_bytes(header[_APPLICATION_ID], "big") != schema.application_id:
        raise StorageError(
            f"{name} is een database van een ander programma. Verplaats dat bestand, of kies een andere DATA_DIR."
        )


def _check(connection: sqlite3.Connection, name: str, schema: Schema) -> None:
    """Refuse what is too new or damaged."""
    if _pragma(connection, "application_id") != schema.application_id:
        raise StorageError(DAMAGED.format(name=name))
    version = _version(connection)
    if version < 1:
        raise StorageError(DAMAGED.format(name=name))
    if version > len(schema.migrations):
        raise StorageError(
            f"{name} is gemaakt door een nieuwere versie van de bot (schema {version}, hier {len(schema.migrations)}). "
            "Installeer die versie, of zet een oudere reservekopie terug."
        )
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise StorageError(DAMAGED.format(name=name))


def _migrate(connection: sqlite3.Connection, path: Path, schema: Schema) -> None:
    """Bring the schema up to date, one transaction for each step."""
    version = _version(connection)
    if 0 < version < len(schema.migrations) and schema.copy_first:
        copy = path.with_name(f"{path.name}.schema{version}")
        copy.unlink(missing_ok=True)
        _make_private(copy)
        connection.execute("VACUUM INTO ?", (str(copy),))
    for number, script in enumerate(schema.migrations[version:], start=version + 1):
        try:
            connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version={number};\nCOMMIT;")
        except sqlite3.Error as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise storage_error(error, path.name) or StorageError(
                f"{path.name} bijwerken naar schema {number} is mislukt; het bestand is nog zoals het was. Installeer "
                "de vorige versie van de bot en meld dit."
            ) from error

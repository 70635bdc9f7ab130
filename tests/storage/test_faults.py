import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.storage.database import Database
from bot.storage.faults import storage_error
from tests.storage.sums import SUMS, add_pair, count


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database.open(tmp_path / "som.db", SUMS) as opened:
        yield opened


def loosen(connection: sqlite3.Connection) -> None:
    """Tests only: take the authorizer away."""
    connection.set_authorizer(None)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (sqlite3.SQLITE_FULL, "schijf is vol"),
        (sqlite3.SQLITE_BUSY, "bezet"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "bezet"),
        (sqlite3.SQLITE_CORRUPT, "beschadigd"),
        (sqlite3.SQLITE_NOTADB, "beschadigd"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "schrijfrechten"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "schrijfrechten"),
        (sqlite3.SQLITE_CANTOPEN, "schrijfrechten"),
        (sqlite3.SQLITE_IOERR_FSYNC, "Controleer de schijf"),
        (sqlite3.SQLITE_PROTOCOL, "Controleer de schijf"),
    ],
)
def test_each_fault_has_a_sentence_with_the_remedy(code: int, sentence: str) -> None:
    error = sqlite3.OperationalError("/var/lib/bot/kennis.db is strange")
    error.sqlite_errorcode = code
    fault = storage_error(error, "kennis.db")
    assert fault is not None
    assert sentence in str(fault)
    assert "kennis.db" in str(fault)
    assert "/" not in str(fault)
    assert str(fault).endswith(".")


@pytest.mark.parametrize("code", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_AUTH])
def test_our_own_mistakes_have_none(code: int) -> None:
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = code
    assert storage_error(error, "kennis.db") is None
    assert storage_error(sqlite3.ProgrammingError("x"), "kennis.db") is None


# --- faults of the world outside --------------------------------------------------------------------------------------


async def test_a_full_disk_says_so_and_loses_nothing(database: Database) -> None:
    await add_pair(database, 1)
    await database.read(loosen)
    await database.read(lambda connection: connection.execute("PRAGMA max_page_count=3").fetchone())

    def fill(connection: sqlite3.Connection) -> None:
        connection.executemany("INSERT INTO entry (amount) VALUES (?)", ((n,) for n in range(100_000)))

    with pytest.raises(StorageError, match=r"schijf is vol: som\.db .* Maak ruimte vrij"):
        await database.tx(fill)
    assert await database.read(count) == 2
    await add_pair(database, 2)
    assert await database.read(lambda c: c.execute("PRAGMA integrity_check").fetchone()) == ("ok",)


async def test_a_lock_of_another_program_stops_writing_and_not_reading(database: Database, tmp_path: Path) -> None:
    await add_pair(database, 1)
    await database.read(loosen)
    await database.read(lambda connection: connection.execute("PRAGMA busy_timeout=50").fetchone())
    other = sqlite3.connect(tmp_path / "som.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StorageError, match=r"som\.db is bezet .* probeer het later"):
            await add_pair(database, 2)
        assert await database.read(count) == 2
    finally:
        other.close()
    await add_pair(database, 2)


@pytest.mark.parametrize("gone", ["som.db", "som.db-wal"])
async def test_a_file_removed_while_running_stops_the_work(database: Database, tmp_path: Path, gone: str) -> None:
    await add_pair(database, 1)
    (tmp_path / gone).rename(tmp_path / "elders")
    for attempt in (add_pair(database, 2), database.read(count)):
        with pytest.raises(StorageError, match=r"terwijl de bot draait.* start opnieuw"):
            await attempt


async def test_a_wal_removed_while_running_costs_nothing_after_a_restart(tmp_path: Path) -> None:
    async with Database.open(tmp_path / "som.db", SUMS) as database:
        await add_pair(database, 1)
        (tmp_path / "som.db-wal").unlink()
        with pytest.raises(StorageError):
            await add_pair(database, 2)
    async with Database.open(tmp_path / "som.db", SUMS) as database:
        assert await database.read(count) == 2

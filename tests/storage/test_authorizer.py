import os
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.database import Database


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database.open(tmp_path / "kennis.db") as opened:
        yield opened


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH 'elders.db' AS elders",
        "ATTACH ':memory:' AS elders",
        "DETACH main",
        "DROP TABLE publication",
        "DROP TRIGGER publication_delete",
        "CREATE TABLE nieuw (id INTEGER)",
        "CREATE TEMP TABLE nieuw (id INTEGER)",
        "CREATE TRIGGER nieuw BEFORE INSERT ON blob BEGIN SELECT 1; END",
        "ALTER TABLE publication RENAME TO oud",
        "CREATE VIRTUAL TABLE nieuw USING fts5 (x)",
        "PRAGMA secure_delete=OFF",
        "PRAGMA secure_delete(0)",
        "PRAGMA synchronous=OFF",
        "PRAGMA journal_mode=DELETE",
        "PRAGMA foreign_keys=OFF",
        "PRAGMA recursive_triggers=OFF",
        "PRAGMA trusted_schema=ON",
        "PRAGMA writable_schema=ON",
        "PRAGMA user_version=9",
        "PRAGMA application_id=9",
        "PRAGMA max_page_count=3",
        "DELETE FROM sqlite_master",
        "UPDATE sqlite_master SET sql = ''",
        "SELECT load_extension('x')",
        "SELECT randomblob(1000000000)",
        "VACUUM",
        "VACUUM INTO 'elders.db'",
        "REINDEX",
        "ANALYZE",
    ],
)
async def test_what_is_not_listed_is_refused(database: Database, tmp_path: Path, statement: str) -> None:
    def work(connection: sqlite3.Connection) -> None:
        connection.execute(statement).fetchall()

    for run in (database.tx, database.read):
        with pytest.raises(sqlite3.DatabaseError):
            await run(work)
    assert set(os.listdir(tmp_path)) == {"kennis.db", "kennis.db-wal", "kennis.db-shm"}


@pytest.mark.parametrize("statement", ["ATTACH ':memory:' AS x", "DROP TABLE blob", "PRAGMA secure_delete=OFF"])
async def test_a_refusal_is_a_refusal_and_nothing_else(database: Database, statement: str) -> None:
    with pytest.raises(sqlite3.DatabaseError) as refused:
        await database.read(lambda connection: connection.execute(statement).fetchall())
    assert refused.value.sqlite_errorcode == sqlite3.SQLITE_AUTH
    assert await database.read(lambda connection: connection.execute("PRAGMA secure_delete").fetchone()) == (1,)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT count(*), coalesce(max(number), 0) FROM publication",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT sum(i) FROM n",
        "PRAGMA quick_check",
        "PRAGMA secure_delete",
        "INSERT INTO blob (sha256, bytes) SELECT '0' || substr(hash, 2), x'' FROM (SELECT tag AS hash FROM revision)",
        "UPDATE blob SET bytes = x''",
        "DELETE FROM blob",
    ],
)
async def test_ordinary_work_is_allowed(database: Database, statement: str) -> None:
    await database.tx(lambda connection: connection.execute(statement).fetchall())


async def test_a_checkpoint_is_allowed_outside_a_transaction(database: Database) -> None:
    def work(connection: sqlite3.Connection) -> object:
        connection.execute("ROLLBACK")
        row = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        connection.execute("BEGIN")
        return row

    assert await database.read(work) == (0, 0, 0)

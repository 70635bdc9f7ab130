"""A small database of which half a transaction shows: its rows always add up to nothing."""

import random
import sqlite3
import time

from bot.storage.database import Database
from bot.storage.opening import Schema

SUMS = Schema(
    application_id=0x54455354,
    migrations=("CREATE TABLE entry (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL) STRICT;",),
    copy_first=True,
)


def count(connection: sqlite3.Connection) -> int:
    number: int = connection.execute("SELECT count(*) FROM entry").fetchone()[0]
    return number


def total(connection: sqlite3.Connection) -> int:
    number: int = connection.execute("SELECT coalesce(sum(amount), 0) FROM entry").fetchone()[0]
    return number


async def add_pair(database: Database, amount: int) -> None:
    """Two rows that add up to nothing: half a transaction shows in the total."""

    def work(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO entry (amount) VALUES (?)", (amount,))
        time.sleep(random.random() / 2_000)
        connection.execute("INSERT INTO entry (amount) VALUES (?)", (-amount,))

    await database.tx(work)

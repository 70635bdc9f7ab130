"""One SQLite file, one connection, one worker thread; every transaction is one function that runs there from begin to
commit.

Statements sent one by one from coroutines interleave, and cancelling one leaves its transaction open; a function that
runs as a whole does neither. What a row means is left to the modules beside this one.
"""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from bot.errors import StorageError
from bot.storage.faults import storage_error
from bot.storage.opening import Schema, knowledge, open_file, open_to_read

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]
"""All statements of one transaction. Runs in the worker thread: it takes plain values and gives plain values back."""


class Database:
    """Open one with `async with Database.open(path) as database`."""

    def __init__(self, path: Path, connection: aiosqlite.Connection) -> None:
        self._path = path
        self._connection = connection
        self._lock = asyncio.Lock()
        self._closed = False
        self._identity = _identity(path)

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path, schema: Schema | None = None) -> AsyncIterator["Database"]:
        """The database in `path`, created when it is missing; closed, and its thread gone, at the end.

        Args:
            path: in a folder that exists and that no other process uses (`bot.storage.lock`).
            schema: `knowledge()` unless told otherwise.

        Raises:
            StorageError: the file cannot be used; it is left as it was.
        """
        wanted = schema or knowledge()
        async with cls._held(path, lambda: open_file(path, wanted)) as database:
            yield database

    @classmethod
    @asynccontextmanager
    async def open_to_read(cls, path: Path, schema: Schema | None = None) -> AsyncIterator["Database"]:
        """The same for an existing file that another process may be using; `tx` is refused.

        Raises:
            StorageError: the file is missing or cannot be used; it is left as it was.
        """
        wanted = schema or knowledge()
        async with cls._held(path, lambda: open_to_read(path, wanted)) as database:
            yield database

    @classmethod
    @asynccontextmanager
    async def _held(cls, path: Path, connect: Callable[[], sqlite3.Connection]) -> AsyncIterator["Database"]:
        connection = aiosqlite.Connection(connect, 64)
        try:
            await _to_the_end(_opened(connection))
            database = cls(path, connection)
            try:
                yield database
            finally:
                await _to_the_end(database._close())
        finally:
            try:
                await _to_the_end(connection.close())
            finally:
                if connection._thread.is_alive():
                    connection._thread.join()

    async def tx(self, work: Work[T]) -> T:
        """Run `work` in a transaction of its own and commit; when it raises, nothing of it stays.

        Transactions wait for each other. One that has begun ends, whatever happens to the caller: who is cancelled
        waits for the end and then sees `CancelledError`, and cannot know whether it was committed.

        Raises:
            StorageError: disk or file failed, and nothing was kept. Whatever `work` raises is passed on.
        """
        return await self._run(work, _transaction)

    async def read(self, work: Work[T]) -> T:
        """Run `work` on one unchanging view of the data. It cannot write."""
        return await self._run(work, _reading)

    async def _run(self, work: Work[T], around: Callable[[sqlite3.Connection, Work[T]], T]) -> T:
        def run() -> T:
            if _identity(self._path) != self._identity:
                raise StorageError(
                    f"{self._path.name} of {self._path.name}-wal is verplaatst of verwijderd terwijl de bot draait. "
                    "Stop de bot, controleer het bestand en start opnieuw."
                )
            try:
                return around(self._connection._conn, work)
            except sqlite3.Error as error:
                fault = storage_error(error, self._path.name)
                if fault is None:
                    raise
                raise fault from error

        async with self._lock:
            if self._closed:
                raise RuntimeError("the database is closed")
            execute: Callable[[Callable[[], T]], Coroutine[Any, Any, T]] = self._connection._execute
            return await _to_the_end(execute(run))

    async def _close(self) -> None:
        self._closed = True
        async with self._lock:  # whoever is busy finishes first
            pass


def _transaction(connection: sqlite3.Connection, work: Work[T]) -> T:
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = work(connection)
        if not connection.in_transaction:
            raise RuntimeError("the work ended its own transaction")
        connection.execute("COMMIT")
    except BaseException:
        _roll_back(connection)
        raise
    return result


def _reading(connection: sqlite3.Connection, work: Work[T]) -> T:
    before = connection.total_changes
    connection.execute("BEGIN")
    try:
        result = work(connection)
        if connection.total_changes != before:
            raise RuntimeError("the work of a read wrote something")
    finally:
        _roll_back(connection)
    return result


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        with suppress(sqlite3.Error):  # a full disk has rolled back already; the first fault is the one to report
            connection.execute("ROLLBACK")


def _identity(path: Path) -> tuple[tuple[int, int] | None, ...]:
    """Which files these are, to see that they were removed or replaced under us."""

    def inode(file: str) -> tuple[int, int] | None:
        try:
            found = os.stat(file)
        except OSError:
            return None
        return found.st_dev, found.st_ino

    return inode(f"{path}"), inode(f"{path}-wal")


async def _opened(connection: aiosqlite.Connection) -> None:
    await connection


async def _to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Await `work`; when cancelled meanwhile, wait until it is over before passing that on."""
    task = asyncio.get_running_loop().create_task(work)  # cannot vanish: awaited below, whatever happens
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait({task})
        if not task.cancelled():
            task.exception()  # seen; the cancellation is what the caller hears
        raise

import asyncio
import os
import random
import sqlite3
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.storage.database import Database
from tests.storage.sums import SUMS, add_pair, count, total


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database.open(tmp_path / "som.db", SUMS) as opened:
        yield opened


def add_and_fail(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO entry (amount) VALUES (1)")
    raise ZeroDivisionError


async def test_a_transaction_gives_back_what_its_work_gives(database: Database) -> None:
    assert await database.tx(lambda connection: connection.execute("SELECT 1").fetchone()) == (1,)
    assert await database.read(count) == 0


async def test_work_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        await database.tx(add_and_fail)
    assert await database.read(count) == 0


async def test_200_transactions_side_by_side_of_which_every_tenth_fails(database: Database) -> None:
    async def one(number: int) -> None:
        if number % 10 == 0:
            with pytest.raises(ZeroDivisionError):
                await database.tx(add_and_fail)
        else:
            await add_pair(database, number)

    async with asyncio.TaskGroup() as group:
        for number in range(200):
            group.create_task(one(number))
    assert await database.read(count) == 2 * 180
    assert await database.read(total) == 0


@pytest.mark.parametrize("seed", range(3))
async def test_200_cancellations_leave_whole_transactions_and_the_next_one_works(database: Database, seed: int) -> None:
    chance = random.Random(seed)
    finished = 0
    for number in range(1, 201):
        async with asyncio.TaskGroup() as group:
            task = group.create_task(add_pair(database, number))
            await asyncio.sleep(chance.random() / 500)
            task.cancel()
            if chance.random() < 0.3:
                await asyncio.sleep(0)
                task.cancel()
        finished += not task.cancelled()
        await database.tx(lambda connection: connection.execute("SELECT 1").fetchone())
    rows = await database.read(count)
    assert rows % 2 == 0
    assert rows >= 2 * finished
    assert await database.read(total) == 0


async def test_many_waiting_tasks_may_be_cancelled_at_once(database: Database) -> None:
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(add_pair(database, number)) for number in range(100)]
        await asyncio.sleep(0.01)
        for task in tasks:
            task.cancel()
    assert await database.read(count) % 2 == 0
    assert await database.read(total) == 0
    await add_pair(database, 1)


async def test_whoever_is_cancelled_waits_until_the_transaction_is_over(database: Database) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def slow(connection: sqlite3.Connection) -> None:
        begun.set()
        may_end.wait(10)
        connection.execute("INSERT INTO entry (amount) VALUES (7)")

    async with asyncio.TaskGroup() as group:
        task = group.create_task(database.tx(slow))
        await asyncio.to_thread(begun.wait, 10)
        for _ in range(3):
            task.cancel()
            await asyncio.sleep(0.01)
        assert not task.done()
        may_end.set()
    assert task.cancelled()
    assert await database.read(total) == 7


async def test_a_timeout_around_a_transaction_is_a_timeout(database: Database) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await database.tx(lambda connection: time.sleep(0.1))
    assert await database.read(count) == 0


async def test_the_loop_goes_on_while_a_transaction_works(database: Database) -> None:
    async with asyncio.TaskGroup() as group:
        task = group.create_task(database.tx(lambda connection: time.sleep(0.2)))
        turns = 0
        while not task.done():
            await asyncio.sleep(0.01)
            turns += 1
    assert turns >= 5


async def test_a_read_cannot_write(database: Database) -> None:
    with pytest.raises(RuntimeError):
        await database.read(lambda connection: connection.execute("INSERT INTO entry (amount) VALUES (1)").rowcount)
    assert await database.read(count) == 0


async def test_work_may_not_end_its_own_transaction(database: Database) -> None:
    with pytest.raises(RuntimeError):
        await database.tx(lambda connection: connection.execute("ROLLBACK").rowcount)
    await add_pair(database, 1)


async def test_wrong_sql_is_our_own_mistake(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError):
        await database.tx(lambda connection: connection.execute("SELECT nonsense").fetchone())
    await add_pair(database, 1)


async def test_opening_and_closing_is_quick_and_leaves_no_thread(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    began = time.monotonic()
    async with Database.open(tmp_path / "kennis.db") as database:
        await database.read(lambda connection: None)
        assert set(threading.enumerate()) > before
    assert time.monotonic() - began < 5
    assert set(threading.enumerate()) == before
    assert os.listdir(tmp_path) == ["kennis.db"]


async def test_no_thread_is_left_when_opening_fails(tmp_path: Path) -> None:
    (tmp_path / "kennis.db").touch()
    before = set(threading.enumerate())
    with pytest.raises(StorageError):
        async with Database.open(tmp_path / "kennis.db"):
            pytest.fail("opened")
    assert set(threading.enumerate()) == before


async def test_no_thread_is_left_when_the_body_fails_or_is_cancelled(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    with pytest.raises(ZeroDivisionError):
        async with Database.open(tmp_path / "kennis.db"):
            raise ZeroDivisionError

    async def use() -> None:
        async with Database.open(tmp_path / "kennis.db") as database:
            while True:
                await database.read(lambda connection: None)

    for number in range(30):
        async with asyncio.TaskGroup() as group:
            task = group.create_task(use())
            await asyncio.sleep(number / 1_000)
            task.cancel()
            await asyncio.sleep(0)
            task.cancel()
        assert set(threading.enumerate()) == before


async def test_a_closed_database_refuses_and_does_not_hang(tmp_path: Path) -> None:
    async with Database.open(tmp_path / "som.db", SUMS) as database:
        pass
    with pytest.raises(RuntimeError):
        await add_pair(database, 1)


async def test_closing_waits_for_who_is_busy_and_refuses_who_waits(tmp_path: Path) -> None:
    results: list[object] = []
    async with asyncio.TaskGroup() as group, Database.open(tmp_path / "som.db", SUMS) as database:

        async def one() -> None:
            try:
                await database.tx(lambda connection: time.sleep(0.05))
                results.append("done")
            except RuntimeError:
                results.append("refused")

        for _ in range(3):
            group.create_task(one())
        await asyncio.sleep(0.01)
    assert results == ["done", "refused", "refused"]


def test_a_loop_that_stops_halfway_leaves_whole_transactions(tmp_path: Path) -> None:
    async def main() -> None:
        async with Database.open(tmp_path / "som.db", SUMS) as database, asyncio.TaskGroup() as group:
            for number in range(50):
                group.create_task(add_pair(database, number))
            await asyncio.sleep(0.01)
            raise KeyboardInterrupt

    before = set(threading.enumerate())
    with pytest.raises(KeyboardInterrupt):
        asyncio.run(main())
    assert set(threading.enumerate()) == before

    async def look() -> None:
        async with Database.open(tmp_path / "som.db", SUMS) as database:
            assert await database.read(count) % 2 == 0
            assert await database.read(total) == 0

    asyncio.run(look())


async def test_a_database_that_is_open_to_read_shares_the_file_and_refuses_to_write(tmp_path: Path) -> None:
    path = tmp_path / "som.db"
    async with Database.open(path, SUMS) as writer, Database.open_to_read(path, SUMS) as reader:
        await add_pair(writer, 1)
        assert await reader.read(count) == 2
        with pytest.raises(StorageError, match="kan niet worden geschreven"):
            await add_pair(reader, 2)
        await add_pair(writer, 3)
        assert await reader.read(count) == 4


async def test_a_missing_database_is_not_made_for_a_reader(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="kan niet worden gelezen"):
        async with Database.open_to_read(tmp_path / "som.db", SUMS):
            pass
    assert os.listdir(tmp_path) == []

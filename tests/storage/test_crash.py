import asyncio
import os
import random
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.storage.revisions import Revisions

WRITER = Path(__file__).parent / "writer.py"


def killed_while_writing(path: Path, after: float) -> list[int]:
    """Publish in another process and kill it without warning. Gives the numbers that it acknowledged."""
    environment = {**os.environ, "PYTHONPATH": os.getcwd()}
    with subprocess.Popen([sys.executable, str(WRITER), str(path)], stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        try:
            select.select([process.stdout], [], [], 30)  # the first acknowledgement
            time.sleep(after)
        finally:
            process.kill()
        return [int(line) for line in process.stdout.read().split(b"\n")[:-1]]


async def acknowledged_in(path: Path, after: float) -> int:
    """Kill a writer once and check that all it acknowledged is there. Gives how many that was."""
    acknowledged = await asyncio.to_thread(killed_while_writing, path, after)
    async with Database.open(path) as database:
        store = Revisions(database)
        history = await store.history()
        assert [p.number for p in history] == list(range(1, len(history) + 1))
        assert acknowledged[-1] <= len(history) <= acknowledged[-1] + 1
        for publication in history[-20:]:
            assert await store.files(publication.revision) is not None
        assert await database.read(lambda c: c.execute("PRAGMA integrity_check").fetchone()) == ("ok",)
    return len(acknowledged)


async def test_kill_9_loses_nothing_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(1)
    assert sum([await acknowledged_in(tmp_path / "kennis.db", chance.random() * 0.12) for _ in range(4)]) >= 4


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_kill_9_many_times_loses_nothing_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(2)
    for batch in range(10):
        path = tmp_path / f"kennis{batch}.db"
        assert sum([await acknowledged_in(path, chance.random() * 0.12) for _ in range(20)]) > 100

"""Promises that the bot makes to people, each with its proof: `pytest -m belofte`."""

import asyncio
import contextlib
import re
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import start_with
from tests.loopback import LoopbackTelegram, User
from tests.processes import bot_process

pytestmark = pytest.mark.belofte
NAME, USERNAME = "Xantippemarker", "quasimodomarker"


def markers(number: int) -> list[str]:
    return [f"zqmarker{n}qz" for n in range(number)]


def everything_in(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path, path.read_bytes()


def dump(database: Path) -> list[str]:
    """All that the database says, as statements."""
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return list(connection.iterdump())


async def choose(user: User, *labels: str) -> str:
    """Press these buttons one after another; gives what is shown at the end."""
    shown = ""
    for label in labels:
        await user.press(label)
        shown = (await user.heard())[-1].text
    return shown


async def test_what_people_ask_and_choose_leaves_no_trace_on_disk_or_in_the_log(tmp_path: Path, learned: Path) -> None:
    start_with(learned, tmp_path / "data")
    asked = markers(60)
    log = tmp_path / "uitvoer.log"
    async with LoopbackTelegram() as server, bot_process(server, tmp_path, log) as process:
        before = dump(tmp_path / "data" / "kennis.db")
        people = [server.user(first_name=NAME, user_id=7_313_871_990 + n) for n in range(10)]  # found nowhere else
        for anna in people:
            anna.person["username"] = USERNAME
        for number, marker in enumerate(asked):
            anna = people[number % 5]
            question = ("mag ik dit cadeau van een aannemer aannemen", "wat is het weer", "ik word bedreigd")[
                number % 3
            ]
            await anna.text(f"{question} {marker}")
            assert await anna.heard()
        for anna in people[5:]:
            await anna.text("/keuzehulp")
            await anna.heard()
            await choose(anna, "Meepraten of beslissen")
            if "rol" in (anna.chat.shown[-1].text):
                await choose(anna, "Bestuurder")
            await choose(
                anna, "Ik praat of stem mee", "Mij of iets van mij", "Vooral mij", "Ik deed nog niet mee", "notitie"
            )
        await anna.send(voice={})
        await anna.press_data(1, f"1w{asked[0]}")
        assert dump(tmp_path / "data" / "kennis.db") == before
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            assert await process.wait() == 0
        secrets = [
            *asked,
            NAME,
            USERNAME,
            server.token,
            server.token.split(":")[1],
            *(str(anna.chat_id) for anna in people),
        ]
    for path, content in everything_in(tmp_path):
        assert [s for s in secrets if s.encode() in content] == [], path
    assert not re.search(r"Traceback", log.read_text())


async def test_after_kill_9_in_the_middle_of_a_tree_the_old_button_gives_the_next_question(
    tmp_path: Path, learned: Path
) -> None:
    start_with(learned, tmp_path / "data")
    log = tmp_path / "uitvoer.log"
    async with LoopbackTelegram() as server:
        anna = server.user()
        async with bot_process(server, tmp_path, log) as process:
            await anna.text("/keuzehulp")
            await anna.heard()
            await choose(anna, "Meepraten of beslissen", "Bestuurder", "Ik praat of stem mee")
            process.send_signal(signal.SIGKILL)
            await process.wait()
        server.calls.clear()
        async with bot_process(server, tmp_path, log):
            assert "Vraag 3" in await choose(anna, "Mij of iets van mij")
            assert "uitkomst" in await choose(anna, "Vooral mij", "Ik deed nog niet mee")

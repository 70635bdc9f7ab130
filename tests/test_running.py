"""From start to stop: what is served, what is learned beside it, and what stays behind."""

import asyncio
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot import app, running
from tests.conftest import ROOT, start_with
from tests.conversation.talking import AT
from tests.loopback import LoopbackTelegram, User
from tests.processes import bot_process, environment, learners_of, megabytes

SMALL = ROOT / "tests/content/good"
JOBS = "knowledge/normen/nevenwerk.yaml"
MOST = 200
"""Megabytes of a bot that serves all content, also when it learned a new version while it did."""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "inhoud")
    return tmp_path / "inhoud"


def change(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for was, now in changes:
        assert was in text
        text = text.replace(was, now)
    file.write_text(text, encoding="utf-8")


def make_worse(content: Path) -> None:
    """Questions of one norm that are all over the place."""
    change(
        content / JOBS,
        ("Mag ik een webshop beginnen?", "fles wijn van een inwoner"),
        ("ik wil in het weekend klussen", "cadeau van een leverancier"),
        ("zzp naast mijn baan", "taart en bloemen houden"),
    )


def served(log: Path) -> list[int]:
    """The publications that answered, in order."""
    return [int(number) for number in re.findall(r"revision \S+, publication (\d+)", log.read_text())]


async def until(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.05)


async def answer(anna: User, question: str) -> str:
    await anna.text(question)
    return "\n".join(shown.text for shown in await anna.heard(1, 10))


async def test_a_new_version_takes_over_while_the_old_one_answers(tmp_path: Path, content: Path) -> None:
    log = tmp_path / "uitvoer.log"
    async with LoopbackTelegram() as server:
        anna = server.user()
        async with bot_process(server, tmp_path, log, content):
            assert "Werk naast je werk" in await answer(anna, "moet ik mijn bijbaan melden")
        assert served(log) == [1]

        change(content / JOBS, ("titel: Werk naast je werk", "titel: Werken naast je werk"))
        server.calls.clear()
        async with bot_process(server, tmp_path, log, content) as process:
            await until(lambda: len(served(log)) == 3)
            assert served(log) == [1, 1, 2]
            assert "Werken naast je werk" in await answer(anna, "moet ik mijn bijbaan melden")
            assert learners_of(process.pid) == []

        server.calls.clear()
        async with bot_process(server, tmp_path, log, content) as process:
            await answer(anna, "moet ik mijn bijbaan melden")
            assert served(log) == [1, 1, 2, 2]
            assert learners_of(process.pid) == []
    assert "is learned; until then 1 answers" in log.read_text()
    assert "bijbaan" not in log.read_text()


async def test_a_version_that_does_not_pass_is_not_served_and_the_log_says_why(tmp_path: Path, content: Path) -> None:
    log = tmp_path / "uitvoer.log"
    async with LoopbackTelegram() as server:
        async with bot_process(server, tmp_path, log, content):
            pass
        make_worse(content)
        for times in (1, 2):
            server.calls.clear()
            async with bot_process(server, tmp_path, log, content):
                await until(lambda: log.read_text().count("niet in gebruik genomen") == times)  # noqa: B023
        assert served(log) == [1, 1, 1]
    assert not re.search(r"Traceback|wijn", log.read_text())


async def test_stopping_while_the_first_version_is_learned_ends_at_once_and_leaves_nothing(tmp_path: Path) -> None:
    async with LoopbackTelegram() as server:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=tmp_path,
            env=environment(tmp_path, ROOT, server),
            stderr=asyncio.subprocess.PIPE,
        )
        await until(lambda: bool(learners_of(process.pid)))
        (learner,) = learners_of(process.pid)
        await asyncio.sleep(1)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        _, log = await process.communicate()
        assert process.returncode == 0
        assert time.monotonic() - began < 5
        assert learner not in learners_of(0)
        assert b"WARNING" not in log and b"ERROR" not in log
    assert list((tmp_path / "data").rglob("*.npz*")) == []


async def test_killing_the_bot_while_it_learns_leaves_no_process_and_the_next_start_serves(
    tmp_path: Path, learned: Path
) -> None:
    content = tmp_path / "inhoud"
    for part in ("knowledge", "dilemmas"):
        shutil.copytree(ROOT / part, content / part)
    start_with(learned, tmp_path / "data")
    log = tmp_path / "uitvoer.log"
    async with LoopbackTelegram() as server:
        anna = server.user()
        async with bot_process(server, tmp_path, log, content):
            pass
        with (content / "knowledge/themas.yaml").open("a", encoding="utf-8") as file:
            file.write("# nieuw\n")
        server.calls.clear()
        async with bot_process(server, tmp_path, log, content) as process:
            await until(lambda: bool(learners_of(process.pid)))
            (learner,) = learners_of(process.pid)
            process.send_signal(signal.SIGKILL)
            await process.wait()
            await until(lambda: learner not in learners_of(0), 5)

        server.calls.clear()
        async with bot_process(server, tmp_path, log, content) as process:
            waited = []
            while served(log) != [1, 1, 1, 2]:
                began = time.monotonic()
                assert await answer(anna, "krijg van een aannemer een dure fles wijn mag dat")
                waited.append(time.monotonic() - began)
                await asyncio.sleep(0.3)
            assert len(waited) > 3, "people were answered while it learned"
            assert max(waited) < 1
            assert await answer(anna, "mag ik een bijbaan")
            assert megabytes(process.pid) < MOST

        server.calls.clear()
        async with bot_process(server, tmp_path, log, content) as process:
            for question in ("mag ik een bijbaan", "wat is het weer", "ik kreeg een fles wijn"):
                assert await answer(anna, question)
            assert served(log) == [1, 1, 1, 2, 2]
            assert megabytes(process.pid) < MOST


def test_a_pipe_gets_the_newest_answers(tmp_path: Path, content: Path) -> None:
    def ask() -> str:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "run"],
            input="moet ik mijn bijbaan melden\n",
            capture_output=True,
            encoding="utf-8",
            env=environment(tmp_path, content),
            cwd=tmp_path,
            timeout=50,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "Werk naast je werk" in ask()
    change(content / JOBS, ("titel: Werk naast je werk", "titel: Werken naast je werk"))
    assert "Werken naast je werk" in ask()


@pytest.mark.parametrize("hours", [True, False])
async def test_the_days_off_are_at_hand_before_somebody_asks_where_it_is_known_when_people_are_there(
    monkeypatch: pytest.MonkeyPatch, hours: bool
) -> None:
    looked_up: list[tuple[int, bool]] = []

    def prepare(year: int) -> None:
        looked_up.append((year, threading.current_thread() is threading.main_thread()))

    class Clock:
        def now(self) -> datetime:
            return AT

    monkeypatch.setattr(running, "prepare", prepare)
    library = app.library_on_disk(SMALL)
    await running.look_up_holidays(library if hours else replace(library, organisations={}), Clock())
    assert looked_up == ([(AT.year, False)] if hours else [])

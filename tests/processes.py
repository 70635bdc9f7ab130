"""The bot as operators run it, in a process of its own, and the processes that it starts."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from tests.conftest import ROOT
from tests.loopback import LoopbackTelegram

BOT = ("-m", "bot", "run")


def environment(folder: Path, content: Path, server: LoopbackTelegram | None = None) -> Mapping[str, str]:
    """The settings of a bot that keeps its data in `folder`; without a server it talks in the terminal."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TELEGRAM")}
    telegram = {
        "TELEGRAM_BOT_TOKEN": server.token if server else "",
        "TELEGRAM_API_BASE_URL": server.base_url.removesuffix("/bot") if server else "",
    }
    places = {"CONTENT_DIR": str(content), "DATA_DIR": str(folder / "data"), "TMPDIR": str(folder)}
    return {**kept, **telegram, **places, "PYTHONPATH": str(ROOT)}


@asynccontextmanager
async def bot_process(
    server: LoopbackTelegram, folder: Path, log: Path, content: Path = ROOT, program: Sequence[str] = BOT
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A bot that serves, with all its output in `log`; `program` is what Python runs."""
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *program,
            cwd=folder,
            env=environment(folder, content, server),
            stdout=output,
            stderr=output,
        )
    try:
        async with asyncio.timeout(40):
            while not any(call.method == "getUpdates" for call in server.calls):
                assert process.returncode is None, "the bot did not start: see its log"
                await asyncio.sleep(0.05)
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(10):
                await process.wait()


def learners_of(parent: int) -> list[int]:
    """The numbers of the processes that learn for `parent`, or of all such processes when it is 0."""
    rows = [line.split(None, 2) for line in _listed("-A", "pid=,ppid=,args=").splitlines()]
    return [int(row[0]) for row in rows if row[2].endswith("-m bot.learner") and parent in (0, int(row[1]))]


def megabytes(process: int) -> float:
    """The memory that a process holds now."""
    return int(_listed("-p", "rss=", str(process))) / 1024


def _listed(which: str, columns: str, *numbers: str) -> str:
    return subprocess.run(["ps", which, *numbers, "-o", columns], capture_output=True, text=True, check=True).stdout

"""Promise 8: whatever people do and whatever goes wrong, the log of the operator does not know them."""

import asyncio
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.loopback import LoopbackTelegram
from tests.processes import BOT, bot_process, environment
from tests.promises.canary import FAULTS
from tests.promises.features import FEATURES, Feature
from tests.promises.traces import marked, marker, traces

CANARY = ("-m", "tests.promises.canary")
SMALL = ROOT / "tests/content/good"
SILENT = {"command to another bot", "channel post", "unknown kind of update", "left", "blocks meanwhile"}
"""After which the bot says nothing to the person, as it should."""
UNDELIVERED = {f"Telegram answers with {fault}" for fault in ("http502", "forbidden", "garbage", "timeout")}
"""Of which the person sees no answer."""

pytestmark = pytest.mark.belofte(8)


async def log_of(folder: Path, features: Mapping[str, Feature], *options: str) -> tuple[str, list[str]]:
    """What the log says after all this, and the traces in it and beside it."""
    log = folder / "uitvoer.log"
    async with LoopbackTelegram() as server, bot_process(server, folder, log, SMALL, (*CANARY, *options)):
        people = {name: marked(server, number) for number, name in enumerate(features)}
        for number, (name, anna) in enumerate(people.items()):
            await features[name](server, anna, marker(500 + number))
        for name, anna in people.items():
            if name not in SILENT | UNDELIVERED | {"in a group"}:
                assert await anna.heard(timeout=10), name
        while any(c.outcome == "waiting" for c in server.calls if c.method == "sendMessage"):  # noqa: ASYNC110
            await asyncio.sleep(0.1)  # another process does it
        assert not any(call.method == "getFile" for call in server.calls), "what is no text stays unopened"
    return log.read_text(), traces(folder, server.token.partition(":")[2])


async def test_nothing_that_people_do_and_nothing_that_goes_wrong_tells_the_log_who_they_are(tmp_path: Path) -> None:
    assert len(FEATURES) >= 40
    log, found = await log_of(tmp_path, FEATURES)
    assert found == []
    assert "DEBUG bot.canary: een vraag" in log
    assert "Traceback" not in log
    assert log.count("turn failed, reference") == 2, "the chain and the group ended the turn"
    assert log.count("KeyError bij __main__:") == 6
    assert len(FAULTS) == 9
    for told in (
        "a reply was not delivered",
        "WARNING py.warnings: melding",
        "ERROR elders: melding",
        "logregel kon niet worden gemaakt",
        "fout in een achtergrondtaak",
        "onverwachte fout in een thread",
        "onverwachte fout bij het opruimen",
    ):
        assert told in log, told


async def test_a_log_that_is_written_as_python_would_is_found_out(tmp_path: Path) -> None:
    """The control: without what `bot.logs` does, the same search finds words, numbers and the token."""
    names = ("question", "fault: keten", "danger")
    _, found = await log_of(tmp_path, {name: FEATURES[name] for name in names}, "--unsafe")
    assert f"uitvoer.log: {marker(501)}" in found, "the message, in the exception"
    assert f"uitvoer.log: {marker(1)}" in found, "the name, in what the library tells"
    assert any(re.fullmatch(r"uitvoer\.log: \d{16}", trace) for trace in found), "the number of the chat"
    assert any("LOOPBACK" in trace for trace in found), "the token"


@pytest.mark.parametrize("options", [(), ("chat",)], ids=["run", "chat"])
def test_a_fault_in_the_terminal_is_told_without_what_was_typed(tmp_path: Path, options: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, *CANARY, *options],
        cwd=tmp_path,
        env=environment(tmp_path, SMALL),
        input="".join(f"storing {word} {marker(number)}\n" for number, word in enumerate(FAULTS)) + "/einde\n",
        capture_output=True,
        text=True,
        check=False,
    )
    (tmp_path / "uitvoer.log").write_text(done.stdout + done.stderr, encoding="utf-8")
    assert done.returncode == 0
    references = re.findall(r"turn failed, reference (\w+)", done.stderr)
    assert len(references) == 2, "the chain and the group ended the turn, and the talk went on"
    assert all(f"Kenmerk voor de beheerder: {reference}." in done.stdout for reference in references)
    assert "onverwachte fout in een thread: KeyError bij" in done.stderr
    assert "fout in een achtergrondtaak: KeyError bij" in done.stderr
    assert traces(tmp_path) == []


def test_the_level_at_which_libraries_tell_everything_cannot_be_set(tmp_path: Path) -> None:
    settings = {**environment(tmp_path, SMALL), "LOG_LEVEL": "DEBUG", "TELEGRAM_BOT_TOKEN": f"987654:{marker(1) * 5}"}
    done = subprocess.run([sys.executable, *BOT], cwd=tmp_path, env=settings, capture_output=True, check=False)
    assert done.returncode == 78
    assert marker(1).encode() not in done.stdout + done.stderr
    assert b"DEBUG mag niet" in done.stderr

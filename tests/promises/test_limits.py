"""Promise 10, as far as our limits go: who can read along is what the privacy pages say, no more and no less."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.conversation.button import ShowWalk, read, read_answers
from bot.conversation.desk import Desk
from bot.ids import Role
from tests.conftest import ROOT
from tests.conversation.talking import Talk
from tests.loopback import LoopbackTelegram
from tests.processes import bot_process, environment
from tests.promises.traces import marked, marker

SMALL = ROOT / "tests/content/good"
QUESTION = "mag ik deze fles wijn houden"

pytestmark = pytest.mark.belofte(10)


async def test_telegram_reads_along_as_we_say(tmp_path: Path) -> None:
    """What goes to Telegram is there for it to read: the answer in plain words, and the number of the chat."""
    async with LoopbackTelegram() as server, bot_process(server, tmp_path, tmp_path / "uitvoer.log", SMALL):
        anna = marked(server, 1)
        await anna.text(QUESTION)
        [answer] = await anna.heard()
        sent = next(call.params for call in server.calls if call.method == "sendMessage")
    assert sent["chat_id"] == anna.chat_id
    assert answer.text.splitlines()[0] in sent["text"]


def test_a_button_tells_whoever_sees_it_the_answers_the_role_and_the_organisation(desk: Desk) -> None:
    talk = Talk(desk)
    talk.command("keuzehulp")
    talk.press("Meepraten of beslissen")
    talk.press("Bestuurder")
    talk.press("Ik praat of stem mee")
    move = read(talk.choice("Mij of iets van mij").data, desk.library.organisations)
    assert isinstance(move, ShowWalk)
    assert move.context.role is Role.EXECUTIVE
    tree = next(tree for tree in desk.library.trees.values() if tree.button == "Meepraten of beslissen")
    answers = read_answers(tree, move.answers) or {}
    labels = {option.label for id_, chosen in answers.items() if (option := tree.questions[id_].option(chosen))}
    assert labels == {"Ik praat of stem mee", "Mij of iets van mij"}


@pytest.mark.parametrize(("options", "connections"), [((), 0), (("--calls-home",), 1)])
def test_the_terminal_makes_no_connection_even_with_a_token(
    tmp_path: Path, options: tuple[str, ...], connections: int
) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tests.promises.offline", *options],
        cwd=tmp_path,
        env={**environment(tmp_path, SMALL), "TELEGRAM_BOT_TOKEN": "987654:AAF-made_up_token_for_tests"},
        input=f"{QUESTION}\n/privacy\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Er gaat niets over het internet" in told.stdout
    assert told.stderr.count("verbinding: ") == connections


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="only Linux shows the memory of a process as a file")
@pytest.mark.xfail(
    reason="whoever may do everything on the server can read the memory of the process",
    raises=AssertionError,
    strict=True,
)
async def test_somebody_with_all_rights_on_the_server_cannot_read_what_is_asked(tmp_path: Path) -> None:
    async with LoopbackTelegram() as server, bot_process(server, tmp_path, tmp_path / "uitvoer.log", SMALL) as process:
        for number in range(10):
            anna = marked(server, number)
            await anna.text(f"{QUESTION} {marker(500 + number)}")
            assert await anna.heard()
        asked = [marker(500 + number).encode() for number in range(10)]
        try:
            found = {mark for part in memory_of(process.pid) for mark in asked if mark in part}
        except PermissionError:
            pytest.skip("this machine keeps a process from reading the memory of another")
        assert found == set()


def memory_of(process: int) -> Iterator[bytes]:
    """All that a process holds in memory of its own, in parts."""
    maps = Path(f"/proc/{process}/maps").read_text()
    with Path(f"/proc/{process}/mem").open("rb") as memory:
        for line in maps.splitlines():
            place, rights, _, _, inode, *_ = line.split()
            if rights.startswith("rw") and inode == "0":
                begin, end = (int(part, 16) for part in place.split("-"))
                memory.seek(begin)
                yield memory.read(end - begin)

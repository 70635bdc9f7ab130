"""Promise 1: questions, answers and people leave nothing behind. The bot runs as operators run it, on both channels."""

import ast
import asyncio
import contextlib
import signal
import sqlite3
import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import pytest

from bot import app
from bot.conversation.desk import Desk
from bot.storage.database import Database
from tests.conftest import ROOT, start_with
from tests.loopback import LoopbackTelegram, User
from tests.processes import bot_process, environment
from tests.promises.talking import ROLE, Round, questions, rounds, typed, walked
from tests.promises.traces import kept, marked, marker, traces

LEAKING = ("-m", "tests.promises.leaking")
SMALL = ROOT / "tests/content/good"
ASK_EACH = 10
"""Questions that one person asks."""
ASIDE = "maar eerst wil ik nog iets heel anders weten, over"
"""What is typed in a tree, too long to be taken for an answer."""

pytestmark = pytest.mark.belofte(1)


class Crowd:
    """Hands out markers and people: no two of anything are alike, and all can be counted."""

    def __init__(self) -> None:
        self.used = 0

    def marker(self) -> str:
        self.used += 1
        return marker(self.used - 1)

    def person(self, server: LoopbackTelegram) -> User:
        self.used += 1
        return marked(server, self.used - 1)


async def ask_on_telegram(server: LoopbackTelegram, crowd: Crowd, asked: Iterable[str]) -> None:
    """Let many people ask side by side; everybody gets an answer each time."""

    async def one_person(own: list[str]) -> None:
        anna = crowd.person(server)
        for question in own:
            await anna.text(f"{question} {crowd.marker()}")
            assert await anna.heard(timeout=20)

    whole = list(asked)
    async with asyncio.TaskGroup() as group:
        for at in range(0, len(whole), ASK_EACH):
            group.create_task(one_person(whole[at : at + ASK_EACH]))


async def walk_on_telegram(server: LoopbackTelegram, crowd: Crowd, desk: Desk, walks: Iterable[Round]) -> None:
    """Let as many people as there are walks go through a tree to its outcome."""

    async def one_person(walk: Round) -> None:
        shown = await walked(crowd.person(server), walk, desk, f"{ASIDE} {crowd.marker()}")
        assert "uitkomst" in shown

    async with asyncio.TaskGroup() as group:
        for walk in walks:
            group.create_task(one_person(walk))


async def talk_in_terminal(folder: Path, lines: list[str], log: Path) -> str:
    """Pipe these lines into `wegwijzer chat`; what it says on standard error is in `log`."""
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", "chat", "--role", ROLE.value),
            cwd=folder,
            env=environment(folder, ROOT),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=output,
        )
        said, _ = await process.communicate("".join(f"{line}\n" for line in lines).encode())
    assert process.returncode == 0
    return said.decode()


@pytest.mark.parametrize(
    ("content", "on_telegram", "in_terminal"),
    [
        pytest.param(SMALL, (100, 20), (400, 180), id="500 questions and 200 walks together"),
        pytest.param(
            ROOT,
            (500, 200),
            (500, 200),
            id="500 questions and 200 walks on each channel",
            marks=[pytest.mark.slow, pytest.mark.timeout(300)],
        ),
    ],
)
async def test_what_people_ask_and_choose_leaves_no_trace(
    tmp_path: Path,
    learned: Path,
    desk: Desk,
    content: Path,
    on_telegram: tuple[int, int],
    in_terminal: tuple[int, int],
) -> None:
    """The content of this repository in the terminal; on Telegram, which takes thirty messages a second, `content`."""
    served, typed_in = tmp_path / "telegram", tmp_path / "terminal"
    for folder in (served, typed_in):
        start_with(learned, folder / "data")
    spoken = desk if content is ROOT else app.make_desk(app.library_on_disk(content))
    crowd, asked, walks = Crowd(), questions(spoken), rounds(spoken)
    lines = [f"{question} {crowd.marker()}" for question in islice(questions(desk), in_terminal[0])]
    lines.append(ROLE.value)  # among the questions somebody was a councillor, and that was heard
    for walk in islice(rounds(desk), in_terminal[1]):
        lines += typed(walk, f"{ASIDE} {crowd.marker()}")
    before = kept(typed_in)
    async with LoopbackTelegram() as server, asyncio.TaskGroup() as group:
        talk = group.create_task(talk_in_terminal(typed_in, lines, typed_in / "fouten.log"))
        async with bot_process(server, served, served / "uitvoer.log", content) as process:
            at_start = kept(served / "data")
            await ask_on_telegram(server, crowd, islice(asked, on_telegram[0]))
            await walk_on_telegram(server, crowd, spoken, islice(walks, on_telegram[1]))
            assert kept(served / "data") == at_start
            assert traces(served, server.token.partition(":")[2]) == []
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(10):
                assert await process.wait() == 0
    said = talk.result()
    assert said.count(desk.texts("boom.klaar", boom="")) == in_terminal[1]
    assert crowd.used >= 700
    assert kept(served / "data") == at_start
    assert kept(typed_in).keys() == before.keys() | {"fouten.log"}
    assert traces(tmp_path, server.token.partition(":")[2]) == []


async def test_a_bot_that_leaks_is_found_out(tmp_path: Path) -> None:
    """The control: without it, a search that finds nothing proves nothing."""
    async with LoopbackTelegram() as server:
        async with bot_process(server, tmp_path, tmp_path / "uitvoer.log", SMALL, LEAKING):
            before = kept(tmp_path / "data")
            anna = marked(server, 1)
            await anna.text(f"mag ik deze fles wijn houden {marker(2)}")
            assert await anna.heard()
            after = kept(tmp_path / "data")
        found = traces(tmp_path, server.token.partition(":")[2])
    assert before["kennis.db"] != after["kennis.db"]
    assert f"uitvoer.log: {marker(1)}" in found
    assert any(trace.startswith("geleerd") and trace.endswith(marker(2)) for trace in found)
    assert any(trace.startswith("data/kennis.db") for trace in found)


async def test_after_kill_9_in_the_middle_of_a_tree_the_old_button_gives_the_next_question(tmp_path: Path) -> None:
    """What was not kept is not missed: the answers so far stand in the button."""
    async with LoopbackTelegram() as server:
        anna = server.user()
        async with bot_process(server, tmp_path, tmp_path / "uitvoer.log", SMALL) as process:
            await anna.text("/keuzehulp")
            await anna.heard()
            for label in ("Geschenk aannemen", "Bestuurder"):
                await anna.press(label)
                await anna.heard()
            process.send_signal(signal.SIGKILL)
            await process.wait()
        server.calls.clear()
        async with bot_process(server, tmp_path, tmp_path / "uitvoer.log", SMALL):
            await anna.press("Bedrijf of inwoner")
            assert "Vraag 2" in (await anna.heard())[-1].text


async def test_the_database_has_no_place_for_somebody_who_asks(tmp_path: Path) -> None:
    """All tables with their columns. Whoever adds one thinks first of whether it says something about a person."""
    async with Database.open(tmp_path / app.DATABASE):
        pass
    with contextlib.closing(sqlite3.connect(tmp_path / app.DATABASE)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        columns = {t: [row[1] for row in connection.execute(f"PRAGMA table_info({t})")] for t in tables}
    assert columns == {
        "blob": ["sha256", "bytes"],
        "revision": ["id", "tag", "created_at"],
        "revision_file": ["revision", "path", "sha256"],
        "publication": ["number", "revision", "kind", "note", "at"],
    }


def test_the_code_reads_nothing_of_a_person_but_the_number_of_the_chat() -> None:
    """python-telegram-bot offers names, phone numbers and more with each message. Nothing in `bot` looks at them."""
    of_a_person = {
        *("effective_user", "effective_sender", "from_user", "sender_chat", "user_data", "chat_data"),
        *("first_name", "last_name", "full_name", "language_code", "phone_number", "vcard", "latitude", "longitude"),
        *("sender_user", "sender_user_name", "author_signature"),
        *("mention_html", "mention_markdown", "get_profile_photos", "get_user_profile_photos"),
    }
    found = [
        f"{path.relative_to(ROOT)}: {ast.unparse(node)}"
        for path in (ROOT / "bot").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and (node.attr in of_a_person or (node.attr == "username" and "channels" in path.parts))
        and ast.unparse(node) != "bot.username"
    ]
    assert found == ["bot/channels/reading.py: update.effective_user"], "one look, at whether it is a bot"
    assert "writer.is_bot" in (ROOT / "bot/channels/reading.py").read_text(encoding="utf-8")

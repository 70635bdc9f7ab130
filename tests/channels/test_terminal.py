"""The terminal: a person's screen and a plain pipe."""

import asyncio
import io
from datetime import datetime
from typing import Any

import pytest

from bot.channels import terminal
from bot.channels.terminal import event_of, lines_of
from bot.conversation.desk import Desk
from bot.conversation.turn import Block, Choice, Commanded, Reply, Said, Style
from bot.service.consultation import Consultation
from tests.people import ZONE

AT = datetime(2026, 11, 24, tzinfo=ZONE)


def talk(desk: Desk, typed: str, interactive: bool = False) -> str:
    async def run() -> None:
        screen = terminal.Terminal(read=io.StringIO(typed), write=out, zone=ZONE, interactive=interactive)
        async with asyncio.timeout(20):
            await terminal.chat(Consultation(desk), desk.texts, screen, asyncio.Event())

    out = io.StringIO()
    asyncio.run(run())
    return out.getvalue()


def test_piped_lines_are_answered_as_plain_text_until_the_end_of_input(desk: Desk) -> None:
    said = talk(desk, "krijg van een aannemer een dure fles wijn mag dat\n/themas")
    assert "Geschenken aannemen" in said
    assert "  1. Keuzehulp" in said
    assert "Thema's" in said
    assert "\x1b" not in said


def test_a_person_is_greeted_and_told_how_to_leave(desk: Desk) -> None:
    said = talk(desk, "/einde\n/help\n", interactive=True)
    assert desk.texts("start.kop") in said
    assert "/einde" in said
    assert desk.texts("help.kop") not in said


def test_no_input_at_all_ends_at_once(desk: Desk) -> None:
    assert talk(desk, "") == ""


@pytest.mark.parametrize("line", ["\x00\x1b]0;x\x07\n", "x" * 100_000 + "\n", "\ud800\n", "\n", "   \n"])
def test_a_hostile_line_is_answered_without_an_effect_on_the_screen(desk: Desk, line: str) -> None:
    said = talk(desk, line)
    assert said.strip()
    assert not any(c in said for c in "\x00\x1b\x07\x9b")


def test_of_a_line_without_end_the_rest_is_dropped_and_the_next_line_is_read(desk: Desk) -> None:
    said = talk(desk, "x" * (5 * terminal.MAX_LINE) + "\n/help\n")
    assert said.count(desk.texts("onbekend.sorry")) == 1
    assert desk.texts("help.kop") in said


def test_control_characters_in_a_reply_are_made_visible() -> None:
    (line, style), *_ = lines_of(Reply(blocks=(Block(text="a\x1b[31mb", style=Style.NOTE),)))
    assert (line, style) == ("a\N{REPLACEMENT CHARACTER}[31mb", Style.NOTE)


def test_forgetting_says_what_is_still_on_screen_and_clears_only_a_screen(desk: Desk) -> None:
    said = talk(desk, "/vergeet\n")
    assert said.index(desk.texts("vergeet.gedaan")) < said.index(desk.texts("vergeet.terminal"))
    assert "Telegram" not in said
    assert "\x1b" not in said


def test_choices_are_numbered_below_the_text() -> None:
    reply = Reply(blocks=(Block(text="Vraag?"),), choices=(Choice(label="Ja", data="x"), Choice(label="Nee", data="y")))
    assert [line for line, _ in lines_of(reply)] == ["Vraag?", "", "  1. Ja", "  2. Nee"]


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("/Start\n", Commanded(name="start", at=AT)),
        ("/controleer a.b c\n", Commanded(name="controleer", argument="a.b c", at=AT)),
        ("/help\tme toch", Commanded(name="help", argument="me toch", at=AT)),
        ("/start\nhallo", Commanded(name="start", argument="hallo", at=AT)),
        (" hallo \n", Said(text="hallo", at=AT)),
        ("/ dit is geen opdracht", Said(text="/ dit is geen opdracht", at=AT)),
        ("/12", Said(text="/12", at=AT)),
    ],
)
def test_a_line_is_a_command_or_something_said(line: str, event: Said | Commanded) -> None:
    assert event_of(line, AT) == event


def test_stop_ends_the_chat_while_it_waits_for_a_line(desk: Desk) -> None:
    class Silent:
        def readline(self, size: int = -1, /) -> str:
            done.wait(20)
            return ""

    async def run() -> None:
        stop = asyncio.Event()
        screen = terminal.Terminal(read=Silent(), write=io.StringIO(), zone=ZONE, interactive=False)
        asyncio.get_running_loop().call_later(0.1, stop.set)
        async with asyncio.timeout(5):
            await terminal.chat(Consultation(desk), desk.texts, screen, stop)

    import threading

    done = threading.Event()
    try:
        asyncio.run(run())
    finally:
        done.set()


def test_a_mistake_of_ours_becomes_one_calm_sentence_and_the_conversation_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    hear = Consultation.hear

    async def stumble(self: Consultation, *args: Any, **how: Any) -> tuple[Reply, ...]:
        if isinstance(args[2], Said):
            raise RuntimeError("mijn geheime vraag")
        return await hear(self, *args, **how)

    monkeypatch.setattr(Consultation, "hear", stumble)
    said = talk(desk, "mijn geheime vraag\n/help\n")
    assert said.count(desk.texts("fout.storing")) == 1
    [record] = caplog.records
    assert record.getMessage().rpartition(" ")[2] in said
    assert "geheim" not in said + record.getMessage()
    assert desk.texts("help.kop") in said

"""Somebody who talks with the bot through a channel, and what they see, written alike for all channels."""

import asyncio
import io
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.channels import telegram, terminal
from bot.channels.connection import TelegramAccess
from bot.conversation.desk import Desk
from bot.service.consultation import Consultation
from tests.loopback import LoopbackTelegram, Shown, User

ZONE = ZoneInfo("Europe/Amsterdam")
_PRESS = re.compile(r"\[(.+)\]")
_LABEL = re.compile(r"(?:\d+\. )?(.*)")


class Person(Protocol):
    """Says a line and gives what was answered: the paragraphs, then `[1. label]` a line for each choice."""

    consultation: Consultation
    """What is talked with, so that a new publication can take over in the middle."""

    async def says(self, line: str) -> list[str]: ...


class Tapping:
    """Standard input that is typed line by line: it hands out a line when there is one, and waits otherwise."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.wanted = asyncio.Event()
        self.typed: asyncio.Queue[str] = asyncio.Queue()

    def readline(self, size: int = -1, /) -> str:
        """Called in the thread of the terminal; by then the previous answer has been written."""
        self.loop.call_soon_threadsafe(self.wanted.set)
        return asyncio.run_coroutine_threadsafe(self.typed.get(), self.loop).result()


class AtTerminal:
    """Types in the terminal. Pressing a button is typing its label."""

    def __init__(self, read: Tapping, write: io.StringIO, consultation: Consultation) -> None:
        self.consultation = consultation
        self._read = read
        self._write = write

    async def says(self, line: str) -> list[str]:
        await self._read.wanted.wait()
        self._read.wanted.clear()
        before = len(self._write.getvalue())
        press = _PRESS.fullmatch(line)
        await self._read.typed.put((press[1] if press else line) + "\n")
        await self._read.wanted.wait()
        shown = self._write.getvalue()[before:].strip("\n").split("\n")
        return [re.sub(r"^  (\d+\. .*)$", r"[\1]", line) for line in shown if line]


class OnTelegram:
    """Types and presses in Telegram."""

    def __init__(self, user: User, consultation: Consultation) -> None:
        self.user = user
        self.consultation = consultation

    async def says(self, line: str) -> list[str]:
        press = _PRESS.fullmatch(line)
        if press:
            await self.user.press(press[1])
        else:
            await self.user.text(line)
        heard = await self.user.heard()
        return [row for shown in heard for row in _rows(shown)]


@asynccontextmanager
async def at_terminal(desk: Desk) -> AsyncIterator[AtTerminal]:
    """A chat in the terminal, as with piped input."""
    read, write, stop = Tapping(), io.StringIO(), asyncio.Event()
    screen = terminal.Terminal(read=read, write=write, zone=ZONE, interactive=False)
    async with asyncio.TaskGroup() as group:
        consultation = Consultation(desk)
        group.create_task(terminal.chat(consultation, desk.texts, screen, stop))
        yield AtTerminal(read, write, consultation)
        await read.typed.put("")


@asynccontextmanager
async def serving(
    desk: Desk, server: LoopbackTelegram, consultation: Consultation | None = None, *, apart: float = 0.0
) -> AsyncIterator[None]:
    """The bot on a loopback Telegram: the real python-telegram-bot over real HTTP, with people who need not wait."""
    stop = asyncio.Event()
    root = server.base_url.removesuffix("/bot")
    access = TelegramAccess(token=server.token, api_root=root, zone=ZONE, apart=apart)
    async with asyncio.TaskGroup() as group:
        group.create_task(telegram.serve(consultation or Consultation(desk), desk.texts, access, stop))
        try:
            yield
        finally:
            stop.set()


@asynccontextmanager
async def on_telegram(desk: Desk) -> AsyncIterator[OnTelegram]:
    """A private chat on Telegram."""
    consultation = Consultation(desk)
    async with LoopbackTelegram() as server, serving(desk, server, consultation):
        yield OnTelegram(server.user(), consultation)


def _rows(shown: Shown) -> list[str]:
    return [*filter(None, shown.text.split("\n")), *(f"[{label}]" for row in shown.buttons for label in row)]

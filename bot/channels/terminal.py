"""The conversation in a terminal, for people and for pipes. The same turns as everywhere; only the looks differ."""

import asyncio
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TextIO
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.text import Text

from bot.channels.apology import apology
from bot.channels.layout import MARKS, line_ends
from bot.conversation.turn import Block, Commanded, Erased, Event, Medium, Reply, Said, Style, command_of
from bot.ids import ConversationId
from bot.service.consultation import Consultation
from bot.texts import Texts

MAX_LINE = 20_000
"""Characters read of one line; what comes after is dropped."""
LEAVE = frozenset({"/einde", "/exit", "/quit"})

_CONVERSATION = ConversationId("terminal")


class LineReader(Protocol):
    """What is read from: standard input, for instance."""

    def readline(self, size: int = -1, /) -> str:
        """The next line with its end; empty at the end of input."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """Where to read and write, and in which time zone it is now."""

    read: LineReader
    write: TextIO
    zone: ZoneInfo
    interactive: bool
    """A person is typing: greet, prompt and use bold. Otherwise answer line by line as plain text."""


async def chat(consultation: Consultation, texts: Texts, terminal: Terminal, stop: asyncio.Event) -> None:
    """Talk until the end of input, `/einde`, or `stop`."""
    console = Console(file=terminal.write, highlight=False, soft_wrap=not terminal.interactive, markup=False)
    if terminal.interactive:
        await _answer(consultation, texts, console, Commanded(name="start", at=datetime.now(terminal.zone)))
        console.print(Text(texts("terminal.hint"), style="dim"))
    prompt = texts("terminal.prompt") + " " if terminal.interactive else None
    async for line in _lines(terminal.read, console, prompt, stop):
        if line.strip().lower() in LEAVE:
            break
        await _answer(consultation, texts, console, event_of(line, datetime.now(terminal.zone)))
    if terminal.interactive:
        console.print(texts("terminal.einde"))


def event_of(line: str, at: datetime) -> Event:
    """What a typed line means: a command when it begins with a slash and a letter, else something said."""
    text = line[:MAX_LINE].strip()
    return command_of(text, at) or Said(text=text, at=at)


def lines_of(reply: Reply) -> tuple[tuple[str, Style | None], ...]:
    """A reply as lines: blocks with an empty line between paragraphs, then the choices, numbered."""
    lines: list[tuple[str, Style | None]] = []
    before: Block | None = None
    for block in reply.blocks:
        lines += [("", None)] * (line_ends(before, block) - 1)
        lines.append((MARKS.get(block.style, "") + _printable(block.text), block.style))
        before = block
    if reply.choices:
        lines.append(("", None))
        lines += [(f"  {number}. {_printable(c.label)}", None) for number, c in enumerate(reply.choices, 1)]
    return tuple(lines)


async def _answer(consultation: Consultation, texts: Texts, console: Console, event: Event) -> None:
    styles = {Style.HEADING: "bold", Style.NOTE: "dim"}
    for reply in await _heard(consultation, texts, event):
        if reply.erase:
            console.clear()  # on a screen only; a pipe or a file is left as it is
        console.print()
        for line, style in lines_of(reply):
            console.print(Text(line, style=styles.get(style, "") if style else ""))
        if reply.erase:
            await _answer(consultation, texts, console, Erased(at=event.at, deleted=0, left=0))
            return
    console.print()


async def _heard(consultation: Consultation, texts: Texts, event: Event) -> tuple[Reply, ...]:
    """The answer; to a fault of ours one calm sentence, and the conversation goes on."""
    try:
        return await consultation.hear(_CONVERSATION, Medium.TERMINAL, event)
    except Exception as error:
        return (apology(error, texts),)


async def _lines(read: LineReader, console: Console, prompt: str | None, stop: asyncio.Event) -> AsyncIterator[str]:
    """The lines of the input until its end or `stop`.

    They are read in a daemon thread: a blocked read must not keep the process from ending, and a redirected file cannot
    be waited for by the loop.
    """
    loop = asyncio.get_running_loop()
    heard: asyncio.Queue[str | None] = asyncio.Queue()
    wanted = threading.Semaphore(0)

    def listen() -> None:
        while wanted.acquire():
            line = rest = read.readline(MAX_LINE)
            while len(rest) == MAX_LINE and not rest.endswith("\n"):
                rest = read.readline(MAX_LINE)
            try:
                loop.call_soon_threadsafe(heard.put_nowait, line or None)
            except RuntimeError:  # the loop has ended meanwhile
                return
            if not line:
                return

    threading.Thread(target=listen, name="terminal", daemon=True).start()
    while not stop.is_set():
        if prompt:
            console.print(Text(prompt, style="bold"), end="")
        wanted.release()
        line = await _first(heard, stop)
        if line is None:
            return
        yield line


async def _first(heard: asyncio.Queue[str | None], stop: asyncio.Event) -> str | None:
    """The next line, or None at the end of input or as soon as `stop` is set."""
    async with asyncio.TaskGroup() as group:
        line = group.create_task(heard.get())
        stopped = group.create_task(stop.wait())
        await asyncio.wait({line, stopped}, return_when=asyncio.FIRST_COMPLETED)
        result = line.result() if line.done() else None
        line.cancel()
        stopped.cancel()
    return result


def _printable(text: str) -> str:
    """Without characters that could steer the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)

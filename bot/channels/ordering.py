"""Updates of one chat after each other, chats side by side."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Coroutine, Iterator
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

AT_ONCE = 16
"""Chats that are answered side by side. Measured: 8 to 16 suffice, 256 is slower because of httpcore's pool."""
WAITING = 4_096
"""Updates taken in at once. An update that waits for an earlier one of its chat, or that pauses, holds none of the
`AT_ONCE` places, so one person who types fast holds up nobody else."""

_held: ContextVar[asyncio.Semaphore | None] = ContextVar("_held", default=None)
"""Where the update that is being handled holds a place."""


class PerChat(BaseUpdateProcessor):
    """Keeps the order within a chat, as the maintainers of python-telegram-bot advise (issues 3509 and 3575)."""

    def __init__(self) -> None:
        super().__init__(max_concurrent_updates=WAITING)
        self._last: dict[int, asyncio.Future[None]] = {}
        self._taken_in: dict[int, list[object]] = {}
        self._expected: dict[int, asyncio.Future[None]] = {}
        self._places = asyncio.Semaphore(AT_ONCE)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run `coroutine` as soon as the previous update of the same chat is done."""
        chat = _chat(update)
        previous = self._last.get(chat)
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._last[chat] = done
        self._taken_in.setdefault(chat, []).append(update)
        if chat in self._expected and not self._expected[chat].done():
            self._expected[chat].set_result(None)
        try:
            if previous is not None:
                await asyncio.shield(previous)
            await self._places.acquire()
        except asyncio.CancelledError:
            if isinstance(coroutine, Coroutine):
                coroutine.close()
            self._finish(chat, update, done)
            raise
        holds = _held.set(self._places)
        try:
            await coroutine
        finally:
            _held.reset(holds)
            self._places.release()
            self._finish(chat, update, done)

    def behind(self, update: Update) -> Iterator[Update]:
        """The updates of the same chat that came in after this one and are not done, in order."""
        queue = iter(self._taken_in.get(_chat(update), ()))
        for other in queue:
            if other is update:
                break
        return (other for other in queue if isinstance(other, Update))

    async def next_after(self, update: Update, seconds: float) -> Update | None:
        """The update that follows this one in its chat, once it comes in; None when none does within so many seconds.

        Only to be asked while an update of that chat is being handled. Whoever waits holds none of the places.
        """
        if next(self.behind(update), None) is None:
            chat = _chat(update)
            expected = self._expected[chat] = asyncio.get_running_loop().create_future()
            try:
                async with without_place():
                    with suppress(TimeoutError):
                        async with asyncio.timeout(seconds):
                            await expected
            finally:
                del self._expected[chat]
        return next(self.behind(update), None)

    def _finish(self, chat: int, update: object, done: asyncio.Future[None]) -> None:
        done.set_result(None)
        queue = self._taken_in[chat]
        del queue[next(place for place, other in enumerate(queue) if other is update)]
        if not queue:
            del self._taken_in[chat]
        if self._last.get(chat) is done:
            del self._last[chat]

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""


async def pause(seconds: float) -> None:
    """Wait without holding up another chat: the place of the update that is being handled is for others meanwhile."""
    async with without_place():
        await asyncio.sleep(seconds)


@asynccontextmanager
async def without_place() -> AsyncIterator[None]:
    """Give the place of the update that is being handled to others during the block. Elsewhere it does nothing."""
    places = _held.get()
    if places is None:
        yield
        return
    holds = _held.set(None)
    places.release()
    try:
        yield
    finally:
        await places.acquire()
        _held.reset(holds)


def _chat(update: object) -> int:
    return update.effective_chat.id if isinstance(update, Update) and update.effective_chat else 0

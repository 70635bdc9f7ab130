"""Updates of one chat after each other, chats side by side."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

AT_ONCE = 16
"""Chats that are answered side by side. Measured: 8 to 16 suffice, 256 is slower because of httpcore's pool."""
WAITING = 4_096
"""Updates taken in at once. An update that waits for an earlier one of its chat holds none of the `AT_ONCE` places, so
one person who types fast holds up nobody else."""


class PerChat(BaseUpdateProcessor):
    """Keeps the order within a chat, as the maintainers of python-telegram-bot advise (issues 3509 and 3575)."""

    def __init__(self) -> None:
        super().__init__(max_concurrent_updates=WAITING)
        self._last: dict[int, asyncio.Future[None]] = {}
        self._waiting: Counter[int] = Counter()
        self._places = asyncio.Semaphore(AT_ONCE)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run `coroutine` as soon as the previous update of the same chat is done."""
        chat = update.effective_chat.id if isinstance(update, Update) and update.effective_chat else 0
        previous = self._last.get(chat)
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._last[chat] = done
        self._waiting[chat] += 1
        try:
            if previous is not None:
                await asyncio.shield(previous)
            await self._places.acquire()
        except asyncio.CancelledError:
            if isinstance(coroutine, Coroutine):
                coroutine.close()
            self._finish(chat, done)
            raise
        try:
            await coroutine
        finally:
            self._places.release()
            self._finish(chat, done)

    def waiting(self, chat: int) -> int:
        """Updates of this chat that were taken in and are not done, the one that is being handled included."""
        return self._waiting[chat]

    def _finish(self, chat: int, done: asyncio.Future[None]) -> None:
        done.set_result(None)
        self._waiting[chat] -= 1
        if not self._waiting[chat]:
            del self._waiting[chat]
        if self._last.get(chat) is done:
            del self._last[chat]

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

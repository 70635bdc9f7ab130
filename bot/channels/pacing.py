"""How fast Telegram is spoken to: thirty requests a second in all; to one chat a few messages and then one a second.

Telegram asks for both (core.telegram.org/bots/faq, "My bot is hitting limits"). Whoever waits here is one chat.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.ext import AIORateLimiter

from bot.channels.ordering import pause

SECONDS_APART = 1.05
"""Between two messages to one chat: a little more than Telegram asks for, since its clock is not ours."""
AT_ONCE = 3
"""Messages to one chat before the next one waits."""


class Pacing(AIORateLimiter):
    """Spaces requests out. Does not wait for a `retry_after` itself: that would hold up everybody because of one chat
    (`delivery.persist` waits, in that chat only)."""

    def __init__(self, apart: float = SECONDS_APART) -> None:
        """`apart` is in seconds; 0 lets messages to one chat follow each other at once."""
        super().__init__(max_retries=0)
        self._apart = apart
        self._free: dict[int | str, float] = {}

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | dict[str, Any] | list[dict[str, Any]]]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> bool | dict[str, Any] | list[dict[str, Any]]:
        """Make a request when its time has come."""
        if endpoint != "sendMessage":
            return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)
        chat, loop = data["chat_id"], asyncio.get_running_loop()
        wait = self._wait(chat, loop.time())
        planned = self._free[chat]
        if wait:
            await pause(wait)
        began = loop.time()
        try:
            return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)
        finally:  # when Telegram counted it is not known; at the latest at its end
            self._free[chat] = free = self._free.get(chat, planned) + loop.time() - began
            loop.call_at(free, self._forget, chat, free)

    def _wait(self, chat: int | str, now: float) -> float:
        """Seconds until a message may go to this chat; counts it as sent then. The generic cell rate algorithm."""
        free = max(now, self._free.get(chat, now))
        self._free[chat] = free + self._apart
        return max(0.0, free - now - (AT_ONCE - 1) * self._apart)

    def _forget(self, chat: int | str, free: float) -> None:
        """Keep no number of a chat that need not wait any more."""
        if self._free.get(chat) == free:
            del self._free[chat]

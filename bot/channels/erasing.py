"""Deleting messages in a private chat: on request, and when their time has come."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.channels.delivery import once, persist
from bot.channels.traces import Traces
from bot.errors import Blocked, DeliveryError, RetryLater

AT_A_TIME = 100
"""The most that Telegram deletes in one request."""
REQUESTS = 40
"""The most that are made for one chat at a time: everybody shares thirty a second. Enough to find three of 200."""
PATIENCE_SECONDS = 3.0
"""How long a pause is sat out while the person waits to hear how it went."""
SWEEP_SECONDS = 5.0
"""Between two looks at what is to vanish; that is wanted in minutes."""
LATER = timedelta(seconds=30)
"""When a chat is tried again in which something could not be deleted."""
IN_A_ROW = 3
"""Chats after which a sweep concludes that the fault is not with them, and leaves the others for the next one."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How deleting went. What was gone already counts as deleted."""

    refused: int = 0
    """How many messages Telegram does not delete."""
    unasked: tuple[int, ...] = ()
    """Those that it could not be asked about now."""
    pause: timedelta | None = None
    """Not before this has passed it can be asked; None when nothing went wrong."""

    @property
    def left(self) -> int:
        """How many are still there, as far as we know."""
        return self.refused + len(self.unasked)


async def delete(bot: "ExtBot[Any]", chat_id: int, messages: Sequence[int], *, patiently: bool = True) -> Outcome:
    """Delete these messages; `patiently` tries again while the person waits, otherwise each is asked once.

    One that cannot be deleted makes Telegram refuse all of a request: then they are asked by halves. Raises `Blocked`
    when the person stopped the bot.
    """
    waiting = deque(messages[at : at + AT_A_TIME] for at in range(0, len(messages), AT_A_TIME))
    refused, pause = 0, None
    for _ in range(REQUESTS):
        if not waiting:
            break
        # A person who waits sees as many go as possible; a sweep comes back, and finds the ones that stay one by one.
        some = waiting.popleft() if patiently else waiting.pop()
        try:
            await _ask(partial(bot.delete_messages, chat_id, some), patiently)
        except BadRequest:
            half = len(some) // 2
            refused += not half
            waiting += (some[:half], some[half:]) if half else ()
        except Blocked:
            raise
        except DeliveryError as error:
            _log.info("telegram: not erased yet (%s)", type(error).__name__)
            pause = timedelta(seconds=error.after_seconds) if isinstance(error, RetryLater) else LATER
            waiting.append(some)
            break
    return Outcome(refused=refused, unasked=tuple(number for some in waiting for number in some), pause=pause)


async def keep_erasing(bot: "ExtBot[Any]", traces: Traces, now: Callable[[], datetime]) -> None:
    """Delete what is to vanish when its time has come. Never ends, and never raises."""
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        try:
            await erase_due(bot, traces, now())
        except Exception as error:
            _log.error("telegram: erasing failed", exc_info=error)


async def erase_due(bot: "ExtBot[Any]", traces: Traces, now: datetime) -> None:
    """Delete what is to vanish by now. What Telegram cannot be asked at this moment stays due; nobody waits for it."""
    traces.tidy(now)
    failed = 0
    for chat, messages in traces.due(now).items():
        try:
            outcome = await delete(bot, chat, messages, patiently=False)
        except Blocked:
            traces.forget(chat)
            continue
        traces.gone(chat, set(messages).difference(outcome.unasked))
        if outcome.pause is None:
            failed = 0
            continue
        traces.postpone(chat, now + outcome.pause)
        failed += 1
        if failed == IN_A_ROW:
            break


async def _ask(request: Callable[[], Awaitable[object]], patiently: bool) -> None:
    if patiently:
        await persist(request, twice_is_fine=True, longest_wait=PATIENCE_SECONDS)
    else:
        await once(request, twice_is_fine=True)

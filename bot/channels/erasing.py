"""Deleting messages in a private chat: on request, and when their time has come."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.channels.delivery import persist
from bot.channels.traces import Traces
from bot.errors import Blocked, DeliveryError

AT_A_TIME = 100
"""The most that Telegram deletes in one request."""
SWEEP_SECONDS = 5.0
"""Between two looks at what is to vanish; that is wanted in minutes."""

_log = logging.getLogger(__name__)


async def delete(bot: "ExtBot[Any]", chat_id: int, messages: Sequence[int]) -> int:
    """Delete these messages; gives how many of them Telegram refused. What was gone already counts as deleted.

    Raises `DeliveryError` when Telegram cannot be reached, `Blocked` when the person stopped the bot.
    """
    return sum(
        [await _refused(bot, chat_id, messages[at : at + AT_A_TIME]) for at in range(0, len(messages), AT_A_TIME)]
    )


async def keep_erasing(bot: "ExtBot[Any]", traces: Traces, now: Callable[[], datetime]) -> None:
    """Delete what is to vanish when its time has come. Never ends, and never raises."""
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        try:
            await erase_due(bot, traces, now())
        except Exception as error:
            _log.error("telegram: erasing failed", exc_info=error)


async def erase_due(bot: "ExtBot[Any]", traces: Traces, now: datetime) -> None:
    """Delete what is to vanish by now. What Telegram cannot be asked at this moment stays due."""
    traces.tidy(now)
    for chat, messages in traces.due(now).items():
        try:
            await delete(bot, chat, messages)
        except Blocked:
            traces.forget(chat)
        except DeliveryError as error:
            _log.info("telegram: not erased yet (%s)", type(error).__name__)
        else:
            traces.gone(chat, messages)


async def _refused(bot: "ExtBot[Any]", chat_id: int, messages: Sequence[int]) -> int:
    """Delete at most `AT_A_TIME` messages. One that cannot be deleted makes Telegram refuse all: then by halves."""
    try:
        await persist(lambda: bot.delete_messages(chat_id, messages), twice_is_fine=True)
    except BadRequest:
        half = len(messages) // 2
        if not half:
            return 1
        return await _refused(bot, chat_id, messages[:half]) + await _refused(bot, chat_id, messages[half:])
    return 0

"""Getting a reply to somebody on Telegram: in parts, in place, again where that is safe, plain where it must be."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.channels.markup import html_parts, plain_parts
from bot.conversation.turn import Reply
from bot.errors import Blocked, DeliveryError, RetryLater

ATTEMPTS = 3
"""Times that a request is made which Telegram did not get."""
LONGEST_WAIT = 30.0
"""Seconds. When Telegram asks for more, the reply is given up: by then the person has asked again."""

_log = logging.getLogger(__name__)


async def deliver(bot: "ExtBot[Any]", chat_id: int, reply: Reply, target: Message | None = None) -> None:
    """Send a reply, or put it in the place of `target` when it still can be.

    Raises `Blocked` when the person stopped the bot, and another `DeliveryError` when it did not arrive, or may not
    have.
    """
    parts = list(zip(html_parts(reply.blocks), plain_parts(reply.blocks), strict=True))
    for number, (html, plain) in enumerate(parts, 1):
        keyboard = keyboard_of(reply) if number == len(parts) else None
        if target is not None and number == 1 and await _edited(target, html, plain, keyboard):
            continue
        quiet = number > 1

        async def send(
            text: str, mode: str | None, markup: InlineKeyboardMarkup | None = keyboard, quiet: bool = quiet
        ) -> None:
            await bot.send_message(chat_id, text, parse_mode=mode, reply_markup=markup, disable_notification=quiet)

        await _as_html_or_plain(send, html, plain)


def keyboard_of(reply: Reply) -> InlineKeyboardMarkup | None:
    """The choices as buttons, one a row, with the number that can be typed instead."""
    if not reply.choices:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(f"{number}. {choice.label}", callback_data=choice.data)]
            for number, choice in enumerate(reply.choices, 1)
        ]
    )


async def attempt(request: Callable[[], Awaitable[object]], *, twice_is_fine: bool = False) -> None:
    """Make a request whose failure changes nothing for the person."""
    try:
        await _persist(request, twice_is_fine)
    except (DeliveryError, BadRequest) as error:
        _log.info("telegram: a side request failed (%s)", type(error).__name__)


async def _edited(target: Message, html: str, plain: str, keyboard: InlineKeyboardMarkup | None) -> bool:
    """Whether `target` now shows the text; False when it cannot be edited any more and a new message is needed."""

    async def edit(text: str, mode: str | None) -> None:
        await target.edit_text(text, parse_mode=mode, reply_markup=keyboard)

    try:
        await _as_html_or_plain(edit, html, plain, twice_is_fine=True)
    except _Refused as refused:
        return refused.not_modified
    return True


class _Refused(DeliveryError):
    """Telegram refuses this request, and would again."""

    def __init__(self, not_modified: bool) -> None:
        super().__init__("Telegram weigert het bericht")
        self.not_modified = not_modified


async def _as_html_or_plain(
    send: Callable[[str, str | None], Awaitable[None]], html: str, plain: str, *, twice_is_fine: bool = False
) -> None:
    """Send the HTML; when Telegram cannot read it, send the plain text rather than lose the answer."""
    try:
        await _persist(lambda: send(html, ParseMode.HTML), twice_is_fine)
    except BadRequest as error:
        if "can't parse" not in str(error).lower():
            raise _Refused("not modified" in str(error).lower()) from None
        try:
            await _persist(lambda: send(plain, None), twice_is_fine)
        except BadRequest:
            raise _Refused(False) from None


async def _persist(request: Callable[[], Awaitable[object]], twice_is_fine: bool) -> None:
    """Repeat a request that Telegram could not take, refused with a fault of its own, or asked to make later.

    One that broke off after it was sent may have been carried out: it is repeated only when that does no harm. Waiting
    holds up this chat alone.
    """
    for number in range(ATTEMPTS):
        pause = 0.5 * 2**number
        try:
            await request()
            return
        except BadRequest:
            raise
        except Forbidden:
            raise Blocked("de persoon heeft de bot gestopt") from None
        except RetryAfter as flood:
            after = flood.retry_after
            pause = after.total_seconds() if isinstance(after, timedelta) else float(after)
            if pause > LONGEST_WAIT:
                raise RetryLater(pause) from None
        except NetworkError as error:
            if not twice_is_fine and _may_have_arrived(error):
                raise DeliveryError("onbekend of het bericht is aangekomen") from None
        except TelegramError:
            raise DeliveryError("Telegram weigert het bericht") from None
        if number < ATTEMPTS - 1:
            await asyncio.sleep(pause)
    raise DeliveryError("Telegram is niet bereikbaar")


def _may_have_arrived(error: NetworkError) -> bool:
    cause = error.__cause__
    never_sent = isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)
    return not never_sent and (isinstance(error, TimedOut) or isinstance(cause, httpx.HTTPError))

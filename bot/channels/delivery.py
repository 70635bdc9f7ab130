"""Getting a reply to somebody on Telegram: in parts, in place, again where that is safe, plain where it must be."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.channels.markup import html_parts, plain_parts
from bot.conversation.turn import Reply
from bot.errors import Blocked, DeliveryError

ATTEMPTS = 3
"""Times that a request is made which Telegram did not get."""


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


async def _edited(target: Message, html: str, plain: str, keyboard: InlineKeyboardMarkup | None) -> bool:
    """Whether `target` now shows the text; False when it cannot be edited any more and a new message is needed."""

    async def edit(text: str, mode: str | None) -> None:
        await target.edit_text(text, parse_mode=mode, reply_markup=keyboard)

    try:
        await _as_html_or_plain(edit, html, plain)
    except _Refused as refused:
        return refused.not_modified
    return True


class _Refused(DeliveryError):
    """Telegram refuses this request, and would again."""

    def __init__(self, not_modified: bool) -> None:
        super().__init__("Telegram weigert het bericht")
        self.not_modified = not_modified


async def _as_html_or_plain(send: Callable[[str, str | None], Awaitable[None]], html: str, plain: str) -> None:
    """Send the HTML; when Telegram cannot read it, send the plain text rather than lose the answer."""
    try:
        await _persist(lambda: send(html, ParseMode.HTML))
    except BadRequest as error:
        if "can't parse" not in str(error).lower():
            raise _Refused("not modified" in str(error).lower()) from None
        try:
            await _persist(lambda: send(plain, None))
        except BadRequest:
            raise _Refused(False) from None


async def _persist(request: Callable[[], Awaitable[None]]) -> None:
    """Repeat a request that Telegram could not take or refused with a fault of its own.

    One that broke off after it was sent may have been carried out: repeating it would say everything twice.
    """
    for attempt in range(ATTEMPTS):
        try:
            return await request()
        except BadRequest:
            raise
        except Forbidden:
            raise Blocked("de persoon heeft de bot gestopt") from None
        except TimedOut:
            raise DeliveryError("onbekend of het bericht is aangekomen") from None
        except NetworkError as error:
            if isinstance(error.__cause__, httpx.HTTPError) and not isinstance(error.__cause__, httpx.ConnectError):
                raise DeliveryError("onbekend of het bericht is aangekomen") from None
            if attempt == ATTEMPTS - 1:
                raise DeliveryError("Telegram is niet bereikbaar") from None
            await asyncio.sleep(0.5 * 2**attempt)
        except TelegramError:
            raise DeliveryError("Telegram weigert het bericht") from None

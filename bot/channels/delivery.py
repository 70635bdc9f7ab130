"""Getting a reply to somebody on Telegram: in parts, in place, again where that is safe, plain where it must be."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta
from typing import Any, TypeVar

import httpx
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.channels import ordering
from bot.channels.markup import html_parts, plain_parts, utf16_units
from bot.conversation.turn import Block, Choice, Reply
from bot.errors import Blocked, DeliveryError, RetryLater

ATTEMPTS = 3
"""Times that a request is made which Telegram did not get."""
LONGEST_WAIT = 30.0
"""Seconds. When Telegram asks for more, the reply is given up: by then the person has asked again."""
HALF_A_ROW = 16
"""UTF-16 code units of a label, its number included, of which two stand side by side on the screen of a phone."""

T = TypeVar("T")

_log = logging.getLogger(__name__)


async def deliver(
    bot: "ExtBot[Any]", chat_id: int, reply: Reply, target: Message | None = None
) -> AsyncIterator[Message]:
    """Send a reply, or put it in the place of `target` when it still can be. Gives each message once it shows its part.

    A plain reply has no markup, lists its choices in the text too, and replaces nothing: what a machine read aloud
    stays as it was. Raises `Blocked` when the person stopped the bot, `Refused` when Telegram does not want it, and
    another `DeliveryError` when it did not arrive, or may not have.
    """
    blocks = (*reply.blocks, *_listed(reply.choices)) if reply.plain else reply.blocks
    plain = plain_parts(blocks)
    htmls: tuple[str | None, ...] = (None,) * len(plain) if reply.plain else html_parts(blocks)
    for number, (html, text) in enumerate(zip(htmls, plain, strict=True), 1):
        keyboard = keyboard_of(reply) if number == len(plain) else None
        if target is not None and number == 1 and not reply.plain and await _edited(target, html, text, keyboard):
            yield target
            continue
        quiet = number > 1

        async def send(
            text: str, mode: str | None, markup: InlineKeyboardMarkup | None = keyboard, quiet: bool = quiet
        ) -> Message:
            return await bot.send_message(
                chat_id, text, parse_mode=mode, reply_markup=markup, disable_notification=quiet
            )

        yield await _as_html_or_plain(send, html, text)


def keyboard_of(reply: Reply) -> InlineKeyboardMarkup | None:
    """The choices as buttons with the number that can be typed instead: one a row, or two when both stand aside."""
    if not reply.choices:
        return None
    rows: list[list[InlineKeyboardButton]] = []
    has_room = False
    for number, choice in enumerate(reply.choices, 1):
        label = f"{number}. {choice.label}"
        button = InlineKeyboardButton(label, callback_data=choice.data)
        fits = choice.aside and utf16_units(label) <= HALF_A_ROW
        if fits and has_room:
            rows[-1].append(button)
        else:
            rows.append([button])
        has_room = fits and len(rows[-1]) == 1
    return InlineKeyboardMarkup(rows)


def _listed(choices: tuple[Choice, ...]) -> Iterator[Block]:
    """The choices as a paragraph, a line each."""
    if choices:
        yield Block(text="\n".join(f"{number}. {choice.label}" for number, choice in enumerate(choices, 1)))


async def attempt(request: Callable[[], Awaitable[object]], *, twice_is_fine: bool = False) -> bool:
    """Make a request whose failure changes nothing for the person; whether it went well."""
    try:
        await persist(request, twice_is_fine)
    except (DeliveryError, BadRequest) as error:
        _log.info("telegram: a side request failed (%s)", type(error).__name__)
        return False
    return True


async def _edited(target: Message, html: str | None, plain: str, keyboard: InlineKeyboardMarkup | None) -> bool:
    """Whether `target` now shows the text; False when it cannot be edited any more and a new message is needed."""

    async def edit(text: str, mode: str | None) -> object:
        return await target.edit_text(text, parse_mode=mode, reply_markup=keyboard)

    try:
        await _as_html_or_plain(edit, html, plain, twice_is_fine=True)
    except Refused as refused:
        return refused.not_modified
    return True


class Refused(DeliveryError):
    """Telegram refuses this request, and would again."""

    def __init__(self, not_modified: bool) -> None:
        super().__init__("Telegram weigert het bericht")
        self.not_modified = not_modified


async def _as_html_or_plain(
    send: Callable[[str, str | None], Awaitable[T]], html: str | None, plain: str, *, twice_is_fine: bool = False
) -> T:
    """Send the HTML; when there is none, or Telegram cannot read it, the plain text rather than lose the answer."""
    if html is not None:
        try:
            return await persist(lambda: send(html, ParseMode.HTML), twice_is_fine)
        except BadRequest as error:
            if "can't parse" not in str(error).lower():
                raise Refused("not modified" in str(error).lower()) from None
    try:
        return await persist(lambda: send(plain, None), twice_is_fine)
    except BadRequest:
        raise Refused(False) from None


async def persist(request: Callable[[], Awaitable[T]], twice_is_fine: bool, longest_wait: float = LONGEST_WAIT) -> T:
    """Repeat a request that Telegram could not take, refused with a fault of its own, or asked to make later.

    One that broke off after it was sent may have been carried out: it is repeated only when that does no harm. Waiting
    holds up this chat alone (`ordering.pause`). Raises `BadRequest` when Telegram refuses it, `RetryLater` when it asks
    for a pause of more than `longest_wait` seconds, else a `DeliveryError`.
    """
    for number in range(ATTEMPTS):
        try:
            return await once(request, twice_is_fine)
        except _NotTaken:
            seconds = 0.5 * 2**number
        except RetryLater as later:
            seconds = later.after_seconds
            if seconds > longest_wait:
                raise
        if number < ATTEMPTS - 1:
            await ordering.pause(seconds)
    raise DeliveryError("Telegram is niet bereikbaar")


async def once(request: Callable[[], Awaitable[T]], twice_is_fine: bool) -> T:
    """Make a request, and tell in our own terms what came of it: as `persist`, without trying again."""
    try:
        return await request()
    except BadRequest:
        raise
    except Forbidden:
        raise Blocked("de persoon heeft de bot gestopt") from None
    except RetryAfter as flood:
        after = flood.retry_after
        raise RetryLater(after.total_seconds() if isinstance(after, timedelta) else float(after)) from None
    except NetworkError as error:
        if not twice_is_fine and _may_have_arrived(error):
            raise DeliveryError("onbekend of het bericht is aangekomen") from None
        raise _NotTaken("Telegram is niet bereikbaar") from None
    except TelegramError:
        raise DeliveryError("Telegram weigert het bericht") from None


class _NotTaken(DeliveryError):
    """Making the request again does no harm."""


def _may_have_arrived(error: NetworkError) -> bool:
    cause = error.__cause__
    never_sent = isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)
    return not never_sent and (isinstance(error, TimedOut) or isinstance(cause, httpx.HTTPError))

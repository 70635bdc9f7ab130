"""A long text that Telegram's apps cut into several messages, put together again."""

from collections.abc import Awaitable, Callable

from telegram import Message, Update

from bot.channels.markup import MAX_UNITS, utf16_units
from bot.channels.ordering import PerChat

CUT_FROM = MAX_UNITS // 2
"""UTF-16 code units from which a message may be the first piece of a longer text. Some apps cut at the limit; Telegram
Desktop looks in the second half of what fits for the end of a paragraph, a sentence or a word."""
WAIT_SECONDS = 1.5
"""How long a next piece is waited for."""
APART_SECONDS = 3.0
"""How much later a next piece may have been sent, by Telegram's clock, which counts whole seconds."""
MOST = 5
"""Pieces that are put together. What comes after is a message of its own."""


async def whole_text(
    update: Update,
    order: PerChat,
    take: Callable[[Update], bool],
    is_urgent: Callable[[str], Awaitable[bool]],
) -> str:
    """The text of a message, with that of the pieces that follow it. An ordinary message does not wait.

    Args:
        order: in which the message is being handled.
        take: takes a piece, so that it is not handled again. False when it was taken before, as when it came twice.
        is_urgent: whether a piece must be answered at once. Nothing more is waited for then; what comes later is a
            message of its own.
    """
    piece = place = update
    text, pieces = _text(update), 1
    while pieces < MOST and utf16_units(_text(piece)) > CUT_FROM:
        waits = next(order.behind(place), None) is not None or not await is_urgent(_text(piece))
        following = await order.next_after(place, WAIT_SECONDS if waits else 0.0)
        if following is None or not _goes_on(piece, following):
            break
        place = following
        if take(following):
            # Cut at the limit, it may be in the middle of a word; otherwise the app cut at white space, and dropped it.
            glue = "" if utf16_units(_text(piece)) >= MAX_UNITS else "\n"
            text, pieces, piece = text + glue + _text(following), pieces + 1, following
    return text


def _goes_on(piece: Update, following: Update) -> bool:
    before, after = piece.message, following.message
    if before is None or after is None or not after.text or after.text.startswith("/"):
        return False
    apart = (after.date - before.date).total_seconds()
    return apart <= APART_SECONDS and (before.forward_origin is None) == (after.forward_origin is None)


def _text(update: Update) -> str:
    message: Message | None = update.message
    return (message.text or "") if message else ""

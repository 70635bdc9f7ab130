"""What an update of Telegram means: an `Event`, or nothing that is for us. No file is opened, no name is read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from telegram import Message, Update
from telegram.ext import filters

from bot.conversation.turn import Edited, Event, Kind, Pressed, Received, Said, command_of

_KINDS: Mapping[str, Kind] = {
    "voice": Kind.VOICE,
    "audio": Kind.VOICE,
    "video_note": Kind.VOICE,
    "photo": Kind.IMAGE,
    "video": Kind.IMAGE,
    "animation": Kind.IMAGE,  # before the document that comes with it
    "document": Kind.FILE,
    "contact": Kind.PERSON,
    "venue": Kind.PLACE,
    "location": Kind.PLACE,
}
"""Field of a message -> what it is; whatever has none of these is `OTHER`."""


def event_of(update: Update, now: datetime, username: str) -> Event | None:
    """What an update means; None for what nobody said to us.

    That is a command to another bot, a location that moves, a notice of Telegram itself (a message was pinned), and
    whatever another bot writes: two bots that answer each other never end.
    """
    writer = update.effective_user
    if writer is not None and writer.is_bot:
        return None
    query = update.callback_query
    if query is not None:
        return Pressed(data=query.data or "", at=now)
    if update.edited_message is not None:
        edited = update.edited_message.text or update.edited_message.caption
        return Edited(text=edited, at=now) if edited else None
    message = update.message
    if message is None or filters.StatusUpdate.ALL.check_update(update):
        return None
    text = message.text or message.caption
    if not text:
        return Received(at=now, kind=_kind_of(message))
    forwarded = message.forward_origin is not None or message.via_bot is not None
    command = None if forwarded else command_of(text, now)
    if command is None:
        return Said(text=text, at=now, forwarded=forwarded, attached=message.text is None)
    name, _, addressed = command.name.partition("@")
    if addressed and addressed != username.lower():
        return None
    return replace(command, name=name)


def album_of(update: Update) -> str | None:
    """The album of which this message is a picture; None when it is none."""
    return update.message.media_group_id if update.message is not None else None


def has_words(event: Event) -> bool:
    """Whether somebody said something with it, as under a picture of an album."""
    return not isinstance(event, Received)


def _kind_of(message: Message) -> Kind:
    return next((kind for field, kind in _KINDS.items() if getattr(message, field)), Kind.OTHER)

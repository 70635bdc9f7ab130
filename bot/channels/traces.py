"""What the channel remembers of a chat to be able to erase it: numbers of messages, and nothing of what is in them.

In memory only and bounded; a restart forgets it. Deleting is left to `erasing`.
"""

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import inf

DELETABLE = timedelta(hours=48)
"""How long Telegram lets a bot delete a message in a private chat: its own, and the person's."""
MESSAGES = 200
"""Messages remembered of a chat; beyond these the oldest are forgotten."""
CHATS = 1_000
"""Chats remembered; beyond these the one that was silent longest is forgotten."""


@dataclass(slots=True)
class _Chat:
    sent: dict[int, float] = field(default_factory=dict)
    """Number of a message -> when it was sent, in seconds since the epoch; in the order in which we saw them."""
    due: dict[int, float] = field(default_factory=dict)
    """Number of a message -> when it is to vanish."""
    soonest: float = inf
    """Nothing is due before this moment."""
    unanswered: set[int] = field(default_factory=set)
    """Those since the last reply."""
    vanish_after: timedelta | None = None
    """How long the last reply wished to stay; so do messages that get no reply."""
    album: str = ""
    """The last album that came in."""

    def let_vanish(self, message: int, now: datetime) -> None:
        """Give a message as long as the last reply wished to stay."""
        if self.vanish_after is None:
            self.due.pop(message, None)
        else:
            self.due[message] = (now + self.vanish_after).timestamp()
            self.soonest = min(self.soonest, self.due[message])

    def take_stock(self, moment: float) -> tuple[int, ...]:
        """The messages that are due at this moment."""
        if self.soonest > moment:
            return ()
        self.soonest = min(self.due.values(), default=inf)
        return tuple(message for message, due in self.due.items() if due <= moment)

    def drop(self, message: int) -> None:
        self.sent.pop(message, None)
        self.due.pop(message, None)
        self.unanswered.discard(message)


class Traces:
    """The messages of each chat that can still be deleted, and when they are to vanish, if they are."""

    def __init__(self) -> None:
        self._chats: OrderedDict[int, _Chat] = OrderedDict()

    def saw(self, chat: int, message: int, sent: datetime, now: datetime) -> None:
        """Remember a message, of either side, until it cannot be deleted any more."""
        if sent <= now - DELETABLE:
            return
        known = self._open(chat)
        known.sent.setdefault(message, sent.timestamp())
        known.unanswered.add(message)
        if known.vanish_after is not None:
            known.let_vanish(message, now)
        if len(known.sent) > MESSAGES:
            known.drop(next(iter(known.sent)))

    def answered(self, chat: int, vanish_after: int | None, now: datetime) -> None:
        """A reply was shown: with what was said before it, it is to vanish after so many minutes, or to stay."""
        known = self._open(chat)
        known.vanish_after = None if vanish_after is None else timedelta(minutes=vanish_after)
        for message in known.unanswered:
            known.let_vanish(message, now)
        known.unanswered.clear()

    def is_new_album(self, chat: int, album: str) -> bool:
        """Whether this album is another than the last one of the chat, which from now on it is."""
        known = self._open(chat)
        known.album, before = album, known.album
        return album != before

    def known(self, chat: int, now: datetime) -> tuple[int, ...]:
        """The messages of a chat that can still be deleted."""
        known = self._chats.get(chat)
        since = (now - DELETABLE).timestamp()
        return tuple(message for message, sent in known.sent.items() if sent > since) if known else ()

    def due(self, now: datetime) -> dict[int, tuple[int, ...]]:
        """For each chat the messages that are to vanish by now. They stay due until they are `gone`."""
        found = {chat: known.take_stock(now.timestamp()) for chat, known in self._chats.items()}
        return {chat: messages for chat, messages in found.items() if messages}

    def gone(self, chat: int, messages: Collection[int]) -> None:
        """Forget messages that were deleted, or cannot be."""
        known = self._chats.get(chat, _Chat())
        for message in messages:
            known.drop(message)

    def forget(self, chat: int) -> None:
        """Forget all of a chat."""
        self._chats.pop(chat, None)

    def tidy(self, now: datetime) -> None:
        """Forget the messages that cannot be deleted any more; to be called now and then."""
        since = (now - DELETABLE).timestamp()
        for chat, known in tuple(self._chats.items()):
            while known.sent and next(iter(known.sent.values())) <= since:
                known.drop(next(iter(known.sent)))
            if not known.sent:
                del self._chats[chat]

    def _open(self, chat: int) -> _Chat:
        known = self._chats.setdefault(chat, _Chat())
        self._chats.move_to_end(chat)
        if len(self._chats) > CHATS:
            self._chats.popitem(last=False)
        return known

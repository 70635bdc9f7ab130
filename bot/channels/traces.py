"""What the channel remembers of a chat to be able to erase it: numbers of messages, and nothing of what is in them.

Also after how long they are to vanish: that outlives the rest of the conversation, for what is said later must vanish
too. In memory only and bounded; a restart forgets it. Deleting is left to `erasing`.
"""

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import inf

DELETABLE = timedelta(hours=48)
"""How long Telegram lets a bot delete a message in a private chat: its own, and the person's."""
MARGIN = timedelta(minutes=10)
"""How long before that a message vanishes at the latest: Telegram's clock is not ours, and may ask us to wait."""
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
    """Nothing is to be deleted before this moment."""
    unanswered: set[int] = field(default_factory=set)
    """Those since the last reply that are not to vanish yet."""
    vanish_after: int | None = None
    """The person's wish, in minutes; None when messages may stay."""
    album: str = ""
    """The last album that came in."""
    last: float = 0.0
    """When something was said last, by either side."""

    def let_vanish(self, message: int, now: float) -> None:
        """Give a message as long as the person wishes, and no longer than Telegram allows."""
        if self.vanish_after is not None:
            latest = self.sent[message] + (DELETABLE - MARGIN).total_seconds()
            self.due[message] = min(now + 60 * self.vanish_after, latest)
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

    def heard(self, chat: int, message: int, sent: datetime, now: datetime) -> None:
        """Remember a message that the person sent, or of which they pressed a button.

        When messages are to vanish so is this one, answered or not. What was to vanish already, stays so.
        """
        known = self._saw(chat, message, sent, now)
        if known is not None and message not in known.due:
            known.unanswered.add(message)
            self._plan(known, now)

    def shown(self, chat: int, message: int, sent: datetime, now: datetime) -> None:
        """Remember a message that shows a reply from now on, or a part of it."""
        known = self._saw(chat, message, sent, now)
        if known is not None:
            known.let_vanish(message, now.timestamp())

    def wishes(self, chat: int, vanish_after: int | None, now: datetime) -> None:
        """A reply is about to be shown: with what was said before it, it is to vanish after so many minutes.

        With None it stays. What was to vanish already does so all the same.
        """
        known = self._open(chat, now)
        known.vanish_after = vanish_after
        self._plan(known, now)
        known.unanswered.clear()

    def wish(self, chat: int) -> int | None:
        """After how many minutes messages of this chat are to vanish; None when they are not."""
        known = self._chats.get(chat)
        return known.vanish_after if known else None

    def outlives(self, sent: datetime, vanish_after: int | None, now: datetime) -> bool:
        """Whether a message that was sent then can be there as long as wished, and still be deleted."""
        return vanish_after is None or now + timedelta(minutes=vanish_after) <= sent + DELETABLE - MARGIN

    def is_new_album(self, chat: int, album: str, now: datetime) -> bool:
        """Whether this album is another than the last one of the chat, which from now on it is."""
        known = self._open(chat, now)
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

    def postpone(self, chat: int, until: datetime) -> None:
        """Telegram cannot be asked before then: nothing of this chat is due until that moment."""
        if chat in self._chats:
            self._chats[chat].soonest = until.timestamp()

    def gone(self, chat: int, messages: Collection[int]) -> None:
        """Forget messages that were deleted, or cannot be."""
        known = self._chats.get(chat, _Chat())
        for message in messages:
            known.drop(message)

    def forget(self, chat: int) -> None:
        """Forget all of a chat."""
        self._chats.pop(chat, None)

    def tidy(self, now: datetime) -> None:
        """Forget what cannot be deleted any more, and chats that were silent as long; to be called now and then."""
        since = (now - DELETABLE).timestamp()
        for chat, known in tuple(self._chats.items()):
            while known.sent and next(iter(known.sent.values())) <= since:
                known.drop(next(iter(known.sent)))
            if not known.sent and (known.vanish_after is None or known.last <= since):
                del self._chats[chat]

    def _saw(self, chat: int, message: int, sent: datetime, now: datetime) -> _Chat | None:
        if sent <= now - DELETABLE:
            return None
        known = self._open(chat, now)
        known.sent.setdefault(message, sent.timestamp())
        if len(known.sent) > MESSAGES:
            known.drop(next(iter(known.sent)))
        return known

    def _plan(self, known: _Chat, now: datetime) -> None:
        if known.vanish_after is not None:
            for message in known.unanswered:
                known.let_vanish(message, now.timestamp())
            known.unanswered.clear()

    def _open(self, chat: int, now: datetime) -> _Chat:
        known = self._chats.setdefault(chat, _Chat())
        known.last = now.timestamp()
        self._chats.move_to_end(chat)
        if len(self._chats) > CHATS:
            self._chats.popitem(last=False)
        return known

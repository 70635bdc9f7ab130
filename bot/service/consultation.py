"""Consulting the adviser: remembers a conversation for a short while in memory, and lets `step` answer each event.

Nothing here is written to disk. What a conversation needs after a restart stands in its buttons.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.content.library import Library
from bot.conversation.button import tag_of
from bot.conversation.desk import Desk
from bot.conversation.step import step
from bot.conversation.turn import Commanded, Event, Medium, Pressed, Reply, State
from bot.ids import ConversationId

IDLE = timedelta(hours=1)
"""After this long in silence a conversation is forgotten. The privacy text says so."""
MAX_CONVERSATIONS = 10_000
MAX_EARLIER = 8
"""Earlier revisions kept loaded for old buttons; others are loaded again when a button asks for one."""

LoadLibrary = Callable[[str], Awaitable[Library | None]]
"""Fetches the library of an earlier revision by its tag; None when it is unknown or does not compile any more."""


async def no_earlier(tag: str) -> Library | None:
    """For a conversation that has only the files on disk."""
    return None


@dataclass(slots=True)
class _Remembered:
    state: State
    at: datetime

    def __repr__(self) -> str:
        return "_Remembered(...)"


class Consultation:
    """All conversations of this process.

    Turns of one conversation must come one after another (the channel sees to that); conversations may run side by
    side.
    """

    def __init__(self, desk: Desk, load: LoadLibrary = no_earlier) -> None:
        self._desk = desk
        self._load = load
        self._conversations: OrderedDict[ConversationId, _Remembered] = OrderedDict()

    async def hear(self, conversation: ConversationId, medium: Medium, event: Event) -> tuple[Reply, ...]:
        """Answer one event: at least one reply, whatever came in. Raises only on a mistake of our own."""
        tag = self._tag(event)
        if tag is not None:
            await self._fetch(tag)
        turn = step(self._recall(conversation, medium, event.at), event, self._desk)
        self._conversations[conversation] = _Remembered(state=turn.state, at=event.at)
        self._conversations.move_to_end(conversation)
        if len(self._conversations) > MAX_CONVERSATIONS:
            self._conversations.popitem(last=False)
        return turn.replies

    def forget(self, conversation: ConversationId) -> None:
        """Drop what is in memory, for instance because the person blocked the bot."""
        self._conversations.pop(conversation, None)

    def _recall(self, conversation: ConversationId, medium: Medium, now: datetime) -> State:
        while self._conversations:
            oldest = next(iter(self._conversations))
            if now - self._conversations[oldest].at < IDLE:
                break
            del self._conversations[oldest]
        remembered = self._conversations.get(conversation)
        return remembered.state if remembered else State(medium=medium, context=self._desk.everybody)

    def _tag(self, event: Event) -> str | None:
        if isinstance(event, Pressed):
            return tag_of(event.data)
        if isinstance(event, Commanded) and event.name == "controleer":
            return next(iter(event.argument.split(".")[1:2]), None)
        return None

    async def _fetch(self, tag: str) -> None:
        """Have an earlier revision at hand, if it exists."""
        if self._desk.library_of(tag) is not None:
            return
        library = await self._load(tag)
        if library is not None:
            kept = list(self._desk.earlier.items())[-(MAX_EARLIER - 1) :]
            self._desk = replace(self._desk, earlier=dict([*kept, (tag, library)]))

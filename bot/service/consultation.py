"""Consulting the adviser: remembers a conversation for a short while in memory, and lets `step` answer each event.

Nothing here is written to disk. What a conversation needs after a restart stands in its buttons.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ParamSpec, TypeVar

from bot.content.library import Library
from bot.conversation.button import tag_of
from bot.conversation.desk import Desk
from bot.conversation.step import is_danger, slow_down, step
from bot.conversation.turn import Commanded, Edited, Erased, Event, Manner, Medium, Pressed, Reply, Said, State, Turn
from bot.ids import ConversationId

MAX_CONVERSATIONS = 10_000
BURST = 8
"""Answers that one person can have in a hurry on a channel that others share; one comes back every `BREATH_SECONDS`."""
BREATH_SECONDS = 3.0
CALM_COST = 0.25
"""What an answer takes of that when the person waited for the one before; in a hurry it takes 1."""
SHARED = frozenset({Medium.TELEGRAM})
"""Channels on which one person who floods us takes from what others get."""
LONG = 1_000
"""Characters from which a text is thought about in a thread: a turn takes 10 ms then, and up to 300 for the longest.
Below, going to a thread and back takes longer than it spares."""
MAX_EARLIER = 8
"""Earlier revisions kept loaded for old buttons; others are loaded again when a button asks for one."""

P = ParamSpec("P")
T = TypeVar("T")

LoadLibrary = Callable[[str], Awaitable[Library | None]]
"""Fetches the library of an earlier revision by its tag; None when it is unknown or does not compile any more."""


async def no_earlier(tag: str) -> Library | None:
    """For a conversation that has only the files on disk."""
    return None


@dataclass(slots=True)
class _Remembered:
    state: State
    at: float
    """Seconds since the epoch: differences between local times are wrong on the nights that the clock changes."""
    breath: float = float(BURST)
    """Answers that may still be given in a hurry; grows back with time."""
    asked_to_slow_down: bool = False

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
        self._long = asyncio.Lock()

    async def hear(
        self,
        conversation: ConversationId,
        medium: Medium,
        event: Event,
        *,
        in_a_hurry: bool = False,
        vanish_after: int | None = None,
    ) -> tuple[Reply, ...]:
        """Answer one event. Raises only on a mistake of our own.

        There is at least one reply, except to somebody who keeps flooding a shared channel after being asked to slow
        down. Danger is always answered.

        Args:
            conversation: whose turn it is.
            medium: through which channel.
            event: what they did.
            in_a_hurry: more of the same person is waiting already.
            vanish_after: the minutes after which messages are to vanish, as the channel remembers it. It counts where
                the conversation itself was forgotten meanwhile.
        """
        now = event.at.timestamp()
        remembered = self._recall(conversation, medium, now, vanish_after)
        if medium in SHARED and not isinstance(event, Erased):
            cost = 1.0 if in_a_hurry else CALM_COST
            if remembered.breath >= cost:
                remembered.breath -= cost
                remembered.asked_to_slow_down = False
            elif not await self.is_danger(event):
                asked, remembered.asked_to_slow_down = remembered.asked_to_slow_down, True
                return () if asked else self._took(remembered, slow_down(remembered.state, self._desk))
        tag = self._tag(event)
        if tag is not None:
            await self._fetch(tag)
        return self._took(remembered, await self._think(event, step, remembered.state, event, self._desk))

    async def is_danger(self, event: Event) -> bool:
        """Whether somebody may be in danger, by what they typed; without answering it."""
        return await self._think(event, is_danger, event, self._desk)

    def not_shown(self, conversation: ConversationId) -> None:
        """The last answer did not arrive, as far as we know: what they see may be older.

        A typed number must not choose something that nobody saw. Who asks, and in what manner they wish to be answered,
        stays.
        """
        remembered = self._conversations.get(conversation)
        if remembered is not None:
            state = remembered.state
            remembered.state = State(medium=state.medium, context=state.context, manner=state.manner)

    def take_over(self, desk: Desk) -> None:
        """Answer from `desk` from now on, as when a new revision is ready.

        What is remembered stays, for it names nothing of a revision but by its tag; and the library that served until
        now stays at hand, for the buttons that are on people's screens.
        """
        before = {**desk.earlier, **self._desk.earlier, self._desk.tag: self._desk.library}
        before.pop(desk.tag, None)
        self._desk = replace(desk, earlier=dict(list(before.items())[-MAX_EARLIER:]))

    @property
    def remembered(self) -> int:
        """How many conversations are in memory."""
        return len(self._conversations)

    def tidy(self, now: datetime) -> None:
        """Forget the conversations that have been silent too long; to be called now and then."""
        while self._conversations:
            oldest = next(iter(self._conversations))
            if now.timestamp() - self._conversations[oldest].at < self._idle:
                break
            del self._conversations[oldest]

    def forget(self, conversation: ConversationId) -> None:
        """Drop what is in memory, for instance because the person blocked the bot."""
        self._conversations.pop(conversation, None)

    @property
    def _idle(self) -> float:
        return self._desk.keeping.idle.total_seconds()

    async def _think(self, event: Event, work: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
        """Do pure work about an event: here, or in a thread when the text is so long that others would wait.

        One at a time, so that however many long texts come in, the loop keeps its share of the processor.
        """
        if _length(event) < LONG:
            return work(*args, **more)
        async with self._long:
            return await asyncio.to_thread(work, *args, **more)

    def _took(self, remembered: _Remembered, turn: Turn) -> tuple[Reply, ...]:
        remembered.state = turn.state
        return turn.replies

    def _recall(
        self, conversation: ConversationId, medium: Medium, now: float, vanish_after: int | None
    ) -> _Remembered:
        remembered = self._conversations.get(conversation)
        if remembered is None or now - remembered.at >= self._idle:
            manner = Manner(vanish_after=vanish_after)
            remembered = _Remembered(state=State(medium=medium, context=self._desk.everybody, manner=manner), at=now)
        remembered.breath = min(float(BURST), remembered.breath + max(0.0, now - remembered.at) / BREATH_SECONDS)
        remembered.at = now
        self._conversations[conversation] = remembered
        self._conversations.move_to_end(conversation)
        if len(self._conversations) > MAX_CONVERSATIONS:
            self._conversations.popitem(last=False)
        return remembered

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


def _length(event: Event) -> int:
    """Characters that somebody typed."""
    match event:
        case Said(text=text) | Edited(text=text):
            return len(text)
        case Commanded(name=name, argument=argument):
            return len(name) + len(argument)
        case _:
            return 0

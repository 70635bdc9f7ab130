"""Talking with `step` directly: no channel, no memory but the state."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversation.desk import Desk
from bot.conversation.step import step
from bot.conversation.turn import Choice, Commanded, Context, Event, Medium, Pressed, Reply, Said, State

AT = datetime(2026, 11, 24, 23, 40, tzinfo=ZoneInfo("Europe/Amsterdam"))


class Talk:
    """One conversation: what is said goes in, and the last reply stays at hand."""

    def __init__(self, desk: Desk, context: Context | None = None) -> None:
        self.desk = desk
        self.state = State(medium=Medium.TELEGRAM, context=context or desk.everybody)
        self.reply = Reply(blocks=())
        self.at = AT

    def fork(self) -> "Talk":
        """The same conversation, to be taken another way."""
        other = Talk(self.desk)
        other.state, other.reply, other.at = self.state, self.reply, self.at
        return other

    def hear(self, event: Event) -> str:
        """Answer an event; gives the text that is shown."""
        turn = step(self.state, event, self.desk)
        self.state, self.reply = turn.state, turn.replies[-1]
        return self.text

    def say(self, text: str) -> str:
        return self.hear(Said(text=text, at=self.at))

    def command(self, name: str, argument: str = "") -> str:
        return self.hear(Commanded(name=name, argument=argument, at=self.at))

    def press(self, label: str) -> str:
        """Press the button whose label holds `label`."""
        return self.hear(Pressed(data=self.choice(label).data, at=self.at))

    def forge(self, data: str) -> str:
        """Press a button that was never on screen."""
        return self.hear(Pressed(data=data, at=self.at))

    def choice(self, label: str) -> Choice:
        found = next((c for c in self.reply.choices if label in c.label), None)
        assert found is not None, f"no {label!r} among {self.labels}"
        return found

    def shows(self, key: str) -> bool:
        """Whether the fixed sentence under this key is on screen, whatever its fields were filled with."""
        texts = self.desk.texts
        parts = texts(key, **dict.fromkeys(texts.fields(key), "\0")).split("\0")
        return re.search(".*?".join(map(re.escape, parts)), self.text, re.DOTALL) is not None

    def presses(self, *keys: str) -> str:
        """Press the buttons with these keys, one after another."""
        for key in keys:
            self.press(self.desk.texts(f"knop.{key}"))
        return self.text

    @property
    def text(self) -> str:
        return "\n".join(block.text for block in self.reply.blocks)

    @property
    def labels(self) -> list[str]:
        return [choice.label for choice in self.reply.choices]

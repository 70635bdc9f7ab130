"""What an installation keeps of people and for how long. The same value governs the bot and fills its privacy page."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How this installation treats what people say. `bot.app` makes it from the settings."""

    idle: timedelta = timedelta(hours=1)
    """After this long in silence a conversation is forgotten."""
    sweep: timedelta = timedelta(minutes=5)
    """This often what is forgotten is taken out of memory as well, also when nobody writes any more."""
    log_level: str = "INFO"
    """The least severe level in the log of the operator. In a terminal there is none but the screen."""
    relayed: bool = False
    """Telegram is reached through a server that the operator chose, which sees all that passes."""
    deletable: timedelta | None = None
    """How long a channel remembers the numbers of messages, so that it can delete them; None when none does."""
    deletable_messages: int = 0
    """Of how many messages of a conversation, the last ones."""

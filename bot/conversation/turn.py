"""What goes into a turn of conversation and what comes out. Channels translate to and from these values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.ids import CardId, OrganisationId, Role


class Medium(StrEnum):
    """Through which channel somebody talks; some sentences differ (who else can read along)."""

    TELEGRAM = "telegram"
    TERMINAL = "terminal"


# --- in ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Typed text, as it came."""

    text: str
    at: datetime
    forwarded: bool = False
    """Somebody else's words, passed on. From whom is not read."""
    attached: bool = False
    """Under a photo, a file and the like, which is not opened."""

    def __repr__(self) -> str:
        return "Said(...)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A button, by the payload that it carried. May be years old, or forged."""

    data: str
    at: datetime

    def __repr__(self) -> str:
        return "Pressed(...)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commanded:
    """A command such as `/start`, without its slash, in lower case. Whatever follows it is `argument`."""

    name: str
    at: datetime
    argument: str = ""

    def __repr__(self) -> str:
        return "Commanded(...)"


class Kind(StrEnum):
    """What somebody sent instead of text."""

    VOICE = "spraak"
    IMAGE = "beeld"
    FILE = "bestand"
    PERSON = "contact"
    PLACE = "plaats"
    OTHER = "anders"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """Something that is not text: a photo, a voice message, a sticker. It is never opened."""

    at: datetime
    kind: Kind = Kind.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A message that the person changed afterwards. The new text is only searched for danger."""

    text: str
    at: datetime

    def __repr__(self) -> str:
        return "Edited(...)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """The channel deleted what it could of the conversation, because a reply with `erase` asked for it."""

    at: datetime
    deleted: int
    left: int
    """Messages that the channel knew of and could not delete."""


Event = Said | Pressed | Commanded | Received | Edited | Erased


def command_of(text: str, at: datetime) -> Commanded | None:
    """The command that a typed text is: a slash, a letter, and whatever follows. None when it is something said."""
    if not (text.startswith("/") and text[1:2].isalpha()):
        return None
    name, *argument = text[1:].split(maxsplit=1)
    return Commanded(name=name.lower(), argument=argument[0].strip() if argument else "", at=at)


# --- out --------------------------------------------------------------------------------------------------------------


class Style(StrEnum):
    """What a block of text is; how that looks is up to the channel."""

    HEADING = "heading"
    TEXT = "text"
    BULLET = "bullet"
    ITEM = "item"
    """One of a list that numbers itself."""
    NOTE = "note"
    """Sources, progress, reasons: less prominent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, without markup."""

    text: str
    style: Style = Style.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A button. Typing its number in the list, its label or one of its `words` does the same."""

    label: str
    data: str
    """At most 64 bytes, see `button`."""
    words: tuple[str, ...] = ()
    doubt: bool = False
    """The answer of who does not know; any way of saying so chooses it."""
    aside: bool = False
    """Navigation rather than an answer: may share a row with its like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One message: paragraphs, then choices in the order in which they are numbered."""

    blocks: tuple[Block, ...]
    choices: tuple[Choice, ...] = ()
    in_place: bool = False
    """Replace the message whose button was pressed, where the channel can."""
    plain: bool = False
    """Without markup, and with the choices listed in the text; for who lets a machine read aloud."""
    vanish_after: int | None = None
    """Minutes after which the channel deletes this and what was said before it, where it can."""
    erase: bool = False
    """Before this is shown the channel deletes what it can of the conversation. It tells how that went (`Erased`)."""


# --- kept in memory ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Who asks, as far as they wish to say. Travels in every button, so that a restart forgets nothing."""

    role: Role | None = None
    declined: bool = False
    """Asked for the role, and rather not said."""
    organisation: OrganisationId | None = None
    declined_organisation: bool = False
    """Asked for the organisation, and rather not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How somebody wants to be answered. In memory only, and asked again when lost."""

    plain: bool = False
    """No markup, nothing replaced, choices listed in the text."""
    vanish_after: int | None = None
    """Minutes after which messages are deleted."""
    formal: bool | None = None
    """Say `u`. None: as the organisation wants it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why the last answer came up."""

    shown: str
    """The id of the norm or tree that was shown."""
    choice: Choice
    """The button back to that answer."""
    not_this: Choice
    """The button that says that it was not what was meant."""
    words: tuple[str, ...]
    """A few words of the person's own question; nothing else of it is remembered."""
    example: str
    """The example question of an author that came nearest; may be empty."""
    confidence: float
    """Calibrated, in [0, 1]."""

    def __repr__(self) -> str:
        return "Why(...)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody is in a tree. What can be chosen there can be typed, also when something else is on screen."""

    data: str
    """The payload that shows it again."""
    choices: tuple[Choice, ...]
    done: bool = False
    """It is an outcome: no answer is waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is remembered of one conversation: in memory only, bounded and short-lived. No text of the person, but for
    the few words in `why`."""

    medium: Medium
    context: Context = Context()
    manner: Manner = Manner()
    choices: tuple[Choice, ...] = ()
    """Those on screen, so that they can be typed."""
    place: Place | None = None
    """In the tree that was begun last, until it is left."""
    asking: str | None = None
    """The payload of where to go on when the name of an organisation is typed, because it was asked for just now."""
    card: CardId | None = None
    """The safety card that is on screen."""
    fallbacks: int = 0
    """How many times in a row the question was not understood."""
    why: Why | None = None
    """Of the last answer to a question."""

    def __repr__(self) -> str:
        return "State(...)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The answer to one event."""

    state: State
    replies: tuple[Reply, ...]

"""The exceptions that some caller acts on.

    BotError
    ├── SettingsError      settings cannot be used        -> exit code 78
    ├── ContentError       content does not compile       -> exit code 1, diagnostics shown
    ├── AlreadyRunning     another process holds the lock -> exit code 75
    ├── StorageError       a database cannot be used      -> exit code 1
    ├── LearningFailed     learning apart went wrong      -> learned here, or the earlier revision stays
    └── DeliveryError      a message did not arrive
        ├── RetryLater     ... and may be tried again after `after_seconds`
        └── Blocked        ... and never will: the person stopped the bot

Expected outcomes (no match, a broken file) are values, not exceptions. Messages are for operators and authors, in
Dutch, and never hold a message, a name, a chat id or a token.
"""

from bot.diagnostics import Diagnostic


class BotError(Exception):
    """Anything this program reports in one clear sentence."""


class SettingsError(BotError):
    """A setting is missing, unknown or unusable. The message names the setting and the remedy."""


class ContentError(BotError):
    """The content does not compile."""

    def __init__(self, message: str, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(message)
        self.diagnostics = diagnostics


class AlreadyRunning(BotError):
    """Another process serves from the same data directory."""


class StorageError(BotError):
    """A database is missing, foreign, damaged, too new or not writable."""


class LearningFailed(BotError):
    """The process that learns did not start, or did not finish. The message says why, without a capital or a stop."""

    def __init__(self, message: str, *, started: bool) -> None:
        super().__init__(message)
        self.started = started


class DeliveryError(BotError):
    """A reply did not arrive."""


class RetryLater(DeliveryError):
    """The channel asks to wait."""

    def __init__(self, after_seconds: float) -> None:
        super().__init__("later opnieuw proberen")
        self.after_seconds = after_seconds


class Blocked(DeliveryError):
    """The person has stopped the bot; nothing more is sent."""

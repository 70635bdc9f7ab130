"""What somebody reads when a turn went wrong by a mistake of ours, and what the log says of it."""

import logging
import secrets

from bot.conversation.turn import Block, Reply
from bot.texts import Texts

_log = logging.getLogger(__name__)


def apology(error: Exception, texts: Texts, vanish_after: int | None = None) -> Reply:
    """One calm sentence with a reference that also stands in the log, which holds no content (`bot.logs`)."""
    reference = secrets.token_hex(3)
    _log.error("turn failed, reference %s", reference, exc_info=error)
    sentences = (texts("fout.storing"), texts("fout.kenmerk", kenmerk=reference))
    return Reply(blocks=tuple(Block(text=sentence) for sentence in sentences), plain=True, vanish_after=vanish_after)

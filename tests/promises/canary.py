"""A bot in which everything goes wrong, with LOG_LEVEL=DEBUG: `python -m tests.promises.canary [chat] [--unsafe]`.

Who asks for a fault gets it: `storing groep` and so on, each with the whole message in the exception. With `--unsafe`
the log is written as Python would, for the control of promise 8. With `chat` it talks in the terminal.
"""

import asyncio
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from unittest.mock import patch

from telegram.request import HTTPXRequest

from bot import app, logs, running
from bot.channels import connection
from bot.conversation.turn import Context
from bot.ids import Role
from bot.matching.decide import Answer, Decline, Matcher, Suggest

_log = logging.getLogger("bot.canary")


def _chained(text: str) -> None:
    try:
        int(text)
    except ValueError as error:
        raise KeyError(text) from error


def _grouped(text: str) -> None:
    raise ExceptionGroup(text, [ValueError(text), LookupError(text)])


def _in_a_task(text: str) -> None:
    asyncio.get_running_loop().call_soon(_chained, text)


def _in_a_thread(text: str) -> None:
    threading.Thread(target=_chained, args=(text,)).start()


def _while_cleaning_up(text: str) -> None:
    class Untidy:
        def __del__(self) -> None:
            _chained(text)

    Untidy()


def _logged_by_us(text: str) -> None:
    try:
        _chained(text)
    except KeyError as error:
        _log.exception("het ging mis: %s", error)


def _logged_badly(text: str) -> None:
    _log.error("%d vragen", text)


FAULTS: Mapping[str, Callable[[str], None]] = {
    "keten": _chained,
    "groep": _grouped,
    "taak": _in_a_task,
    "draad": _in_a_thread,
    "opruimen": _while_cleaning_up,
    "gelogd": _logged_by_us,
    "misvormd": _logged_badly,
    "waarschuwing": lambda text: warnings.warn(text, stacklevel=1),
    "bibliotheek": logging.getLogger("elders").error,
}
"""By the word that is typed after `storing`."""


def main() -> None:
    """Serve, and break down on request."""
    match = Matcher.match_calm

    def match_or_break(self: Matcher, text: str, role: Role | None = None) -> Answer | Suggest | Decline:
        _log.debug("een vraag")
        command, _, rest = text.partition(" ")
        fault = FAULTS.get(rest.split()[0]) if command == "storing" else None
        if fault is not None:
            fault(text)
        return match(self, text, role)

    with ExitStack() as changes:
        changes.enter_context(patch.object(Matcher, "match_calm", match_or_break))
        impatient = partial(HTTPXRequest, read_timeout=1.0)  # a test waits for what never comes
        changes.enter_context(patch.object(connection, "HTTPXRequest", impatient))
        if "--unsafe" in sys.argv:
            changes.enter_context(patch.object(logs, "_Formatter", lambda secrets: logging.Formatter()))
            changes.enter_context(patch.object(logs, "_QUIET", ()))
        settings = replace(app.load_settings(Path.cwd()), log_level="DEBUG")
        if "chat" in sys.argv:
            running.chat(settings, Context())
        else:
            running.run(settings)


if __name__ == "__main__":
    main()

"""What may appear in the log: our own lines, without tokens, and the place of a fault, without its message.

Libraries put tokens, texts and numbers of people in their messages and exceptions (httpx logs the address with the
token, asyncio the `repr` of a task's exception). So a line of another library shows who speaks and where in its code,
never what; an exception shows its type and the way to it, never its message. Which level to use is left to
`bot.settings`.
"""

import asyncio
import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any, TextIO

_TOKEN = re.compile(r"\d+(?::|%3[Aa])[A-Za-z0-9_-]{20,}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_QUIET = ("aiolimiter", "aiosqlite", "apscheduler", "asyncio", "httpcore", "httpx", "telegram")
"""Libraries that speak only when something is wrong."""
_FRAMES = 12
"""Steps shown of the way to a fault; the ones nearest to the fault are kept."""
_PARTS = 8
"""Exceptions shown of one chain, and of one group."""

_log = logging.getLogger(__name__)


def setup_logging(level: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Send all logging to `stream` (standard error), clean. Calling it again replaces what was set up before.

    Args:
        level: the least severe level shown, such as `INFO`.
        secrets: texts that are blotted out wherever they appear. Anything shaped like a bot token is blotted out too.
        stream: where lines go.
    """
    handler = _Handler(stream if stream is not None else sys.stderr)
    handler.setFormatter(_Formatter(secrets))
    root = logging.getLogger()
    for old in root.handlers[:]:
        if isinstance(old, _Handler) or type(old) is logging.StreamHandler:
            root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    logging.captureWarnings(True)


def hide_tracebacks() -> None:
    """Let faults that nobody caught reach the log as `describe` puts them, and not the screen as Python does.

    For the whole process: the main thread, other threads, and faults while things are thrown away. A running event
    loop needs `loop.set_exception_handler(on_loop_fault)` besides.
    """
    sys.excepthook = _on_fault
    threading.excepthook = _on_thread_fault
    sys.unraisablehook = _on_unraisable


def on_loop_fault(loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """Handler for `loop.set_exception_handler`: logs the type and place of what went wrong, nothing else."""
    fault = context.get("exception")
    _log.error("fout in een achtergrondtaak: %s", describe(fault) if isinstance(fault, BaseException) else "onbekend")


def describe(fault: BaseException) -> str:
    """Type and way of an exception and of what caused it, in one line, without any message.

    For example `telegram.error.BadRequest bij telegram.ext._bot:88 < bot.channels.telegram:140, door KeyError bij ...`.
    """
    chain: list[BaseException] = []
    here: BaseException | None = fault
    while here is not None and len(chain) < _PARTS and all(here is not seen for seen in chain):
        chain.append(here)
        here = here.__cause__ or (None if here.__suppress_context__ else here.__context__)
    return ", door ".join(_one(part) for part in chain)


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """`text` with `secrets` and everything shaped like a bot token blotted out."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, "[geheim]")
    return _TOKEN.sub("[token]", text)


class _Handler(logging.StreamHandler[TextIO]):
    """Writes lines; when a line cannot be made, it says so without showing what was in it."""

    def handleError(self, record: logging.LogRecord) -> None:
        try:
            self.stream.write(f"ERROR {record.name}: logregel kon niet worden gemaakt ({_place(record)})\n")
            self.flush()
        except (OSError, ValueError):
            pass  # the stream itself is gone: there is nowhere left to tell it


class _Formatter(logging.Formatter):
    """One line per record: time, level, name and what may be said."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self._secrets = tuple(sorted(secrets, key=len, reverse=True))

    def format(self, record: logging.LogRecord) -> str:
        parts = [self.formatTime(record), record.levelname, f"{record.name}:", _said(record)]
        fault = record.exc_info[1] if record.exc_info else None
        if fault is not None:
            parts.append(f"[{describe(fault)}]")
        return redact(_CONTROL.sub(" ", " ".join(parts)), self._secrets)


def _said(record: logging.LogRecord) -> str:
    if record.name != "bot" and not record.name.startswith("bot."):
        return f"melding ({_place(record)})"
    args = record.args
    if isinstance(args, Mapping):
        return str(record.msg) % {key: _harmless(value) for key, value in args.items()}
    message = _harmless(record.msg)
    return str(message) % tuple(_harmless(value) for value in args) if args else str(message)


def _harmless(value: object) -> object:
    """An exception given as a value would print its message."""
    return describe(value) if isinstance(value, BaseException) else value


def _place(record: logging.LogRecord) -> str:
    return f"{record.module}:{record.lineno}"


def _one(fault: BaseException) -> str:
    kind = type(fault)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    way = [f"{frame.f_globals.get('__name__', '?')}:{line}" for frame, line in traceback.walk_tb(fault.__traceback__)][
        -_FRAMES:
    ]
    text = f"{name} bij {' < '.join(reversed(way))}" if way else name
    if isinstance(fault, BaseExceptionGroup):
        text += f" ({'; '.join(describe(part) for part in fault.exceptions[:_PARTS])})"
    return text


def _on_fault(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    if not isinstance(fault, KeyboardInterrupt):
        _log.critical("onverwachte fout: %s", fault.with_traceback(trace))


def _on_thread_fault(fault: threading.ExceptHookArgs) -> None:
    if fault.exc_value is not None:
        _log.error("onverwachte fout in een thread: %s", fault.exc_value)


def _on_unraisable(fault: "sys.UnraisableHookArgs") -> None:
    if fault.exc_value is not None:
        _log.error("onverwachte fout bij het opruimen: %s", fault.exc_value)

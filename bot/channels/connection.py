"""The connection with Telegram: building python-telegram-bot's application, reaching Telegram, polling, closing.

What is said over it is left to `telegram`. Settings and figures: docs/ontwikkeling/telegram.md.
"""

import asyncio
import json
import logging
import re
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from telegram import LinkPreviewOptions, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder, Defaults
from telegram.request import HTTPXRequest

from bot.channels.ordering import AT_ONCE, PerChat
from bot.channels.pacing import SECONDS_APART, Pacing
from bot.errors import AlreadyRunning, SettingsError

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
KEEPALIVE_SECONDS = 120.0
"""The default of 5 s opens a new TLS connection for most replies."""
MAX_CONFLICTS = 5
"""Polls in a row that Telegram gives to somebody else, before we conclude that another process has this token."""
CLOSING_SECONDS = 20.0
"""What was taken in may take this long to be finished; the service manager waits 30 s."""
FIRST_PAUSE = 1.0
"""Seconds before Telegram is tried again when it could not be reached at start; doubled each time."""
_LONGEST_PAUSE = 60.0
_FIRST_UPDATE = re.compile(rb'"update_id"\s*:\s*(\d+)')

App = Application[Any, Any, Any, Any, Any, Any]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramAccess:
    """How to reach Telegram. `repr` does not show the token."""

    token: str
    api_root: str | None
    """Root of another Bot API server, without `/bot`; None for Telegram's own."""
    zone: ZoneInfo
    apart: float = SECONDS_APART
    """Seconds between two messages to one chat, after the first few."""

    def __repr__(self) -> str:
        return "TelegramAccess(...)"


class Polls(HTTPXRequest):
    """The requests for updates. Sees what python-telegram-bot keeps to itself: a refused token, a lasting conflict.

    One update that the library cannot read would come again for ever, with all that wait behind it. When the same
    update comes first twice, those that it cannot read are emptied, and it gets past them.
    """

    def __init__(self, ended: Callable[[], None]) -> None:
        super().__init__(connection_pool_size=1, pool_timeout=10.0, httpx_kwargs={"limits": _limits(1)})
        self._ended = ended
        self._conflicts = 0
        self._first: bytes | None = None
        self.refused: SettingsError | AlreadyRunning | None = None

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Make one request, and remember how Telegram took it."""
        code, payload = await super().do_request(*args, **kwargs)
        self._conflicts = self._conflicts + 1 if code == 409 else 0
        if code in (401, 404):
            self.refused = refused_token()
        elif self._conflicts >= MAX_CONFLICTS:
            self.refused = AlreadyRunning(
                "Een ander proces haalt al berichten op met dit Telegram-token. Stop dat eerst."
            )
        if self.refused is not None:
            self._ended()
        return code, self._readable(payload) if code == 200 else payload

    def _readable(self, payload: bytes) -> bytes:
        found = _FIRST_UPDATE.search(payload)
        first = found[1] if found else None
        came_before, self._first = first is not None and first == self._first, first
        return _without_unreadable(payload) if came_before else payload


def _without_unreadable(payload: bytes) -> bytes:
    """The same answer, in which an update that the library cannot read has nothing left but its number."""
    answer = json.loads(payload)
    updates = answer["result"]
    answer["result"] = [update if _can_be_read(update) else {"update_id": update["update_id"]} for update in updates]
    if answer["result"] != updates:
        _log.error("telegram: an update could not be read and is passed over")
    return json.dumps(answer).encode()


def _can_be_read(update: dict[str, Any]) -> bool:
    try:
        Update.de_json(deepcopy(update), None)
    except Exception:  # whatever stops the library stops it for ever
        return False
    return True


def refused_token() -> SettingsError:
    """What an operator reads when Telegram does not know the token."""
    return SettingsError(
        "Telegram weigert het token. Controleer TELEGRAM_BOT_TOKEN, of vraag een nieuw token bij BotFather."
    )


def application(access: TelegramAccess, polls: Polls, order: PerChat) -> App:
    """An application that polls through `polls`, handles updates in `order`, and is gentle with Telegram (`pacing`)."""
    replies = HTTPXRequest(connection_pool_size=AT_ONCE, pool_timeout=10.0, httpx_kwargs={"limits": _limits(AT_ONCE)})
    builder = (
        ApplicationBuilder()
        .token(access.token)
        .request(replies)
        .get_updates_request(polls)
        .rate_limiter(Pacing(access.apart))
        .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .concurrent_updates(order)
    )
    if access.api_root:
        builder = builder.base_url(f"{access.api_root}/bot").base_file_url(f"{access.api_root}/file/bot")
    return builder.build()


async def reach(app: App) -> None:
    """Wait, with growing pauses, until Telegram answers; a refused token is a `SettingsError`."""
    pause = FIRST_PAUSE
    while True:
        try:
            return await app.initialize()
        except InvalidToken:
            raise refused_token() from None
        except TelegramError as error:
            _log.warning("telegram: not reached (%s), next try in %.0f s", type(error).__name__, pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)


async def poll(app: App) -> None:
    """Begin to take updates in; from here on python-telegram-bot polls by itself."""
    await app.start()
    assert app.updater is not None  # noqa: S101 - we built it with one
    await app.updater.start_polling(
        allowed_updates=ALLOWED_UPDATES,
        bootstrap_retries=-1,
        drop_pending_updates=False,
        error_callback=_polling_failed,
    )
    _log.info("telegram: polling")


async def close(app: App) -> None:
    """Take nothing more in, finish what was taken in, close the connections; whatever had been opened by now."""
    with suppress(TelegramError, TimeoutError):
        async with asyncio.timeout(CLOSING_SECONDS):
            if app.updater is not None and app.updater.running:
                with suppress(InvalidToken):
                    await app.updater.stop()
            if app.running:
                await app.stop()
    with suppress(RuntimeError):  # still running after CLOSING_SECONDS: the process ends anyway
        await app.shutdown()
    await app.bot.shutdown()


def _polling_failed(error: TelegramError) -> None:
    _log.warning("telegram: polling failed (%s)", type(error).__name__)


def _limits(connections: int) -> httpx.Limits:
    return httpx.Limits(
        max_connections=connections, max_keepalive_connections=connections, keepalive_expiry=KEEPALIVE_SECONDS
    )

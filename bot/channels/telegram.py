"""The conversation on Telegram, through python-telegram-bot and long polling. Private chats only.

An update becomes an `Event`, a `Reply` becomes messages. Chat ids live here and nowhere else; the rest of the house
knows an opaque `ConversationId`. Conventions and figures: docs/ontwikkeling/telegram.md.
"""

import asyncio
import logging
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import httpx
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    CallbackQuery,
    Chat,
    LinkPreviewOptions,
    MenuButtonCommands,
    Message,
    Update,
)
from telegram.constants import ChatType
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    CallbackContext,
    Defaults,
    ExtBot,
    TypeHandler,
)
from telegram.request import HTTPXRequest

from bot.channels.delivery import ATTEMPTS, deliver
from bot.channels.ordering import AT_ONCE, PerChat
from bot.conversation.turn import Commanded, Edited, Event, Medium, Pressed, Received, Said
from bot.errors import AlreadyRunning, Blocked, DeliveryError, SettingsError
from bot.ids import ConversationId
from bot.service.consultation import Consultation
from bot.texts import Texts

COMMANDS = ("start", "keuzehulp", "themas", "mens", "privacy", "instellingen", "vergeet", "stop", "help")
"""Registered with Telegram, in this order; their descriptions stand in the texts."""
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
KEEPALIVE_SECONDS = 120.0
"""The default of 5 s opens a new TLS connection for most replies."""
MAX_CONFLICTS = 5
"""Conflicts in a row before we conclude that another process really polls with this token."""
REMEMBERED_UPDATES = 1_000
DOUBLE_TAP_SECONDS = 2.0

_Anything = TypeVar("_Anything")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramAccess:
    """How to reach Telegram. `repr` does not show the token."""

    token: str
    api_root: str | None
    """Root of another Bot API server, without `/bot`; None for Telegram's own."""
    zone: ZoneInfo

    def __repr__(self) -> str:
        return "TelegramAccess(...)"


async def serve(consultation: Consultation, texts: Texts, access: TelegramAccess, stop: asyncio.Event) -> None:
    """Answer everybody until `stop` is set, then finish what was taken in.

    Waits, with growing pauses, while Telegram cannot be reached. Raises `SettingsError` when the token is refused and
    `AlreadyRunning` when another process keeps polling with it.
    """
    channel = _Channel(consultation, texts, access, stop)
    application = _application(access)
    application.add_handler(TypeHandler(Update, channel.handle))
    application.add_error_handler(channel.failed)
    try:
        if not await _reached(application, stop):
            return
        await channel.introduce(application.bot)
        await application.start()
        assert application.updater is not None  # noqa: S101 - we built it with one
        await application.updater.start_polling(
            allowed_updates=ALLOWED_UPDATES,
            bootstrap_retries=-1,
            drop_pending_updates=False,
            error_callback=channel.polling_failed,
        )
        _log.info("telegram: polling")
        await stop.wait()
    finally:
        await _close(application)
    if channel.refused is not None:
        raise channel.refused


async def _close(application: "Application[Any, Any, Any, Any, Any, Any]") -> None:
    """Take nothing more in, finish what was taken in, close the connections; whatever had been opened by now."""
    if application.updater is not None and application.updater.running:
        await application.updater.stop()
    if application.running:
        await application.stop()
    await application.shutdown()
    await application.bot.shutdown()


def _application(access: TelegramAccess) -> "Application[Any, Any, Any, Any, Any, Any]":
    def request(connections: int) -> HTTPXRequest:
        limits = httpx.Limits(
            max_connections=connections, max_keepalive_connections=connections, keepalive_expiry=KEEPALIVE_SECONDS
        )
        return HTTPXRequest(connection_pool_size=connections, pool_timeout=10.0, httpx_kwargs={"limits": limits})

    builder = (
        ApplicationBuilder()
        .token(access.token)
        .request(request(AT_ONCE))
        .get_updates_request(request(1))
        .rate_limiter(AIORateLimiter(max_retries=ATTEMPTS))
        .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .concurrent_updates(PerChat())
    )
    if access.api_root:
        builder = builder.base_url(f"{access.api_root}/bot").base_file_url(f"{access.api_root}/file/bot")
    return builder.build()


async def _reached(application: "Application[Any, Any, Any, Any, Any, Any]", stop: asyncio.Event) -> bool:
    """Whether Telegram answered before `stop` was set; a refused token is a `SettingsError`."""
    pause = 1.0
    while not stop.is_set():
        try:
            await application.initialize()
        except InvalidToken:
            message = (
                "Telegram weigert het token. Controleer TELEGRAM_BOT_TOKEN, of vraag een nieuw token bij BotFather."
            )
            raise SettingsError(message) from None
        except NetworkError:
            _log.warning("telegram: not reached, next try in %.0f s", pause)
            await _pause(pause, stop)
            pause = min(2 * pause, 60.0)
        else:
            return True
    return False


async def _pause(seconds: float, stop: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return


class _Channel:
    """The translation in both directions, and what it must remember of Telegram."""

    def __init__(self, consultation: Consultation, texts: Texts, access: TelegramAccess, stop: asyncio.Event) -> None:
        self._consultation = consultation
        self._texts = texts
        self._zone = access.zone
        self._stop = stop
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._pressed: OrderedDict[int, tuple[int, str, float]] = OrderedDict()
        self._conflicts = 0
        self.refused: AlreadyRunning | None = None

    async def introduce(self, bot: Bot) -> None:
        """Tell Telegram what people see before they start, and the commands. A failure is no reason not to serve."""
        commands = [BotCommand(name, self._texts(f"telegram.opdracht.{name}")) for name in COMMANDS]
        in_groups = [command for command in commands if command.command in ("start", "help")]
        description, short = self._texts("telegram.beschrijving"), self._texts("telegram.kort")
        try:
            for language in (None, "nl"):
                await bot.set_my_commands(commands, language_code=language)
                await bot.set_my_description(description, language_code=language)
                await bot.set_my_short_description(short, language_code=language)
            await bot.set_my_commands(in_groups, scope=BotCommandScopeAllGroupChats())
            await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
        except TelegramError as error:
            _log.warning("telegram: introduction refused (%s)", type(error).__name__)

    async def handle(self, update: Update, context: "CallbackContext[Any, Any, Any, Any]") -> None:
        """Answer one update. Never raises: whatever goes wrong ends in one calm sentence."""
        self._conflicts = 0
        if update.update_id in self._seen:
            return
        self._seen[update.update_id] = None
        if len(self._seen) > REMEMBERED_UPDATES:
            self._seen.popitem(last=False)
        chat = update.effective_chat
        if chat is None:
            return
        bot: ExtBot[Any] = context.bot
        try:
            if chat.type != ChatType.PRIVATE:
                await self._leave(bot, chat)
            elif update.my_chat_member is not None:
                if update.my_chat_member.new_chat_member.status in ("kicked", "left"):
                    self._consultation.forget(_conversation(chat))
            else:
                await self._converse(bot, chat, update)
        except Blocked:
            self._consultation.forget(_conversation(chat))
        except DeliveryError:
            _log.warning("telegram: a reply was not delivered")
        except Exception as error:
            await self._apologise(bot, chat, error)

    async def failed(self, update: object, context: "CallbackContext[Any, Any, Any, Any]") -> None:
        """An error outside `handle`, within python-telegram-bot: log its kind, nothing of its content."""
        _log.error("telegram: %s", type(context.error).__name__)

    def polling_failed(self, error: TelegramError) -> None:
        """Polling goes on by itself after an error; only a lasting conflict or a refused token ends the service."""
        if isinstance(error, Conflict):
            self._conflicts += 1
            if self._conflicts >= MAX_CONFLICTS:
                self.refused = AlreadyRunning(
                    "Een ander proces haalt al berichten op met dit Telegram-token. Stop dat eerst."
                )
                self._stop.set()
        _log.warning("telegram: polling failed (%s)", type(error).__name__)

    async def _converse(self, bot: "ExtBot[Any]", chat: Chat, update: Update) -> None:
        query = update.callback_query
        if query is not None:
            again = self._is_double_tap(chat, query)
            await _try(query.answer)
            if again:
                return
        event = event_of(update, datetime.now(self._zone), bot.username)
        if event is None:
            return
        replies = await self._consultation.hear(_conversation(chat), Medium.TELEGRAM, event)
        pressed_on = query.message if query is not None else None
        for reply in replies:
            target = pressed_on if reply.in_place and isinstance(pressed_on, Message) else None
            await deliver(bot, chat.id, reply, target)

    def _is_double_tap(self, chat: Chat, query: CallbackQuery) -> bool:
        now = asyncio.get_running_loop().time()
        press = (query.message.message_id if query.message else 0, query.data or "")
        before = self._pressed.get(chat.id)
        self._pressed[chat.id] = (*press, now)
        self._pressed.move_to_end(chat.id)
        if len(self._pressed) > REMEMBERED_UPDATES:
            self._pressed.popitem(last=False)
        return before is not None and before[:2] == press and now - before[2] < DOUBLE_TAP_SECONDS

    async def _leave(self, bot: "ExtBot[Any]", chat: Chat) -> None:
        """In groups: one sentence, the way to the private chat, and out. Nothing is read."""
        if chat.type in (ChatType.GROUP, ChatType.SUPERGROUP):
            await _try(lambda: bot.send_message(chat.id, self._texts("groep.alleen-prive", bot=bot.username)))
        await _try(lambda: bot.leave_chat(chat.id))

    async def _apologise(self, bot: "ExtBot[Any]", chat: Chat, error: Exception) -> None:
        """One calm sentence with a reference that also stands in the log; the log holds no content."""
        reference = secrets.token_hex(3)
        _log.error("turn failed, reference %s", reference, exc_info=error)
        sentences = (self._texts("fout.storing"), self._texts("fout.kenmerk", kenmerk=reference))
        await _try(lambda: bot.send_message(chat.id, "\n\n".join(sentences)))


def event_of(update: Update, now: datetime, username: str) -> Event | None:
    """What an update means. None for a command that is meant for another bot."""
    query = update.callback_query
    if query is not None:
        return Pressed(data=query.data or "", at=now)
    if update.edited_message is not None:
        return Edited(text=update.edited_message.text or update.edited_message.caption or "", at=now)
    message = update.message
    text = (message.text or message.caption) if message else None
    if text is None:
        return Received(at=now)
    if not (text.startswith("/") and text[1:2].isalpha()):
        return Said(text=text, at=now)
    first, _, argument = text[1:].partition(" ")
    name, _, addressed = first.partition("@")
    if addressed and addressed.lower() != username.lower():
        return None
    return Commanded(name=name.lower(), argument=argument.strip(), at=now)


def _conversation(chat: Chat) -> ConversationId:
    return ConversationId(f"telegram:{chat.id}")


async def _try(request: Callable[[], Awaitable[_Anything]]) -> None:
    """Make a request whose failure changes nothing for the person."""
    try:
        await request()
    except TelegramError as error:
        _log.info("telegram: a side request failed (%s)", type(error).__name__)

"""The conversation on Telegram, through python-telegram-bot and long polling. Private chats only.

An update becomes an `Event`, a `Reply` becomes messages. Chat ids live in this room and nowhere else; the rest of the
house knows an opaque `ConversationId`. Conventions and figures: docs/ontwikkeling/telegram.md.
"""

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    CallbackQuery,
    Chat,
    MenuButtonCommands,
    Message,
    Update,
)
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import CallbackContext, ExtBot, TypeHandler

from bot.channels.apology import apology
from bot.channels.connection import App, Polls, TelegramAccess, application, close, poll, reach
from bot.channels.delivery import Refused, attempt, deliver
from bot.channels.erasing import delete, keep_erasing
from bot.channels.ordering import PerChat
from bot.channels.pieces import whole_text
from bot.channels.reading import album_of, event_of, has_words
from bot.channels.traces import Traces
from bot.conversation.turn import Erased, Event, Medium, Reply, Said
from bot.errors import Blocked, BotError, DeliveryError
from bot.ids import ConversationId
from bot.service.consultation import Consultation
from bot.texts import Texts

COMMANDS = ("start", "keuzehulp", "themas", "mens", "privacy", "kwaliteit", "instellingen", "vergeet", "stop", "help")
"""Registered with Telegram, in this order; their descriptions stand in the texts."""
REMEMBERED_UPDATES = 1_000
REMEMBERED_GROUPS = 100
DOUBLE_TAP_SECONDS = 2.0
INTRODUCE_AGAIN_SECONDS = 30.0
"""After a first introduction that Telegram did not take; doubled each time, up to an hour."""
_HOUR = 3600.0
_GONE = ("kicked", "left")

_Press = tuple[int, int, str]
"""In which chat, under which message, and what the button carries."""
_log = logging.getLogger(__name__)


async def serve(consultation: Consultation, texts: Texts, access: TelegramAccess, stop: asyncio.Event) -> None:
    """Answer everybody until `stop` is set, then finish what was taken in.

    Waits, with growing pauses, while Telegram cannot be reached. Raises `SettingsError` when the token is refused and
    `AlreadyRunning` when another process keeps polling with it.
    """
    order = PerChat()
    channel = _Channel(consultation, texts, access, order)
    polls = Polls(stop.set)
    app = application(access, polls, order)
    app.add_handler(TypeHandler(Update, channel.handle))
    app.add_error_handler(channel.failed)
    try:
        await _until(stop, _talk(app, channel))
    finally:
        await close(app)
    if polls.refused is not None:
        raise polls.refused


async def _talk(app: App, channel: "_Channel") -> None:
    await reach(app)
    await poll(app)
    async with asyncio.TaskGroup() as group:
        group.create_task(channel.keep_introducing(app.bot))
        group.create_task(channel.keep_erasing(app.bot))


async def _until(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Do `work` until `stop` is set; what it raises is raised here, as it was."""
    try:
        async with asyncio.TaskGroup() as group:
            working = group.create_task(work)
            await stop.wait()
            working.cancel()
    except* BotError as failed:
        raise failed.exceptions[0] from None


class _Channel:
    """The translation in both directions, and what it must remember of Telegram."""

    def __init__(self, consultation: Consultation, texts: Texts, access: TelegramAccess, order: PerChat) -> None:
        self._consultation = consultation
        self._texts = texts
        self._zone = access.zone
        self._order = order
        self._taken: OrderedDict[int, None] = OrderedDict()
        self._traces = Traces()
        self._left: deque[int] = deque(maxlen=REMEMBERED_GROUPS)
        self._just_pressed: set[_Press] = set()

    async def keep_introducing(self, bot: Bot) -> None:
        """Introduce the bot until Telegram took it. A failure is no reason not to serve meanwhile."""
        pause = INTRODUCE_AGAIN_SECONDS
        while not await self._introduce(bot):
            await asyncio.sleep(pause)
            pause = min(2 * pause, _HOUR)

    async def _introduce(self, bot: Bot) -> bool:
        """Tell Telegram what people see before they start, and the commands; whether it took all of it."""
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
            return False
        return True

    async def keep_erasing(self, bot: "ExtBot[Any]") -> None:
        """Delete what is to vanish when its time has come, for as long as the bot serves."""
        await keep_erasing(bot, self._traces, self._now)

    async def handle(self, update: Update, context: "CallbackContext[Any, Any, Any, Any]") -> None:
        """Answer one update. Never raises: whatever goes wrong ends in one calm sentence."""
        chat = update.effective_chat
        if chat is None or not self._take(update):
            return
        bot: ExtBot[Any] = context.bot
        try:
            member = update.my_chat_member
            if member is not None and member.new_chat_member.status in _GONE:
                self._forget(chat)
            elif chat.type != ChatType.PRIVATE:
                await self._leave(bot, chat, update)
            elif member is None:
                await self._converse(bot, chat, update)
        except Blocked:
            self._forget(chat)
        except Refused as error:
            self._consultation.not_shown(_conversation(chat))
            await self._apologise(bot, chat, error)
        except DeliveryError:
            # The buttons that are on their screen carry all that is needed.
            self._consultation.not_shown(_conversation(chat))
            _log.warning("telegram: a reply was not delivered")
        except Exception as error:
            await self._apologise(bot, chat, error)

    async def failed(self, update: object, context: "CallbackContext[Any, Any, Any, Any]") -> None:
        """An error outside `handle`, within python-telegram-bot: log its kind, nothing of its content."""
        _log.error("telegram: %s", type(context.error).__name__)

    async def _converse(self, bot: "ExtBot[Any]", chat: Chat, update: Update) -> None:
        self._hear(chat, update.effective_message)
        query = update.callback_query
        if query is None:
            return await self._respond(bot, chat, update)
        press = _press_of(chat, query)
        again = press in self._just_pressed
        await attempt(query.answer, twice_is_fine=True)
        if not again:
            async with self._pressing(press):
                await self._respond(bot, chat, update)
        return None

    async def _respond(self, bot: "ExtBot[Any]", chat: Chat, update: Update) -> None:
        event = event_of(update, self._now(), bot.username)
        album = album_of(update)
        is_new = album is None or self._traces.is_new_album(chat.id, album, self._now())
        if event is None or not (is_new or has_words(event)):
            return
        if isinstance(event, Said) and not event.attached:
            event = await self._whole(update, event)
        query = update.callback_query
        target = query.message if query is not None and isinstance(query.message, Message) else None
        hurry = any(other.update_id not in self._taken for other in self._order.behind(update))
        await self._answer(bot, chat, event, target, in_a_hurry=hurry)

    async def _whole(self, update: Update, event: Said) -> Said:
        """What was said, with the pieces that follow it."""

        async def is_urgent(text: str) -> bool:
            return await self._consultation.is_danger(replace(event, text=text))

        return replace(event, text=await whole_text(update, self._order, self._take_piece, is_urgent))

    async def _answer(
        self, bot: "ExtBot[Any]", chat: Chat, event: Event, target: Message | None = None, *, in_a_hurry: bool = False
    ) -> None:
        conversation, wish = _conversation(chat), self._traces.wish(chat.id)
        hear = self._consultation.hear
        replies = await hear(conversation, Medium.TELEGRAM, event, in_a_hurry=in_a_hurry, vanish_after=wish)
        for reply in replies:
            erased = await self._erase(bot, chat) if reply.erase else None
            await self._show(bot, chat, reply, target if reply.in_place else None)
            if erased is not None:
                await self._answer(bot, chat, erased, in_a_hurry=in_a_hurry)
                if not in_a_hurry:  # whoever floods us with it is still held back
                    self._consultation.forget(conversation)

    async def _show(self, bot: "ExtBot[Any]", chat: Chat, reply: Reply, target: Message | None = None) -> None:
        self._traces.wishes(chat.id, reply.vanish_after, self._now())
        if target is not None and not self._traces.outlives(target.date, reply.vanish_after, self._now()):
            target = None
        async for message in deliver(bot, chat.id, reply, target):
            self._traces.shown(chat.id, message.message_id, message.date, self._now())

    async def _erase(self, bot: "ExtBot[Any]", chat: Chat) -> Erased:
        """Delete the messages that we know of, and forget them, also those that Telegram could not be asked about."""
        messages = self._traces.known(chat.id, self._now())
        left = (await delete(bot, chat.id, messages)).left
        self._traces.forget(chat.id)
        return Erased(deleted=len(messages) - left, left=left, at=self._now())

    def _take(self, update: Update) -> bool:
        """Whether this update was not taken before; from now on it is. Telegram may deliver one twice."""
        if update.update_id in self._taken:
            return False
        self._taken[update.update_id] = None
        if len(self._taken) > REMEMBERED_UPDATES:
            self._taken.popitem(last=False)
        return True

    def _take_piece(self, piece: Update) -> bool:
        taken = self._take(piece)
        if taken and piece.effective_chat is not None:
            self._hear(piece.effective_chat, piece.effective_message)
        return taken

    def _hear(self, chat: Chat, message: Message | None) -> None:
        """Remember that this message is there, so that it can be deleted."""
        if message is not None:
            self._traces.heard(chat.id, message.message_id, message.date, self._now())

    def _forget(self, chat: Chat) -> None:
        self._consultation.forget(_conversation(chat))
        self._traces.forget(chat.id)

    def _now(self) -> datetime:
        return datetime.now(self._zone)

    @asynccontextmanager
    async def _pressing(self, press: _Press) -> AsyncIterator[None]:
        """Whoever presses the same again meanwhile, or within two seconds of its end, taps double.

        Remembered no longer: it tells a choice. A press that failed may be repeated at once.
        """
        self._just_pressed.add(press)
        try:
            yield
        except BaseException:
            self._just_pressed.discard(press)
            raise
        asyncio.get_running_loop().call_later(DOUBLE_TAP_SECONDS, self._just_pressed.discard, press)

    async def _leave(self, bot: "ExtBot[Any]", chat: Chat, update: Update) -> None:
        """In groups: one sentence, the way to the private chat, and out. Nothing is read. In channels: only out.

        What was said before we were gone may still come in. Who adds us again is told again.
        """
        if update.my_chat_member is None and chat.id in self._left:
            return
        if chat.type in (ChatType.GROUP, ChatType.SUPERGROUP):
            message = update.effective_message
            topic = message.message_thread_id if message is not None and message.is_topic_message else None
            sentence = self._texts("groep.alleen-prive", bot=bot.username)
            await attempt(lambda: bot.send_message(chat.id, sentence, message_thread_id=topic))
        if await attempt(lambda: bot.leave_chat(chat.id)):
            self._left.append(chat.id)

    async def _apologise(self, bot: "ExtBot[Any]", chat: Chat, error: Exception) -> None:
        with suppress(DeliveryError):
            await self._show(bot, chat, apology(error, self._texts, self._traces.wish(chat.id)))


def _press_of(chat: Chat, query: CallbackQuery) -> _Press:
    return (chat.id, query.message.message_id if query.message else 0, query.data or "")


def _conversation(chat: Chat) -> ConversationId:
    return ConversationId(f"telegram:{chat.id}")

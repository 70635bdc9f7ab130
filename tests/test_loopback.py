"""The loopback Bot API server, driven by a real python-telegram-bot and, where that is too polite, by bare httpx."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)
from telegram.request import HTTPXRequest

from tests.loopback import FaultKind, LoopbackTelegram, Shown, User

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Nog eens", callback_data="again")]])


@pytest.fixture(autouse=True)
def no_warning_from_ptb_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # without it 22.8 warns whenever it makes a RetryAfter


@pytest.fixture
async def server() -> AsyncIterator[LoopbackTelegram]:
    async with LoopbackTelegram() as server:
        yield server


@pytest.fixture
async def bot(server: LoopbackTelegram) -> AsyncIterator[Bot]:
    async with Bot(server.token, base_url=server.base_url, request=HTTPXRequest(read_timeout=0.3)) as bot:
        yield bot


@pytest.fixture
async def anna(server: LoopbackTelegram) -> User:
    user = server.user(first_name="Anna")
    await user.text("Hallo")
    return user


@asynccontextmanager
async def echo_bot(server: LoopbackTelegram) -> AsyncIterator[AnyApplication]:
    """Repeats what it reads with a button below; the button counts by editing; failures go to `bot_data["errors"]`."""

    async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_chat
        await update.effective_chat.send_message(f"Welkom {' '.join(context.args or ())}")

    async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_chat and update.effective_message
        text = update.effective_message.text or "iets anders"
        prefix = "verbeterd: " if update.edited_message else ""
        await update.effective_chat.send_message(f"<b>{prefix}{text}</b>", ParseMode.HTML, reply_markup=KEYBOARD)

    async def pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query
        await update.callback_query.answer()
        await update.callback_query.edit_message_text("Ingedrukt")

    async def failed(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        context.bot_data.setdefault("errors", []).append(context.error)

    app: AnyApplication = ApplicationBuilder().token(server.token).base_url(server.base_url).build()
    app.add_handlers((CommandHandler("start", start), CallbackQueryHandler(pressed), MessageHandler(filters.ALL, echo)))
    app.add_error_handler(failed)
    assert app.updater
    async with app:
        await app.updater.start_polling(
            poll_interval=0, allowed_updates=["message", "edited_message", "callback_query"]
        )
        await app.start()
        yield app
        await app.updater.stop()
        await app.stop()


async def test_a_real_bot_echoes_and_edits_after_a_press(server: LoopbackTelegram) -> None:
    anna = server.user(first_name="Anna")
    async with echo_bot(server):
        await anna.text("/start intranet")
        assert [shown.text for shown in await anna.heard()] == ["Welkom intranet"]
        await anna.text("hoi")
        buttons = (("Nog eens",),)
        assert await anna.heard() == [Shown(message_id=4, text="hoi", html="<b>hoi</b>", buttons=buttons)]
        await anna.press("eens")
        assert await anna.heard() == [Shown(message_id=4, text="Ingedrukt", html="Ingedrukt", edited=True)]
        with pytest.raises(LookupError, match="Nog eens"):
            await anna.press("Nog eens")
    assert not server.unanswered_presses
    assert [call.method for call in server.calls if call.outcome == "ok" and "edit" in call.method] == [
        "editMessageText"
    ]


async def test_a_new_update_ends_the_long_poll_at_once(server: LoopbackTelegram) -> None:
    anna = server.user()
    async with echo_bot(server):
        for text in ("een", "twee", "drie"):
            await asyncio.sleep(0.1)
            began = time.monotonic()
            await anna.text(text)
            assert [shown.text for shown in await anna.heard()] == [text]
            assert time.monotonic() - began < 0.5


async def test_media_edits_groups_and_long_texts_reach_the_bot(server: LoopbackTelegram) -> None:
    anna = server.user()
    async with echo_bot(server):
        for kind in ("sticker", "photo", "voice", "video", "audio", "document", "animation", "video_note"):
            await anna.send(**{kind: {}})
        await anna.send(contact={"phone_number": "1", "first_name": "Bo"})
        assert {shown.text for shown in await anna.heard(9)} == {"iets anders"}
        await anna.edit(await anna.text("hoi"), "hallo")
        assert [shown.text for shown in await anna.heard(2)] == ["hoi", "verbeterd: hallo"]
        await anna.text("x" * 5000)
        assert [len(shown.text) for shown in await anna.heard(2)] == [4096, 904]
        group = server.group(anna)
        await group.text("dag allemaal")
        assert [shown.text for shown in await group.heard()] == ["dag allemaal"]
        assert await anna.heard(timeout=0.05) == []


async def test_a_duplicate_update_keeps_its_id_and_comes_once(server: LoopbackTelegram) -> None:
    anna = server.user()
    async with echo_bot(server):
        server.duplicate_next()
        await anna.text("dubbel")
        await anna.text("enkel")
        assert [shown.text for shown in await anna.heard(3)] == ["dubbel", "dubbel", "enkel"]
        assert await anna.heard(timeout=0.05) == []


async def test_updates_wait_for_the_bot_and_come_back_until_confirmed(bot: Bot, anna: User) -> None:
    (first,) = await bot.get_updates()
    assert await bot.get_updates() == (first,)
    assert await bot.get_updates(offset=first.update_id + 1, allowed_updates=["callback_query"]) == ()
    await anna.text("ongevraagd")
    await anna.press_data(99, "oud")
    (press,) = await bot.get_updates(offset=first.update_id + 1, timeout=1)
    assert isinstance(press.callback_query, CallbackQuery)
    assert press.callback_query.data == "oud"
    assert press.callback_query.message and not press.callback_query.message.is_accessible
    assert await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_a_second_poller_throws_out_the_first(server: LoopbackTelegram, bot: Bot) -> None:
    async with Bot(server.token, base_url=server.base_url) as other, asyncio.TaskGroup() as group:
        first = group.create_task(_error_of(bot.get_updates(timeout=5)))
        await asyncio.sleep(0.1)
        second = group.create_task(other.get_updates(timeout=5))
        assert isinstance(await first, Conflict)
        await server.user().text("hoi")
        assert len(await second) == 1


async def test_a_poller_that_hung_up_does_not_count(server: LoopbackTelegram, bot: Bot) -> None:
    with pytest.raises(TimedOut):
        await bot.get_updates(timeout=5, read_timeout=-4.8)  # PTB adds the timeout
    await asyncio.sleep(0.05)
    assert await bot.get_updates() == ()
    assert [call.outcome for call in server.calls] == ["ok", "waiting", "ok"]


TEXTS = [
    ("", None, "Message text is empty"),
    (" \n", None, "Message text is empty"),
    ("<b> </b>", "HTML", "Message text is empty"),
    ("x" * 4097, None, "Message is too long"),
    ("<b>" + "😀" * 2049 + "</b>", "HTML", "Message is too long"),
    ("1 < 2", "HTML", "Can't parse entities"),
    ("<br>", "HTML", "Can't parse entities"),
    ("<b>x", "HTML", "Can't parse entities"),
    ("<b><i>x</b></i>", "HTML", "Can't parse entities"),
    ("x</b>", "HTML", "Can't parse entities"),
    ("<a>x</a>", "HTML", "Can't parse entities"),
    ("<b class='x'>x</b>", "HTML", "Can't parse entities"),
    ("*x*", "MarkdownV2", "Unsupported parse_mode"),
]


@pytest.mark.parametrize(("text", "mode", "reason"), TEXTS, ids=lambda value: repr(value)[:20])
async def test_a_text_telegram_refuses_is_refused(
    bot: Bot, anna: User, text: str, mode: str | None, reason: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.send_message(anna.chat_id, text, mode)
    assert await anna.heard(0) == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<b>a</b><i>b</i><u>c</u><s>d</s><code>e</code><pre>f</pre><tg-spoiler>g</tg-spoiler>", "abcdefg"),
        ('<a href="https://x.nl/?a=1&amp;b=2">x</a> <blockquote expandable>y</blockquote>', "x y"),
        ("1 &lt; 2 &amp; 3 &gt; 2 &quot;&#39;&nbsp; R&D", "1 < 2 & 3 > 2 \"'&nbsp; R&D"),
        ("<b>" + "x" * 4096 + "</b>", "x" * 4096),
    ],
    ids=["tags", "attributes", "entities", "longest"],
)
async def test_html_is_shown_without_its_markup(bot: Bot, anna: User, source: str, text: str) -> None:
    await bot.send_message(anna.chat_id, source, ParseMode.HTML)
    assert await anna.heard() == [Shown(message_id=2, text=text, html=source)]


async def test_plain_text_is_shown_as_it_is(bot: Bot, anna: User) -> None:
    await bot.send_message(anna.chat_id, "1 < 2 & <b>")
    assert await anna.heard() == [Shown(message_id=2, text="1 < 2 & <b>", html="1 &lt; 2 &amp; &lt;b&gt;")]


@pytest.mark.parametrize(("data", "fits"), [("é" * 32, True), ("é" * 32 + "x", False), ("", False)])
async def test_button_data_is_counted_in_bytes(server: LoopbackTelegram, anna: User, data: str, fits: bool) -> None:
    markup = json.dumps({"inline_keyboard": [[{"text": "Ja", "callback_data": data}]]})
    parameters = {"chat_id": anna.chat_id, "text": "x", "reply_markup": markup}
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{server.base_url}{server.token}/sendMessage", data=parameters)
    assert answer.json()["ok"] is fits
    assert fits or answer.json()["description"] == "Bad Request: BUTTON_DATA_INVALID"


async def test_edits_change_the_message_or_say_why_not(bot: Bot, anna: User) -> None:
    chat, sent = anna.chat_id, await bot.send_message(anna.chat_id, "een", reply_markup=KEYBOARD)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("een", chat, sent.message_id, reply_markup=KEYBOARD)
    await bot.edit_message_text("twee", chat, sent.message_id, reply_markup=KEYBOARD)
    await bot.edit_message_reply_markup(chat, sent.message_id)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(chat, sent.message_id)
    seen = [(shown.text, shown.buttons, shown.edited) for shown in await anna.heard(3)]
    assert seen == [("een", (("Nog eens",),), False), ("twee", (("Nog eens",),), True), ("twee", (), True)]
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", chat, 1)
    assert await bot.delete_message(chat, sent.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", chat, sent.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(chat, sent.message_id)


async def test_messages_are_deleted_together_or_not_at_all(bot: Bot, anna: User) -> None:
    chat = anna.chat_id
    first, second = await bot.send_message(chat, "een"), await bot.send_message(chat, "twee")
    assert await bot.delete_messages(chat, [first.message_id, 12_345])
    assert first.message_id not in anna.chat.messages
    third = await bot.send_message(chat, "drie")
    anna.chat.messages[second.message_id]["date"] -= 49 * 3600
    with pytest.raises(BadRequest, match="can't be deleted for everyone"):
        await bot.delete_messages(chat, [third.message_id, second.message_id])
    assert third.message_id in anna.chat.messages
    with pytest.raises(BadRequest, match="Too many message identifiers"):
        await bot.delete_messages(chat, range(1, 102))


async def test_a_reply_keyboard_is_seen_and_makes_a_message_final(bot: Bot, anna: User) -> None:
    sent = await bot.send_message(anna.chat_id, "x", reply_markup=ReplyKeyboardMarkup([["Ja", "Nee"]]))
    assert [shown.buttons for shown in await anna.heard()] == [(("Ja", "Nee"),)]
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("y", anna.chat_id, sent.message_id)


async def test_a_press_is_answered_once(server: LoopbackTelegram, bot: Bot, anna: User) -> None:
    await bot.send_message(anna.chat_id, "oud", reply_markup=KEYBOARD)
    await bot.send_message(anna.chat_id, "nieuw", reply_markup=KEYBOARD)
    query = await anna.press("Nog eens")
    update = (await bot.get_updates())[-1]
    assert update.callback_query and update.callback_query.message
    assert (update.callback_query.id, update.callback_query.message.message_id) == (query, 3)
    assert server.unanswered_presses == {query: "again"}
    await bot.answer_callback_query(query, "Goed")
    assert not server.unanswered_presses
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
        await bot.answer_callback_query(query)


async def test_the_bot_writes_only_where_it_is_welcome(server: LoopbackTelegram, bot: Bot, anna: User) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(5, "x")
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(server.user().chat_id, "x")
    anna.block()
    with pytest.raises(Forbidden, match="Forbidden: bot was blocked by the user"):
        await bot.send_message(anna.chat_id, "x")
    await anna.text("toch weer")
    assert await bot.send_chat_action(anna.chat_id, ChatAction.TYPING)
    group = server.group(anna)
    assert await bot.leave_chat(group.chat_id)
    with pytest.raises(Forbidden, match="not a member"):
        await bot.send_message(group.chat_id, "x")


async def test_settings_are_remembered(server: LoopbackTelegram, bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("start", "Begin")], language_code="nl")
    await bot.set_my_commands([], scope=BotCommandScopeAllGroupChats())
    await bot.set_my_description("Lang")
    await bot.set_my_short_description("Kort", language_code="nl")
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert server.settings == {
        ("commands", "nl", "default"): [{"command": "start", "description": "Begin"}],
        ("commands", "", "all_group_chats"): [],
        ("description", "", "default"): "Lang",
        ("short_description", "nl", "default"): "Kort",
        ("menu_button", "", "default"): {"type": "commands"},
    }


FAULTS: list[tuple[FaultKind, type[TelegramError], str]] = [
    ("flood", RetryAfter, "Retry in 0:00:07"),
    ("http500", NetworkError, "Internal Server Error"),
    ("http502", NetworkError, "Bad Gateway"),
    ("forbidden", Forbidden, "bot was blocked by the user"),
    ("timeout", TimedOut, "Timed out"),
    ("drop_after", NetworkError, "RemoteProtocolError"),
    ("garbage", TelegramError, "Invalid server response"),
]


@pytest.mark.parametrize(("kind", "error", "words"), FAULTS, ids=[kind for kind, *_ in FAULTS])
async def test_a_fault_strikes_as_often_as_asked(
    server: LoopbackTelegram, bot: Bot, anna: User, kind: FaultKind, error: type[TelegramError], words: str
) -> None:
    bo = server.user(first_name="Bo")
    await bo.text("Hoi")
    server.fault("sendMessage", kind, times=2, retry_after=7, chat_id=anna.chat_id)
    await bot.send_message(bo.chat_id, "ongestoord")
    for _ in range(2):
        with pytest.raises(error, match=words):
            await bot.send_message(anna.chat_id, "mis")
    await bot.send_message(anna.chat_id, "raak")
    executed = ["mis", "mis", "raak"] if kind == "drop_after" else ["raak"]
    assert [shown.text for shown in await anna.heard()] == executed
    outcomes = [call.outcome for call in server.calls if call.params.get("text") == "mis"]
    assert outcomes == [f"fault:{kind}"] * 2


async def test_a_polling_bot_survives_faults(server: LoopbackTelegram) -> None:
    anna = server.user()
    server.fault("getUpdates", "http502")
    server.fault("getUpdates", "drop_after")
    async with echo_bot(server) as app:
        server.fault("sendMessage", "forbidden")
        await anna.text("een")
        await anna.text("twee")
        assert [shown.text for shown in await anna.heard(timeout=10)] == ["twee"]
        assert [type(error) for error in app.bot_data["errors"]] == [Forbidden]


async def test_form_json_and_multipart_bodies_mean_the_same(server: LoopbackTelegram, bot: Bot, anna: User) -> None:
    url, entities = f"{server.base_url}{server.token}/sendMessage", [{"type": "bold", "offset": 0, "length": 1}]
    text = 'é & "=\r\n x'
    async with httpx.AsyncClient() as client:
        await client.post(url, json={"chat_id": anna.chat_id, "text": text, "entities": entities})
        await client.post(url, data={"chat_id": anna.chat_id, "text": text, "entities": json.dumps(entities)})
        assert (await client.post(url, data={"chat_id": "nul", "text": "x"})).status_code == 400
        assert (await client.post(url, content=b"{", headers={"Content-Type": "application/json"})).status_code == 400
        assert (await client.post(url, data={"text": "x"})).status_code == 400
    parameters = {"chat_id": anna.chat_id, "text": text, "entities": entities, "file": InputFile(b"\r\n\x00--x\r\n")}
    await bot.do_api_request("SENDMESSAGE", api_kwargs=parameters)
    assert [shown.text for shown in await anna.heard(3)] == [text] * 3
    params = [call.params for call in server.calls if call.outcome == "ok" and call.method.lower() == "sendmessage"]
    assert b"\r\n\x00--x\r\n" in params[2].values()
    assert [(p["chat_id"], p["entities"]) for p in params] == [(anna.chat_id, entities)] * 3


async def test_strangers_are_turned_away(server: LoopbackTelegram, bot: Bot) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{server.base_url}{server.token}/makeCoffee")
        assert (answer.status_code, answer.json()["description"]) == (404, "Not Found: method not found")
        assert (await client.post(f"{server.base_url}123456:other/getMe")).status_code == 401
    with pytest.raises(InvalidToken):
        async with Bot("123456:other", base_url=server.base_url):
            raise AssertionError("let in")


async def test_one_connection_serves_many_requests(server: LoopbackTelegram) -> None:
    limits = httpx.Limits(max_connections=1)
    async with httpx.AsyncClient(limits=limits) as client:
        for _ in range(20):
            assert (await client.post(f"{server.base_url}{server.token}/getMe")).json()["result"]["is_bot"]
        assert len(server.connections) == 1


async def test_closing_takes_no_time_and_cuts_off_who_waits() -> None:
    server = LoopbackTelegram()
    async with asyncio.TaskGroup() as group, httpx.AsyncClient(timeout=30) as client:
        async with server:
            server.fault("getMe", "timeout")
            url = server.base_url + server.token
            poll = group.create_task(_error_of(client.post(f"{url}/getUpdates", json={"timeout": 30})))
            hang = group.create_task(_error_of(client.post(f"{url}/getMe")))
            await asyncio.sleep(0.1)
            began = time.monotonic()
        assert isinstance(await poll, httpx.TransportError)
        assert isinstance(await hang, httpx.TransportError)
        assert time.monotonic() - began < 1
    assert not server.connections


async def test_a_mistake_in_the_server_does_not_pass_unseen() -> None:
    async with httpx.AsyncClient() as client:
        with pytest.raises(ExceptionGroup, match="loopback server failed"):
            async with LoopbackTelegram() as server:
                server.settings = None  # type: ignore[assignment]
                with pytest.raises(httpx.TransportError):
                    await client.post(f"{server.base_url}{server.token}/setMyDescription", data={"description": "x"})


async def _error_of(call: Awaitable[object]) -> Exception | None:
    try:
        await call
    except Exception as error:
        return error
    return None

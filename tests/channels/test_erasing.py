"""Deleting messages: what Telegram refuses is counted, what it cannot be asked now is tried again."""

from collections.abc import AsyncIterator

import pytest
from telegram.ext import ApplicationBuilder, ExtBot

from bot.channels import delivery
from bot.channels.connection import App
from bot.channels.erasing import delete, erase_due
from bot.channels.traces import Traces
from tests.conversation.talking import AT
from tests.loopback import LoopbackTelegram, User


@pytest.fixture
async def server() -> AsyncIterator[LoopbackTelegram]:
    async with LoopbackTelegram() as server:
        yield server


@pytest.fixture
async def bot(server: LoopbackTelegram) -> AsyncIterator[ExtBot[None]]:
    app: App = ApplicationBuilder().token(server.token).base_url(server.base_url).build()
    async with app.bot:
        yield app.bot


@pytest.fixture
async def anna(server: LoopbackTelegram) -> User:
    user = server.user()
    user.chat.refusal = ""
    for number in range(250):
        user.chat.add(user.person, {"text": str(number)})
    return user


def requests(server: LoopbackTelegram) -> int:
    return sum(call.method.startswith("delete") for call in server.calls)


async def test_all_messages_go_a_hundred_at_a_time(server: LoopbackTelegram, bot: ExtBot[None], anna: User) -> None:
    assert await delete(bot, anna.chat_id, tuple(anna.chat.messages)) == 0
    assert not anna.chat.messages
    assert requests(server) == 3
    assert await delete(bot, anna.chat_id, ()) == 0
    assert requests(server) == 3


async def test_what_telegram_refuses_stays_and_is_counted_and_the_rest_goes(
    server: LoopbackTelegram, bot: ExtBot[None], anna: User
) -> None:
    for number in (7, 42, 230):
        anna.chat.messages[number]["date"] -= 49 * 3600
    del anna.chat.messages[100]  # which the person deleted
    assert await delete(bot, anna.chat_id, range(1, 251)) == 3
    assert set(anna.chat.messages) == {7, 42, 230}
    assert requests(server) < 60


def due(*chats: int) -> Traces:
    traces = Traces()
    for chat in chats:
        traces.saw(chat, 1, AT, AT)
        traces.answered(chat, 0, AT)
    return traces


async def test_what_cannot_be_asked_now_stays_due_and_holds_up_nobody(
    server: LoopbackTelegram, bot: ExtBot[None], anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "ATTEMPTS", 1)
    bram = server.user()
    bram.chat.refusal = ""
    bram.chat.add(bram.person, {"text": "x"})
    traces = due(anna.chat_id, bram.chat_id)
    server.fault("deleteMessages", "http500", chat_id=anna.chat_id)
    await erase_due(bot, traces, AT)
    assert not bram.chat.messages
    assert traces.due(AT) == {anna.chat_id: (1,)}
    await erase_due(bot, traces, AT)
    assert 1 not in anna.chat.messages
    assert traces.due(AT) == {}


async def test_of_somebody_who_stopped_the_bot_nothing_is_remembered(
    server: LoopbackTelegram, bot: ExtBot[None], anna: User
) -> None:
    traces = due(anna.chat_id)
    traces.saw(anna.chat_id, 2, AT, AT)
    anna.block()
    await erase_due(bot, traces, AT)
    assert traces.known(anna.chat_id, AT) == ()

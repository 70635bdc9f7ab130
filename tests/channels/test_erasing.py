"""Deleting messages: what Telegram refuses is counted, what it cannot be asked now is tried again."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from telegram.ext import ApplicationBuilder, ExtBot

from bot.channels import erasing
from bot.channels.connection import App
from bot.channels.erasing import IN_A_ROW, LATER, REQUESTS, Outcome, delete, erase_due
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
    assert await delete(bot, anna.chat_id, tuple(anna.chat.messages)) == Outcome()
    assert not anna.chat.messages
    assert requests(server) == 3
    assert await delete(bot, anna.chat_id, ()) == Outcome()
    assert requests(server) == 3


async def test_what_telegram_refuses_stays_and_is_counted_and_the_rest_goes(
    server: LoopbackTelegram, bot: ExtBot[None], anna: User
) -> None:
    for number in (7, 42, 230):
        anna.chat.messages[number]["date"] -= 49 * 3600
    del anna.chat.messages[100]  # which the person deleted
    assert await delete(bot, anna.chat_id, range(1, 251)) == Outcome(refused=3)
    assert set(anna.chat.messages) == {7, 42, 230}
    assert requests(server) < 60


async def test_when_all_is_refused_the_requests_are_few_and_the_rest_counts_as_left(
    server: LoopbackTelegram, bot: ExtBot[None], anna: User
) -> None:
    anna.age(49)
    outcome = await delete(bot, anna.chat_id, range(1, 200))
    assert outcome.left == 199
    assert requests(server) == REQUESTS


async def test_a_sweep_comes_to_the_end_of_what_is_refused_though_it_takes_more_than_one(
    server: LoopbackTelegram, bot: ExtBot[None], anna: User
) -> None:
    anna.age(49)
    traces = due(anna.chat_id, messages=60)
    for _ in range(10):
        before = requests(server)
        await erase_due(bot, traces, AT)
        assert requests(server) - before <= REQUESTS
    assert traces.due(AT) == {}
    assert requests(server) == before, "it had come to the end"


@pytest.mark.parametrize("seconds", [1, 60])
async def test_when_telegram_asks_for_a_pause_what_was_not_asked_is_told(
    server: LoopbackTelegram, bot: ExtBot[None], anna: User, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    monkeypatch.setattr(erasing, "PATIENCE_SECONDS", 0.0)
    server.fault("deleteMessages", "flood", retry_after=seconds)
    outcome = await delete(bot, anna.chat_id, range(1, 251))
    assert (outcome.left, outcome.pause) == (250, timedelta(seconds=seconds))


def due(*chats: int, messages: int = 1) -> Traces:
    traces = Traces()
    for chat in chats:
        for number in range(1, messages + 1):
            traces.heard(chat, number, AT, AT)
        traces.wishes(chat, 0, AT)
    return traces


async def test_what_cannot_be_asked_now_stays_due_and_holds_up_nobody(
    server: LoopbackTelegram, bot: ExtBot[None], anna: User
) -> None:
    bram = server.user()
    bram.chat.refusal = ""
    bram.chat.add(bram.person, {"text": "x"})
    traces = due(anna.chat_id, bram.chat_id)
    server.fault("deleteMessages", "http500", chat_id=anna.chat_id)
    await erase_due(bot, traces, AT)
    assert not bram.chat.messages
    assert 1 in anna.chat.messages
    assert requests(server) == 2, "each was asked once"
    await erase_due(bot, traces, AT + LATER)
    assert 1 not in anna.chat.messages
    assert traces.due(AT + LATER) == {}


async def test_a_pause_that_telegram_asks_for_in_one_chat_is_kept_and_not_sat_out(
    server: LoopbackTelegram, bot: ExtBot[None], anna: User
) -> None:
    traces = due(anna.chat_id)
    server.fault("deleteMessages", "flood", retry_after=7, chat_id=anna.chat_id)
    async with asyncio.timeout(1):
        await erase_due(bot, traces, AT)
    await erase_due(bot, traces, AT + timedelta(seconds=6))
    assert requests(server) == 1
    await erase_due(bot, traces, AT + timedelta(seconds=7))
    assert 1 not in anna.chat.messages


async def test_when_telegram_is_down_a_sweep_ends_early_and_the_next_one_tries_others(
    server: LoopbackTelegram, bot: ExtBot[None]
) -> None:
    people = [server.user() for _ in range(IN_A_ROW + 2)]
    for user in people:
        user.chat.refusal = ""
        user.chat.add(user.person, {"text": "x"})
    traces = due(*(user.chat_id for user in people))
    server.fault("deleteMessages", "http500", times=IN_A_ROW)
    await erase_due(bot, traces, AT)
    assert requests(server) == IN_A_ROW
    await erase_due(bot, traces, AT)
    assert [bool(user.chat.messages) for user in people] == [True] * IN_A_ROW + [False] * 2
    await erase_due(bot, traces, AT + LATER)
    assert not any(user.chat.messages for user in people)


async def test_of_somebody_who_stopped_the_bot_nothing_is_remembered(
    server: LoopbackTelegram, bot: ExtBot[None], anna: User
) -> None:
    traces = due(anna.chat_id)
    traces.heard(anna.chat_id, 2, AT, AT)
    anna.block()
    await erase_due(bot, traces, AT)
    assert traces.known(anna.chat_id, AT) == ()

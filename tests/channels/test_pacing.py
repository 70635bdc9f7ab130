"""How fast one chat is written to."""

import asyncio

import pytest

from bot.channels.ordering import AT_ONCE as PLACES
from bot.channels.ordering import PerChat
from bot.channels.pacing import AT_ONCE, SECONDS_APART, Pacing
from bot.conversation.desk import Desk
from tests.channels.test_ordering import update
from tests.loopback import LoopbackTelegram
from tests.people import serving


async def test_after_a_few_at_once_messages_to_one_chat_keep_apart(desk: Desk) -> None:
    apart = 0.2
    async with LoopbackTelegram() as server, serving(desk, server, apart=apart):
        anna, bram = server.user(), server.user()
        loop = asyncio.get_running_loop()
        for _ in range(AT_ONCE + 2):
            await anna.text("/help")
        await bram.text("/help")
        times: list[float] = []
        assert await bram.heard()
        other = loop.time()
        while len(times) < AT_ONCE + 2:
            heard = await anna.heard(timeout=5)
            times += [loop.time()] * len(heard)
    waited = [later - earlier for earlier, later in zip(times[AT_ONCE - 1 :], times[AT_ONCE:], strict=False)]
    assert all(gap >= 0.7 * apart for gap in waited), waited
    assert other < times[-1], "nobody else waits for it"


@pytest.mark.parametrize("pause", [0.0, 0.3, 1.0, 2.0])
def test_telegram_never_sees_more_than_it_allows(pause: float) -> None:
    """Against its own way of counting: three in stock, one more a second."""
    pacing, now, stock, seen = Pacing(), 1_000.0, 3.0, 1_000.0
    for _ in range(200):
        now += pacing._wait(7, now)
        stock = min(3.0, stock + now - seen) - 1
        seen = now
        assert stock >= -1e-9
        now += pause


def test_whoever_writes_at_leisure_never_waits() -> None:
    pacing = Pacing()
    assert all(pacing._wait(7, number * SECONDS_APART) == 0 for number in range(50))


async def test_no_number_of_a_chat_is_kept_once_it_need_not_wait() -> None:
    async def request() -> dict[str, object]:
        return {}

    pacing = Pacing(apart=0.05)
    for chat in (1, 2, 2, 2, 2):
        await pacing.process_request(request, (), {}, "sendMessage", {"chat_id": chat}, None)
    assert 2 in pacing._free
    async with asyncio.timeout(2):
        while pacing._free:  # noqa: ASYNC110 - it happens by itself
            await asyncio.sleep(0.01)


async def test_chats_that_wait_hold_up_no_other_chat() -> None:
    async def request() -> dict[str, object]:
        return {}

    pacing, order, heard = Pacing(), PerChat(), asyncio.Event()

    async def answer(chat: int) -> None:
        await pacing.process_request(request, (), {}, "sendMessage", {"chat_id": chat}, None)

    async def help_() -> None:
        await answer(999)
        heard.set()

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        waiting = []
        for chat in range(1, PLACES + 3):
            pacing._free[chat] = asyncio.get_running_loop().time() + 60
            waiting.append(group.create_task(order.process_update(update(chat, chat), answer(chat))))
        await asyncio.sleep(0.01)
        group.create_task(order.process_update(update(999, 999), help_()))
        await heard.wait()
        assert not any(task.done() for task in waiting)
        for task in waiting:
            task.cancel()

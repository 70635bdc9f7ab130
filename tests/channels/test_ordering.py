"""Updates of one chat are handled after each other, chats side by side, and one failure does not block what follows."""

import asyncio
import random

import pytest
from telegram import Chat, Message, Update

from bot.channels.ordering import AT_ONCE, PerChat, pause


def update(chat: int, number: int) -> Update:
    message = Message(message_id=number, date=None, chat=Chat(id=chat, type="private"))  # type: ignore[arg-type]
    return Update(update_id=number, message=message)


async def test_order_holds_within_each_chat_while_chats_run_side_by_side() -> None:
    processor, done, running, most = PerChat(), {}, 0, 0  # type: ignore[var-annotated]

    async def work(chat: int, number: int) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(random.random() / 100)
        done.setdefault(chat, []).append(number)
        running -= 1

    async with asyncio.TaskGroup() as group:
        for number in range(10):
            for chat in range(1, 21):
                group.create_task(processor.process_update(update(chat, number), work(chat, number)))
    assert done == {chat: list(range(10)) for chat in range(1, 21)}
    assert 1 < most <= AT_ONCE


async def test_a_failing_or_cancelled_update_lets_the_next_one_through() -> None:
    processor, heard = PerChat(), []

    async def fail() -> None:
        raise LookupError

    async def hang() -> None:
        await asyncio.sleep(60)

    async def work(number: int) -> None:
        heard.append(number)

    async with asyncio.TaskGroup() as group:
        hanging = group.create_task(processor.process_update(update(1, 1), hang()))
        await asyncio.sleep(0.01)
        waiting = group.create_task(processor.process_update(update(1, 2), work(2)))
        last = group.create_task(processor.process_update(update(1, 3), work(3)))
        await asyncio.sleep(0.01)
        waiting.cancel()
        hanging.cancel()
        await last
    assert heard == [3]
    with pytest.raises(LookupError):
        await processor.process_update(update(1, 4), fail())
    await processor.process_update(update(1, 5), work(5))
    assert heard == [3, 5]


async def test_who_waits_for_the_next_update_of_a_chat_gets_it_and_holds_up_no_other_chat() -> None:
    processor, got, others = PerChat(), [], []

    async def wait(chat: int) -> None:
        got.append(await processor.next_after(first[chat], 5))

    async def work(chat: int) -> None:
        others.append(chat)

    first = {chat: update(chat, chat) for chat in range(1, AT_ONCE + 1)}
    next_ones = [update(chat, 100 + chat) for chat in first]
    async with asyncio.timeout(1), asyncio.TaskGroup() as group:
        for chat in first:
            group.create_task(processor.process_update(first[chat], wait(chat)))
        await asyncio.sleep(0.01)
        await processor.process_update(update(999, 999), work(999))
        assert (others, got) == ([999], [])
        for chat, following in zip(first, next_ones, strict=True):
            group.create_task(processor.process_update(following, work(chat)))
    assert got == next_ones
    assert sorted(others) == [*first, 999]


async def test_nobody_waits_longer_than_was_asked_and_what_is_there_already_is_given_at_once() -> None:
    processor, got = PerChat(), []
    first, second, third = (update(1, number) for number in range(3))

    async def wait(seconds: float) -> None:
        got.append((await processor.next_after(first, seconds), [*processor.behind(first)]))

    async def nothing() -> None:
        pass

    async with asyncio.timeout(1):
        await processor.process_update(first, wait(0.01))
    assert got == [(None, [])]
    async with asyncio.timeout(1), asyncio.TaskGroup() as group:
        for each, work in ((first, wait(60)), (second, nothing()), (third, nothing())):
            group.create_task(processor.process_update(each, work))
    assert got[1:] == [(second, [second, third])]
    assert [*processor.behind(first)] == []


async def test_however_many_chats_pause_another_one_is_handled_at_once_and_each_keeps_its_order() -> None:
    processor, heard = PerChat(), []

    async def slow(chat: int) -> None:
        await pause(0.2)
        heard.append((chat, 1))

    async def next_(chat: int) -> None:
        heard.append((chat, 2))

    chats = range(1, 3 * AT_ONCE)
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        for chat in chats:
            group.create_task(processor.process_update(update(chat, 1), slow(chat)))
            group.create_task(processor.process_update(update(chat, 2), next_(chat)))
        await asyncio.sleep(0.01)
        await processor.process_update(update(999, 1), next_(999))
        assert heard == [(999, 2)]
    assert all(heard.index((chat, 1)) < heard.index((chat, 2)) for chat in chats)


async def test_after_a_pause_no_more_chats_are_handled_side_by_side_than_before() -> None:
    processor, running, most = PerChat(), 0, 0

    async def work() -> None:
        nonlocal running, most
        await pause(0.01)
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.02)
        running -= 1

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        for chat in range(1, 3 * AT_ONCE):
            group.create_task(processor.process_update(update(chat, 1), work()))
    assert most == AT_ONCE


async def test_a_pause_outside_a_chat_is_only_a_pause() -> None:
    async with asyncio.timeout(1):
        await pause(0)

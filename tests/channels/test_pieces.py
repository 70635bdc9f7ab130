"""A long text in pieces is put together, and nothing else is."""

import asyncio
from typing import Any

import pytest
from telegram import Update

from bot.channels import pieces
from bot.channels.ordering import PerChat
from bot.channels.pieces import CUT_FROM, MOST, whole_text

FULL = "a" * 4_096
ORIGIN = {"type": "hidden_user", "sender_user_name": "Jan", "date": 1}


def message(number: int, text: str, seconds: int = 0, **content: Any) -> Update:
    about = {"message_id": number, "date": 1_000 + seconds, "chat": {"id": 7, "type": "private"}}
    read = Update.de_json({"update_id": number, "message": about | {"text": text} | content}, None)
    assert read is not None
    return read


@pytest.fixture(autouse=True)
def _short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "WAIT_SECONDS", 0.1)


class Channel:
    """Handles updates as the channel does, and keeps what it heard."""

    def __init__(self) -> None:
        self.order = PerChat()
        self.taken: set[int] = set()
        self.heard: list[str] = []
        self.looked_at: list[str] = []

    def take(self, update: Update) -> bool:
        new = update.update_id not in self.taken
        self.taken.add(update.update_id)
        return new

    async def is_urgent(self, text: str) -> bool:
        self.looked_at.append(text)
        await asyncio.sleep(0.02)
        return text.startswith("gevaar")

    async def handle(self, update: Update) -> None:
        if self.take(update):
            self.heard.append(await whole_text(update, self.order, self.take, self.is_urgent))

    async def get(self, *updates: Update) -> list[str]:
        async with asyncio.TaskGroup() as group:
            for update in updates:
                group.create_task(self.order.process_update(update, self.handle(update)))
        return self.heard


async def test_pieces_become_one_text_as_it_was_typed() -> None:
    heard = await Channel().get(message(1, FULL), message(2, FULL), message(3, "einde"), message(4, "iets nieuws"))
    assert heard == [FULL + FULL + "einde", "iets nieuws"]


async def test_a_piece_that_ends_at_white_space_is_not_glued_to_the_next() -> None:
    assert await Channel().get(message(1, "a" * 4_000), message(2, "b")) == ["a" * 4_000 + "\nb"]


@pytest.mark.parametrize(
    "second",
    [
        message(2, "een uur later", 3_600),
        message(2, "/stop"),
        message(2, "van een ander", forward_origin=ORIGIN),
        message(2, "", photo=[{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]),
    ],
    ids=["later", "command", "forwarded", "photo"],
)
async def test_what_is_no_piece_of_it_stands_by_itself(second: Update) -> None:
    assert len(await Channel().get(message(1, FULL), second)) == 2


async def test_a_piece_that_comes_twice_counts_once_and_those_after_it_too() -> None:
    second = message(2, FULL)
    heard = await Channel().get(message(1, FULL), message(1, FULL), second, message(2, FULL), message(3, "einde"))
    assert heard == [FULL * 2 + "einde"]


async def test_the_number_of_pieces_is_bounded() -> None:
    heard = await Channel().get(*(message(number, FULL) for number in range(MOST + 1)))
    assert heard == [FULL * MOST, FULL]


async def test_only_who_writes_much_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "WAIT_SECONDS", 60)
    async with asyncio.timeout(1):
        assert await Channel().get(message(1, "a" * CUT_FROM), message(2, "b")) == ["a" * CUT_FROM, "b"]


async def test_a_piece_that_comes_later_is_waited_for() -> None:
    channel = Channel()
    async with asyncio.TaskGroup() as group:
        group.create_task(channel.get(message(1, FULL)))
        await asyncio.sleep(0.02)
        group.create_task(channel.get(message(2, "einde")))
    assert channel.heard == [FULL + "einde"]


DANGER = "gevaar " + "a" * 4_089


async def test_what_is_urgent_waits_for_nothing_and_what_comes_later_is_not_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pieces, "WAIT_SECONDS", 60)
    channel = Channel()
    async with asyncio.timeout(1):
        assert await channel.get(message(1, DANGER)) == [DANGER]
        assert await channel.get(message(2, "einde")) == [DANGER, "einde"]


async def test_what_has_come_with_it_is_a_piece_of_it_also_when_it_is_urgent() -> None:
    assert await Channel().get(message(1, DANGER), message(2, "einde")) == [DANGER + "einde"]
    channel = Channel()
    async with asyncio.TaskGroup() as group:
        group.create_task(channel.get(message(1, DANGER)))
        await asyncio.sleep(0.01)  # it is being looked at
        group.create_task(channel.get(message(2, "einde")))
    assert channel.heard == [DANGER + "einde"]


async def test_an_ordinary_message_is_not_looked_at_twice() -> None:
    channel = Channel()
    await channel.get(message(1, "gevaar"), message(2, FULL))
    assert channel.looked_at == [FULL]

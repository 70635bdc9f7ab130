"""Getting a reply to somebody: what is repeated, what is not, and who is told."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

import httpx
import pytest
from telegram import Chat, Message
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut
from telegram.ext import ExtBot

from bot.channels.delivery import ATTEMPTS, Refused, attempt, deliver, keyboard_of, persist
from bot.conversation.turn import Block, Choice, Reply, Style
from bot.errors import Blocked, DeliveryError, RetryLater

REPLY = Reply(blocks=(Block(text="a < b"),), choices=(Choice(label="Ja", data="x"),))


class Bot:
    """Stands in for the library's bot: fails as told, then takes the message."""

    def __init__(self, *faults: Exception) -> None:
        self.faults = list(faults)
        self.tried: list[dict[str, Any]] = []
        self.sent: list[Message] = []

    async def send_message(self, chat_id: int, text: str, **more: Any) -> Message:
        self.tried.append({"text": text, **more})
        if self.faults:
            raise self.faults.pop(0)
        message = Message(message_id=len(self.tried), date=datetime.now(UTC), chat=Chat(id=chat_id, type="private"))
        self.sent.append(message)
        return message


async def send(bot: Bot, reply: Reply) -> None:
    await shown_by(bot, reply)


async def shown_by(bot: Bot, reply: Reply, target: Message | None = None) -> list[Message]:
    return [message async for message in deliver(cast("ExtBot[Any]", bot), 1, reply, target)]


def not_connected() -> NetworkError:
    error = NetworkError("x")
    error.__cause__ = httpx.ConnectError("x")
    return error


def broken_off() -> NetworkError:
    error = NetworkError("x")
    error.__cause__ = httpx.ReadError("x")
    return error


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    async def at_once(seconds: float) -> None:
        assert seconds <= 2

    monkeypatch.setattr("asyncio.sleep", at_once)


@pytest.mark.parametrize("fault", [not_connected, lambda: NetworkError("Bad Gateway")])
async def test_what_telegram_did_not_get_is_tried_again(fault: Callable[[], NetworkError]) -> None:
    bot = Bot(*(fault() for _ in range(ATTEMPTS - 1)))
    await send(bot, REPLY)
    assert len(bot.tried) == ATTEMPTS
    gone = Bot(*(fault() for _ in range(ATTEMPTS)))
    with pytest.raises(DeliveryError):
        await send(gone, REPLY)


@pytest.mark.parametrize("fault", [TimedOut, broken_off])
async def test_what_may_have_arrived_is_not_sent_again(fault: Callable[[], NetworkError]) -> None:
    bot = Bot(fault())
    with pytest.raises(DeliveryError):
        await send(bot, REPLY)
    assert len(bot.tried) == 1


async def test_html_that_telegram_cannot_read_is_sent_as_plain_text() -> None:
    bot = Bot(BadRequest("Can't parse entities: x"))
    await send(bot, REPLY)
    assert [(t["text"], t["parse_mode"]) for t in bot.tried] == [("a &lt; b", "HTML"), ("a < b", None)]


async def test_when_telegram_asks_for_a_long_pause_the_reply_is_given_up() -> None:
    short, long = Bot(RetryAfter(1)), Bot(RetryAfter(3600))
    await send(short, REPLY)
    assert len(short.tried) == 2
    with pytest.raises(RetryLater):
        await send(long, REPLY)
    assert len(long.tried) == 1


async def test_a_side_request_that_fails_troubles_nobody() -> None:
    tried = []

    async def fail() -> None:
        tried.append(1)
        raise broken_off()

    await attempt(fail)
    assert len(tried) == 1
    await attempt(fail, twice_is_fine=True)
    assert len(tried) == 1 + ATTEMPTS


async def test_somebody_who_stopped_the_bot_is_told_apart() -> None:
    with pytest.raises(Blocked):
        await send(Bot(Forbidden("x")), REPLY)


async def test_a_long_reply_goes_out_in_parts_with_the_choices_under_the_last() -> None:
    bot = Bot()
    long = Reply(blocks=tuple(Block(text="x" * 3000) for _ in range(3)), choices=REPLY.choices)
    await send(bot, long)
    assert [t["reply_markup"] is not None for t in bot.tried] == [False, False, True]
    assert [t["disable_notification"] for t in bot.tried] == [False, True, True]


async def test_a_reply_tells_which_messages_show_it() -> None:
    bot = Bot()
    shown = await shown_by(bot, Reply(blocks=tuple(Block(text="x" * 3000) for _ in range(2))))
    assert shown == bot.sent
    assert len(shown) == 2


async def test_a_part_is_told_as_soon_as_it_is_there_though_the_next_one_fails() -> None:
    bot = Bot()
    parts = deliver(cast("ExtBot[Any]", bot), 1, Reply(blocks=tuple(Block(text="x" * 3000) for _ in range(2))))
    assert [await anext(parts)] == bot.sent
    bot.faults = [TimedOut()]
    with pytest.raises(DeliveryError):
        await anext(parts)


async def test_a_plain_reply_has_no_markup_and_lists_the_choices_above_the_buttons() -> None:
    bot = Bot()
    blocks = (Block(text="a < b", style=Style.HEADING), Block(text="c", style=Style.BULLET))
    choices = (Choice(label="Ja", data="x"), Choice(label="Nee & nee", data="y"))
    await send(bot, Reply(blocks=blocks, choices=choices, plain=True))
    [message] = bot.tried
    assert (message["text"], message["parse_mode"]) == ("a < b\n• c\n\n1. Ja\n2. Nee & nee", None)
    assert [[button.text for button in row] for row in message["reply_markup"].inline_keyboard] == [
        ["1. Ja"],
        ["2. Nee & nee"],
    ]


async def test_a_plain_reply_stands_in_the_place_of_nothing() -> None:
    bot = Bot()
    reply = Reply(blocks=(Block(text="x"),), in_place=True, plain=True)
    old = Message(message_id=1, date=datetime.now(UTC), chat=Chat(id=1, type="private"))  # that no bot can edit
    await shown_by(bot, reply, old)
    assert len(bot.tried) == 1


@pytest.mark.parametrize("plain", [True, False])
async def test_a_reply_that_telegram_refuses_is_told_apart(plain: bool) -> None:
    with pytest.raises(Refused):
        await send(Bot(BadRequest("Button_data_invalid")), Reply(blocks=(Block(text="x"),), plain=plain))


async def test_how_long_a_pause_is_sat_out_is_up_to_who_asks() -> None:
    async def flood() -> None:
        tried.append(1)
        raise RetryAfter(2)

    for longest, times in ((1.0, 1), (2.0, ATTEMPTS)):
        tried: list[int] = []
        with pytest.raises(DeliveryError):
            await persist(flood, twice_is_fine=True, longest_wait=longest)
        assert len(tried) == times


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        (["Ja", "Nee", "<Terug", "<Stop"], [[1], [2], [3, 4]]),
        (["<Terug", "<Stop", "<Mens"], [[1, 2], [3]]),
        (["<Terug", "<Stop", "<Mens", "<Hulp"], [[1, 2], [3, 4]]),
        (["<Terug", "Ja", "<Stop"], [[1], [2], [3]]),
        (["<Praat met een mens", "<Stop", "<Hulp"], [[1], [2, 3]]),
        (["<Dertien.....", "<Stop"], [[1, 2]]),
        (["<Veertien......", "<Stop"], [[1], [2]]),
    ],
)
def test_two_short_buttons_of_navigation_share_a_row(labels: list[str], rows: list[list[int]]) -> None:
    choices = tuple(Choice(label=label.lstrip("<"), data="x", aside=label.startswith("<")) for label in labels)
    keyboard = keyboard_of(Reply(blocks=(), choices=choices))
    assert keyboard is not None
    assert [[int(b.text.partition(".")[0]) for b in row] for row in keyboard.inline_keyboard] == rows


def test_buttons_carry_the_number_that_can_be_typed() -> None:
    keyboard = keyboard_of(REPLY)
    assert keyboard is not None
    assert [[b.text for b in row] for row in keyboard.inline_keyboard] == [["1. Ja"]]
    assert keyboard_of(Reply(blocks=())) is None

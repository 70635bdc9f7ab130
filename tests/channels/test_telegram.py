"""The bot on Telegram as people and Telegram itself treat it: real python-telegram-bot, real HTTP on loopback."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from bot.channels.telegram import COMMANDS
from bot.conversation.desk import Desk
from bot.conversation.turn import Event, Medium, Reply
from bot.ids import ConversationId
from bot.service.consultation import BURST, Consultation
from tests.loopback import LoopbackTelegram, Shown, User
from tests.people import serving

WINE = "krijg van een aannemer een dure fles wijn mag dat"


@pytest.fixture
async def server(desk: Desk) -> AsyncIterator[LoopbackTelegram]:
    async with LoopbackTelegram() as server, serving(desk, server):
        yield server


def calls(server: LoopbackTelegram, method: str) -> int:
    return sum(call.method == method and call.outcome == "ok" for call in server.calls)


async def test_commands_descriptions_and_menu_are_set_at_start(server: LoopbackTelegram) -> None:
    async with asyncio.timeout(5):
        while not any(call.method == "setChatMenuButton" and call.outcome == "ok" for call in server.calls):
            await server.user().text("/start")
            await asyncio.sleep(0.05)
    for language in ("", "nl"):
        commands = server.settings["commands", language, "default"]
        assert [command["command"] for command in commands] == list(COMMANDS)
        assert 0 < len(server.settings["description", language, "default"]) <= 512
        assert 0 < len(server.settings["short_description", language, "default"]) <= 120
    assert server.settings["menu_button", "", "default"] == {"type": "commands"}


async def test_a_press_is_answered_and_the_message_changes_in_place(desk: Desk, server: LoopbackTelegram) -> None:
    user = server.user()
    await user.text("/keuzehulp")
    await user.heard()
    await user.press("Geschenk aannemen")
    await user.heard()
    await user.press(desk.texts("knop.zeg-ik-niet"))
    [question] = await user.heard()
    assert question.edited
    assert not server.unanswered_presses


@pytest.mark.belofte(1)
async def test_a_double_tap_is_answered_twice_and_done_once(server: LoopbackTelegram) -> None:
    user = server.user()
    await user.text("/start")
    await user.heard()
    await asyncio.gather(user.press("Thema's"), user.press("Thema's"))
    assert len(await user.heard(2, timeout=0.5)) == 1
    assert not server.unanswered_presses


async def test_an_update_that_comes_twice_is_handled_once(server: LoopbackTelegram) -> None:
    user = server.user()
    server.duplicate_next()
    await user.text("/start")
    await user.text("/help")
    heard = await user.heard(3, timeout=0.7)
    assert len(heard) == 2


@pytest.mark.parametrize(
    "data", ["", "x", "1w", "1pa---start", "1w-----" + "A" * 57, "t1:geschenk:1:a:b", "\N{GRINNING FACE}" * 16]
)
async def test_a_forged_button_gets_a_calm_answer(server: LoopbackTelegram, data: str) -> None:
    user = server.user()
    await user.text("/start")
    [start] = await user.heard()
    await user.press_data(start.message_id, data)
    assert await user.heard()
    assert not server.unanswered_presses


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "document", "video"])
async def test_what_is_not_text_gets_a_limit_and_a_way_on(desk: Desk, server: LoopbackTelegram, kind: str) -> None:
    user = server.user()
    await user.send(**{kind: {}})
    [answer] = await user.heard()
    assert desk.texts("ontvangen.alleen-tekst") == answer.text
    assert answer.buttons
    assert not calls(server, "getFile")


async def test_an_edited_message_is_answered_and_danger_in_it_is_seen(desk: Desk, server: LoopbackTelegram) -> None:
    user = server.user()
    message = await user.text("/start")
    await user.heard()
    await user.edit(message, "mag ik een lunch aannemen")
    [answer] = await user.heard()
    assert desk.texts("ontvangen.gewijzigd") == answer.text
    await user.edit(message, "ik word bedreigd")
    [card] = await user.heard()
    assert "112" in card.text


async def test_in_a_group_the_bot_says_one_sentence_and_leaves(server: LoopbackTelegram) -> None:
    group = server.group(server.user())
    await group.text("ik word bedreigd door mijn wethouder")
    [sentence] = await group.heard()
    assert "privé" in sentence.text
    assert "bedreigd" not in sentence.text
    await asyncio.sleep(0.1)
    assert calls(server, "leaveChat") == 1


async def test_commands_work_in_capitals_and_with_our_name_and_not_with_another(server: LoopbackTelegram) -> None:
    user = server.user()
    for text in ("/START", "/start payload", "/nietbestaand"):
        await user.text(text)
        assert len(await user.heard()) == 1
    await user.text("/start@eenanderebot")
    assert await user.heard(timeout=0.3) == []


@pytest.mark.parametrize("kind", ["flood", "http500", "http502"])
async def test_a_reply_survives_a_fault_of_telegram(server: LoopbackTelegram, kind: str) -> None:
    user = server.user()
    server.fault("sendMessage", kind)  # type: ignore[arg-type]
    await user.text("/help")
    [answer] = await user.heard(timeout=10)
    assert answer.text


async def test_a_reply_that_may_have_arrived_is_not_sent_twice(server: LoopbackTelegram) -> None:
    user = server.user()
    server.fault("sendMessage", "drop_after")
    await user.text("/help")
    assert len(await user.heard(2, timeout=2)) == 1
    await user.text("/help")
    assert len(await user.heard()) == 1


async def test_somebody_who_blocks_the_bot_stops_nobody_else(server: LoopbackTelegram) -> None:
    anna, bram = server.user(), server.user(first_name="Bram")
    await anna.text("/start")
    await anna.heard()
    anna.block()
    await anna.text("/help")
    await bram.text("/help")
    assert await bram.heard()


async def test_a_deleted_message_is_replaced_by_a_new_one(server: LoopbackTelegram) -> None:
    user = server.user()
    await user.text("/keuzehulp")
    [menu] = await user.heard()
    data = next(call.params for call in reversed(server.calls) if call.method == "sendMessage")
    first = data["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    del user.chat.messages[menu.message_id]
    await user.press_data(menu.message_id, first)
    [new] = await user.heard()
    assert not new.edited


async def test_people_are_answered_in_order_each_in_their_own_chat(desk: Desk, server: LoopbackTelegram) -> None:
    people: list[User] = [server.user(first_name=f"P{n}") for n in range(12)]
    for command in ("/start", "/help", "/privacy"):
        for user in people:
            await user.text(command)
    for user in people:
        heard = await user.heard(3, timeout=10)
        expected = [desk.texts(key) for key in ("start.kop", "help.kop", "privacy.kop")]
        assert [shown.text.split("\n")[0] for shown in heard] == expected


async def test_a_mistake_of_ours_becomes_one_calm_sentence_and_no_trace(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(Consultation):
        async def hear(
            self, conversation: ConversationId, medium: Medium, event: Event, *, in_a_hurry: bool = False
        ) -> tuple[Reply, ...]:
            raise RuntimeError("geheime vraag van Anna")

    caplog.set_level(logging.DEBUG, logger="bot")
    async with LoopbackTelegram() as server, serving(desk, server, Broken(desk)):
        user = server.user()
        await user.text("mijn geheime vraag")
        [answer] = await user.heard()
    assert "Kenmerk" in answer.text
    assert "geheime" not in answer.text
    assert all("geheime" not in record.getMessage() for record in caplog.records if record.name.startswith("bot"))


async def test_a_pause_that_telegram_asks_for_in_one_chat_holds_up_nobody_else(server: LoopbackTelegram) -> None:
    anna, bram = server.user(), server.user()
    server.fault("sendMessage", "flood", times=1, retry_after=3, chat_id=anna.chat_id)
    await anna.text("/help")
    await asyncio.sleep(0.2)
    await bram.text("ik word bedreigd")
    [card] = await bram.heard(timeout=2)
    assert "112" in card.text


async def test_somebody_who_floods_is_asked_to_slow_down_and_others_are_answered_meanwhile(
    desk: Desk, server: LoopbackTelegram
) -> None:
    anna, bram = server.user(), server.user()
    for _ in range(120):
        await anna.text("/stop")
    await bram.text("/help")
    assert await bram.heard(timeout=3)
    await anna.text("ik word bedreigd")
    heard: list[Shown] = []
    while not heard or "112" not in heard[-1].text or heard[-1].text == desk.texts("ontvangen.rustig"):
        heard += await anna.heard(timeout=5)
    assert len(heard) <= BURST + 5
    assert sum(shown.text == desk.texts("ontvangen.rustig") for shown in heard) == 1


async def test_what_was_not_shown_is_not_answered_by_a_typed_number(desk: Desk, server: LoopbackTelegram) -> None:
    user = server.user()
    await user.text("/start")
    await user.heard()
    server.fault("sendMessage", "drop_after")
    await user.text("/themas")
    await user.heard(timeout=1)
    await user.text("1")
    [answer] = await user.heard()
    assert answer.text == desk.texts("ontvangen.nummer")


async def test_stopping_finishes_what_was_taken_in(desk: Desk) -> None:
    class Slow(Consultation):
        def __init__(self, desk: Desk) -> None:
            super().__init__(desk)
            self.taken_in = 0
            self.all_in = asyncio.Event()
            self.go_on = asyncio.Event()

        async def hear(
            self, conversation: ConversationId, medium: Medium, event: Event, *, in_a_hurry: bool = False
        ) -> tuple[Reply, ...]:
            self.taken_in += 1
            if self.taken_in == 6:
                self.all_in.set()
            await self.go_on.wait()
            return await super().hear(conversation, medium, event)

    slow = Slow(desk)
    async with LoopbackTelegram() as server:
        people = [server.user() for _ in range(6)]
        async with serving(desk, server, slow):
            for user in people:
                await user.text(WINE)
            await slow.all_in.wait()
            asyncio.get_running_loop().call_later(0.2, slow.go_on.set)
        assert [len(await user.heard(timeout=0.1)) for user in people] == [1] * 6

"""The bot on Telegram as people and Telegram itself treat it: real python-telegram-bot, real HTTP on loopback."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import datetime, timedelta, tzinfo
from typing import Any

import pytest

from bot.channels import erasing, ordering, pieces, telegram
from bot.channels.ordering import AT_ONCE
from bot.channels.telegram import COMMANDS
from bot.conversation.button import Page
from bot.conversation.desk import Desk
from bot.conversation.turn import Block, Choice, Event, Kind, Medium, Reply
from bot.ids import ConversationId
from bot.service.consultation import BURST, Consultation
from tests.loopback import LoopbackTelegram, Shown, User
from tests.people import serving

WINE = "krijg van een aannemer een dure fles wijn mag dat"


@pytest.fixture
async def server(desk: Desk) -> AsyncIterator[LoopbackTelegram]:
    async with LoopbackTelegram() as server, serving(desk, server):
        yield server


@pytest.fixture
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pauses that Telegram asks for last a tenth."""
    pause = ordering.pause
    monkeypatch.setattr(ordering, "pause", lambda seconds: pause(seconds / 10))


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


async def test_an_introduction_that_failed_is_made_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram, "INTRODUCE_AGAIN_SECONDS", 0.1)
    async with LoopbackTelegram() as server:
        server.fault("setMyDescription", "http500", times=2)
        async with serving(desk, server), asyncio.timeout(5):
            while ("menu_button", "", "default") not in server.settings:  # noqa: ASYNC110 - the bot does it by itself
                await asyncio.sleep(0.02)
    assert server.settings["description", "nl", "default"]


@pytest.mark.belofte(1)
async def test_a_double_tap_is_answered_twice_and_done_once(server: LoopbackTelegram) -> None:
    user = server.user()
    await user.text("/start")
    await user.heard()
    await asyncio.gather(user.press("Thema's"), user.press("Thema's"))
    assert len(await user.heard(2, timeout=0.5)) == 1
    assert not server.unanswered_presses


@pytest.mark.usefixtures("short_pauses")
async def test_a_double_tap_is_one_also_when_the_first_took_long_and_none_when_the_first_failed(
    server: LoopbackTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram, "DOUBLE_TAP_SECONDS", 0.2)
    user = server.user()
    await user.text("/start")
    await user.heard()
    server.fault("sendMessage", "flood", retry_after=5)
    await asyncio.gather(user.press("Thema's"), user.press("Thema's"))
    assert len(await user.heard(2, timeout=1.0)) == 1
    server.fault("sendMessage", "drop_after")
    await user.press("Menu")
    await user.heard()
    await user.press("Menu")
    assert await user.heard()
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


@pytest.mark.parametrize(
    ("field", "kind"),
    [("photo", Kind.IMAGE), ("voice", Kind.VOICE), ("sticker", Kind.OTHER), ("document", Kind.FILE)],
)
async def test_what_is_not_text_gets_a_limit_and_a_way_on(
    desk: Desk, server: LoopbackTelegram, field: str, kind: Kind
) -> None:
    user = server.user()
    await user.send(**{field: {}})
    [answer] = await user.heard()
    assert answer.text.startswith(desk.texts(f"ontvangen.{kind.value}"))
    assert answer.buttons
    assert not calls(server, "getFile")


async def test_an_album_gets_one_answer_and_words_under_a_picture_theirs(desk: Desk, server: LoopbackTelegram) -> None:
    user = server.user()
    for album in ("1", "2"):
        for _ in range(5):
            await user.send(photo={}, media_group_id=album)
    heard = await user.heard(3, timeout=0.5)
    assert [shown.text.split("\n")[0] for shown in heard] == [desk.texts("ontvangen.beeld")] * 2
    await user.send(photo={}, media_group_id="3")
    await user.send(photo={}, media_group_id="3", caption="ik word bedreigd")
    await user.send(photo={}, media_group_id="3")
    heard = await user.heard(3, timeout=0.5)
    assert len(heard) == 2
    assert "112" in heard[1].text
    await user.send(photo={}, media_group_id="4", caption=WINE)  # as apps do: under the first
    for _ in range(3):
        await user.send(photo={}, media_group_id="4")
    [answer] = await user.heard(2, timeout=0.5)
    assert "Geschenken" in answer.text
    await user.send(photo={}, caption=WINE)
    [answer] = await user.heard()
    assert answer.text.startswith(desk.texts("ontvangen.erbij"))
    assert "Geschenken" in answer.text


async def test_what_was_passed_on_is_answered_as_words_of_another(desk: Desk, server: LoopbackTelegram) -> None:
    user = server.user()
    await user.forward(WINE)
    [answer] = await user.heard()
    assert answer.text.startswith(desk.texts("ontvangen.doorgestuurd"))
    assert "Iemand" not in answer.text


async def test_a_text_in_pieces_is_answered_once_and_danger_in_any_of_them_is_seen(
    desk: Desk, server: LoopbackTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "WAIT_SECONDS", 0.3)
    story = "Ik werk al jaren bij de gemeente en een aannemer nodigt me steeds uit voor een etentje. " * 110
    user = server.user()
    await user.text(story)
    assert len(await user.heard(2, timeout=1)) == 1
    headings = {card.heading for card in desk.library.danger.cards}
    people = [server.user() for _ in range(6)]
    dangers = (0, 4_090, 4_096, 6_000, 8_180, len(story))  # within a piece, and across where it is cut
    for other, at in zip(people, dangers, strict=True):
        await other.text(f"{story[:at]} ik word bedreigd {story[at:]}")
    for other in people:
        [card, *more] = await other.heard()
        assert card.text.split("\n")[0] in headings
        assert len(more) <= 1
    await asyncio.sleep(0.3)
    assert all(len([shown for shown in other.chat.shown if shown.text]) <= 2 for other in people)


async def test_danger_at_the_end_of_one_long_message_gives_the_card_at_once(
    desk: Desk, server: LoopbackTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "WAIT_SECONDS", 60)
    user = server.user()
    await user.text(("Ik heb een vraag over een aannemer. " * 200)[:3_980] + " ik word bedreigd")
    [card] = await user.heard()
    assert card.text.split("\n")[0] in {card.heading for card in desk.library.danger.cards}


async def test_what_follows_a_long_message_and_is_no_piece_of_it_is_answered_too(
    desk: Desk, server: LoopbackTelegram
) -> None:
    user = server.user()
    await user.text("a" * 4_096)
    await user.text("/help")
    heard = await user.heard(2)
    assert [shown.text.split("\n")[0] == desk.texts("help.kop") for shown in heard] == [False, True]


async def test_another_bot_is_not_answered(server: LoopbackTelegram) -> None:
    user = server.user()
    user.person["is_bot"] = True
    await user.text("ik word bedreigd")
    assert await user.heard(timeout=0.4) == []


async def test_a_notice_of_telegram_is_not_answered(server: LoopbackTelegram) -> None:
    user = server.user()
    await user.send(message_auto_delete_timer_changed={"message_auto_delete_time": 86_400})
    assert await user.heard(timeout=0.4) == []


@pytest.mark.belofte(10)
async def test_forgetting_deletes_what_is_known_but_its_own_announcement(desk: Desk, server: LoopbackTelegram) -> None:
    user = server.user()
    for text in ("/start", WINE, "/themas"):
        await user.text(text)
        await user.heard()
    await user.press("Menu")
    await user.heard()
    await user.send(photo={})
    await user.heard()
    there = len(user.chat.messages)
    for deleted in (there + 1, 3):  # with the command itself; and then what was said about the first time
        await user.text("/vergeet")
        done, told = await user.heard(2)
        assert done.text == desk.texts("vergeet.gedaan")
        assert told.text.startswith(desk.texts("vergeet.gewist", aantal=deleted))
        assert desk.texts("vergeet.gebleven", aantal=1)[1:] not in told.text
        assert [message["message_id"] for message in user.chat.messages.values()] == [done.message_id, told.message_id]
    assert calls(server, "deleteMessages") == 2
    await user.press("Menu")
    assert await user.heard()


@pytest.mark.belofte(10)
async def test_what_cannot_be_deleted_is_told(desk: Desk, server: LoopbackTelegram) -> None:
    user = server.user()
    for _ in range(2):
        await user.text("/stop")
        await user.heard()
    user.age(49)
    await user.text("/vergeet")
    _, told = await user.heard(2)
    assert desk.texts("vergeet.gewist-een") in told.text
    assert desk.texts("vergeet.gebleven", aantal=4) in told.text
    user.age(-49)
    user.chat.messages.clear()  # the person deleted all
    await user.text("/vergeet")
    _, told = await user.heard(2)
    assert desk.texts("vergeet.gewist", aantal=3) in told.text


async def test_who_blocks_the_bot_is_forgotten(server: LoopbackTelegram, desk: Desk) -> None:
    user = server.user()
    await user.text("/themas")
    await user.heard()
    user.block(told=True)
    await asyncio.sleep(0.2)
    await user.text("1")
    [answer] = await user.heard()
    assert answer.text == desk.texts("ontvangen.nummer")
    await user.text("/vergeet")
    _, told = await user.heard(2)
    assert desk.texts("vergeet.gewist", aantal=3) in told.text


@pytest.mark.belofte(10)
@pytest.mark.usefixtures("short_pauses")
@pytest.mark.parametrize("kind", ["flood", "http500"])
async def test_forgetting_is_answered_also_when_nothing_can_be_deleted(
    desk: Desk, server: LoopbackTelegram, kind: Any
) -> None:
    user = server.user()
    await user.text("/start")
    await user.heard()
    server.fault("deleteMessages", kind, times=9, retry_after=60)
    await user.text("/vergeet")
    done, told = await user.heard(2)
    assert done.text == desk.texts("vergeet.gedaan")
    assert desk.texts("vergeet.gebleven", aantal=3) in told.text


@pytest.mark.belofte(10)
async def test_after_forgetting_not_even_the_number_of_the_conversation_is_remembered(desk: Desk) -> None:
    consultation = Consultation(desk)
    async with LoopbackTelegram() as server, serving(desk, server, consultation):
        user = server.user()
        await user.text(WINE)
        await user.heard()
        assert consultation.remembered == 1
        await user.text("/vergeet")
        await user.heard(2)
        await asyncio.sleep(0.05)
        assert consultation.remembered == 0


class Clock:
    """The clock of the bot, that can be set forward."""

    def __init__(self) -> None:
        self.forward = timedelta()

    def now(self, zone: tzinfo) -> datetime:
        return datetime.now(zone) + self.forward

    async def set_forward(self, **time: float) -> None:
        """Once the bot is done with what was said."""
        await asyncio.sleep(0.1)
        self.forward += timedelta(**time)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(telegram, "datetime", clock)
    monkeypatch.setattr(erasing, "SWEEP_SECONDS", 0.05)
    return clock


async def let_vanish(desk: Desk, user: User, choice: str = "knop.verdwijn-60") -> set[int]:
    """Choose in the settings that messages vanish; gives what was said before that."""
    number = await user.text("/instellingen")
    await user.heard()
    for key in ("knop.verdwijnen", choice):
        await user.press(desk.texts(key))
        await user.heard()
    return {number}


async def all_but(user: User, stays: set[int], seconds: float = 3.0) -> None:
    """Wait until there is nothing left in the chat but this."""
    async with asyncio.timeout(seconds):
        while set(user.chat.messages) != stays:  # noqa: ASYNC110 - the bot does it by itself
            await asyncio.sleep(0.02)


@pytest.mark.belofte(10)
async def test_what_is_to_vanish_goes_with_what_was_said_before_it(
    desk: Desk, clock: Clock, server: LoopbackTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "WAIT_SECONDS", 0.3)
    anna, bram = server.user(), server.user()
    await bram.text(WINE)
    await bram.heard()
    before = await let_vanish(desk, anna)
    for text in (WINE, "x" * 4_096 + "y"):
        await anna.text(text)
        assert await anna.heard()
    await anna.send(photo={}, media_group_id="1")
    await anna.send(photo={}, media_group_id="1")
    assert await anna.heard()
    await clock.set_forward(minutes=59)
    await asyncio.sleep(0.2)
    assert len(anna.chat.messages) == 10
    await clock.set_forward(minutes=2)
    await all_but(anna, before)
    assert len(bram.chat.messages) == 2


async def flooded(desk: Desk, server: LoopbackTelegram, user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3 * BURST):
        await user.text("/stop")
    while desk.texts("ontvangen.rustig") not in [shown.text for shown in await user.heard(20, timeout=0.5)]:
        pass


async def apologised_to(desk: Desk, server: LoopbackTelegram, user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:

        async def break_down(*_: object, **__: object) -> tuple[Reply, ...]:
            raise RuntimeError

        patch.setattr(Consultation, "hear", break_down)
        await user.text(WINE)
        await user.heard()


async def unanswered(desk: Desk, server: LoopbackTelegram, user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    server.fault("sendMessage", "drop_after", chat_id=user.chat_id)
    await user.text(WINE)
    [not_known] = await user.heard()
    del user.chat.messages[not_known.message_id]


async def silent(desk: Desk, server: LoopbackTelegram, user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """For so long that the conversation is forgotten."""


@pytest.mark.belofte(10)
@pytest.mark.parametrize("happens", [flooded, apologised_to, unanswered, silent])
async def test_messages_go_on_vanishing_whatever_happens_until_somebody_wants_them_to_stay(
    desk: Desk, clock: Clock, server: LoopbackTelegram, monkeypatch: pytest.MonkeyPatch, happens: Any
) -> None:
    user = server.user()
    before = await let_vanish(desk, user)
    await happens(desk, server, user, monkeypatch)
    await clock.set_forward(minutes=90)
    await all_but(user, before)
    await user.text("/instellingen")
    [settings] = await user.heard()
    assert desk.texts("instellingen.verdwijn-60") in settings.text
    await clock.set_forward(minutes=90)
    await all_but(user, before)

    await let_vanish(desk, user, "knop.verdwijn-nooit")
    stays = {await user.text("/help")} | {shown.message_id for shown in await user.heard()}
    await clock.set_forward(minutes=90)
    await all_but(user, before | stays)


@pytest.mark.belofte(10)
async def test_what_would_be_shown_in_an_old_message_is_a_new_one_that_vanishes_when_it_should(
    desk: Desk, clock: Clock, server: LoopbackTelegram
) -> None:
    user = server.user()
    user.chat.refusal = ""
    old = user.chat.add(server.me, {"text": "x", "_html": "x"})["message_id"]  # from before the last restart
    user.age(30)
    await user.press_data(old, desk.page(desk.everybody, Page.VANISHING).data)
    [shown] = await user.heard()
    assert shown.message_id == old
    await user.press(desk.texts("knop.verdwijn-1440"))
    [shown] = await user.heard()
    assert shown.message_id != old, "that could not be deleted any more by then"
    await clock.set_forward(hours=17)
    await asyncio.sleep(0.2)
    assert set(user.chat.messages) == {old, shown.message_id}
    await clock.set_forward(minutes=55)
    await all_but(user, {shown.message_id})
    await clock.set_forward(hours=7)
    await all_but(user, set())


async def test_a_button_may_still_be_pressed_on_what_has_vanished(desk: Desk, server: LoopbackTelegram) -> None:
    user = server.user()
    await user.text("/start")
    [start] = await user.heard()
    data = user.chat.messages[start.message_id]["reply_markup"]["inline_keyboard"][2][0]["callback_data"]
    await user.text("/vergeet")
    await user.heard(2)
    await user.press_data(start.message_id, data)
    [answer] = await user.heard()
    assert answer.text.startswith(desk.texts("themas.kop"))


@pytest.mark.usefixtures("short_pauses")
async def test_a_query_that_is_too_old_to_answer_is_still_a_press(desk: Desk, server: LoopbackTelegram) -> None:
    user = server.user()
    await user.text("/start")
    await user.heard()
    server.fault("sendMessage", "flood", retry_after=1)
    await user.text("/help")  # holds the chat up
    await user.press("Thema's")
    server.unanswered_presses.clear()
    heard = await user.heard(2)
    assert heard[-1].text.startswith(desk.texts("themas.kop"))


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


@pytest.mark.parametrize("topic", [{}, {"message_thread_id": 7, "is_topic_message": True}])
@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_in_a_group_the_bot_says_one_sentence_and_leaves(
    server: LoopbackTelegram, kind: str, topic: dict[str, object]
) -> None:
    group = server.group(server.user(), kind=kind)
    for _ in range(3):  # they come in together
        await group.send(text="ik word bedreigd door mijn wethouder", **topic)
    [sentence] = await group.heard(2, timeout=0.5)
    assert "privé" in sentence.text
    assert f"https://t.me/{server.me['username']}" in sentence.text
    assert "bedreigd" not in sentence.text
    assert group.chat.messages[sentence.message_id].get("message_thread_id") == topic.get("message_thread_id")
    assert calls(server, "leaveChat") == 1
    assert not any("403" in call.outcome or "Forbidden" in call.outcome for call in server.calls)


async def test_who_adds_the_bot_to_a_group_again_is_told_again(server: LoopbackTelegram) -> None:
    group = server.group(server.user())
    for _ in range(2):
        group.chat.refusal = ""
        user, added = {"user": server.me}, {"status": "member"}
        change = {"old_chat_member": user | {"status": "left"}, "new_chat_member": user | added}
        server.push("my_chat_member", {"chat": group.chat.info, "from": group.person, "date": 1} | change)
        assert len(await group.heard()) == 1
        await asyncio.sleep(0.1)
    assert calls(server, "leaveChat") == 2


async def test_a_channel_is_left_without_a_word_and_a_post_does_no_harm(server: LoopbackTelegram) -> None:
    user = server.user()
    channel = server.group(user, kind="channel")
    post = {"message_id": 1, "date": 1, "chat": channel.chat.info, "text": "ik word bedreigd"}
    server.push("channel_post", post, unasked=True)
    server.push("edited_channel_post", post, unasked=True)
    await user.text("/help")
    assert await user.heard()
    assert channel.chat.shown == []
    assert calls(server, "leaveChat") == 1


async def test_commands_work_in_capitals_and_with_our_name_and_not_with_another(server: LoopbackTelegram) -> None:
    user = server.user()
    for text in ("/START", "/start payload", "/nietbestaand"):
        await user.text(text)
        assert len(await user.heard()) == 1
    await user.text("/start@eenanderebot")
    assert await user.heard(timeout=0.3) == []


@pytest.mark.usefixtures("short_pauses")
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
    assert len(await user.heard(2, timeout=1)) == 1
    await user.text("/help")
    assert len(await user.heard()) == 1


async def test_a_reply_that_telegram_does_not_want_ends_in_an_apology(
    desk: Desk, server: LoopbackTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def too_much(*_: object, **__: object) -> tuple[Reply, ...]:
        return (Reply(blocks=(Block(text="x"),), choices=(Choice(label="Ja", data="d" * 70),)),)

    user = server.user()
    with monkeypatch.context() as patch:
        patch.setattr(Consultation, "hear", too_much)
        await user.text("mijn vraag")
        [answer] = await user.heard()
    assert answer.text.startswith(desk.texts("fout.storing"))
    assert not answer.buttons


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
            self, conversation: ConversationId, medium: Medium, event: Event, **how: Any
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


@pytest.mark.usefixtures("short_pauses")
async def test_pauses_that_telegram_asks_for_in_many_chats_hold_up_nobody_else(server: LoopbackTelegram) -> None:
    people, bram = [server.user() for _ in range(AT_ONCE + 4)], server.user()
    for user in people:
        server.fault("sendMessage", "flood", retry_after=12, chat_id=user.chat_id)
        await user.text("/help")
    async with asyncio.timeout(5):
        while sum(call.outcome == "fault:flood" for call in server.calls) < len(people):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await bram.text("ik word bedreigd")
    [card] = await bram.heard(timeout=0.8)
    assert "112" in card.text
    assert not any(user.chat.shown for user in people)
    assert all([await user.heard() for user in people])


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
            self, conversation: ConversationId, medium: Medium, event: Event, **how: Any
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


async def test_an_update_that_cannot_be_read_holds_up_nobody(
    server: LoopbackTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    anna, bram = server.user(), server.user()
    await anna.text("/start")
    await anna.heard()
    unreadable = {"chat": anna.chat.info, "from": anna.person, "date": 0, "old_chat_member": "niets"}
    server.push("my_chat_member", unreadable | {"new_chat_member": {"status": "kicked", "user": "zqgeheimqz"}})
    await bram.text("/start")
    await anna.text("/help")
    assert (await bram.heard(timeout=5))[-1].buttons
    assert (await anna.heard(timeout=5))[-1].buttons
    polls = sum(call.method == "getUpdates" for call in server.calls)
    await asyncio.sleep(0.3)
    assert sum(call.method == "getUpdates" for call in server.calls) <= polls + 1, "it came past it"
    assert sum("could not be read" in record.message for record in caplog.records) == 1

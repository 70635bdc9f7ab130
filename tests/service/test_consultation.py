"""What is remembered of a conversation: little, briefly, and in memory only."""

import asyncio
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.content.library import Library
from bot.content.revision import revision_tag
from bot.conversation.button import ChangeManner
from bot.conversation.desk import Desk
from bot.conversation.step import is_danger, step
from bot.conversation.turn import (
    Commanded,
    Context,
    Edited,
    Erased,
    Event,
    Manner,
    Medium,
    Pressed,
    Reply,
    Said,
    State,
    Turn,
)
from bot.ids import ConversationId, Revision
from bot.service import consultation as service
from bot.service.consultation import BREATH_SECONDS, BURST, LONG, MAX_CONVERSATIONS, MAX_EARLIER, Consultation
from tests.conversation.talking import AT

ANNA, BRAM = ConversationId("anna"), ConversationId("bram")


def labels(replies: tuple[Reply, ...]) -> list[str]:
    return [choice.label for choice in replies[-1].choices]


async def test_a_typed_number_means_the_choice_that_is_on_that_persons_screen(desk: Desk) -> None:
    consultation = Consultation(desk)
    await consultation.hear(ANNA, Medium.TELEGRAM, Commanded(name="start", at=AT))
    await consultation.hear(BRAM, Medium.TELEGRAM, Commanded(name="themas", at=AT))
    [anna] = await consultation.hear(ANNA, Medium.TELEGRAM, Said(text="3", at=AT))
    assert anna.blocks[0].text == desk.texts("themas.kop")


async def test_after_an_hour_of_silence_or_on_request_everything_is_forgotten(desk: Desk) -> None:
    consultation = Consultation(desk)
    for forget in (True, False):
        await consultation.hear(ANNA, Medium.TELEGRAM, Commanded(name="start", at=AT))
        if forget:
            consultation.forget(ANNA)
        later = AT if forget else AT + desk.keeping.idle + timedelta(seconds=1)
        [reply] = await consultation.hear(ANNA, Medium.TELEGRAM, Said(text="3", at=later))
        assert reply.blocks[0].text != desk.texts("themas.kop")


async def test_the_number_of_conversations_in_memory_is_bounded(desk: Desk) -> None:
    consultation = Consultation(desk)
    await consultation.hear(ANNA, Medium.TELEGRAM, Commanded(name="start", at=AT))
    for number in range(MAX_CONVERSATIONS):
        await consultation.hear(ConversationId(str(number)), Medium.TELEGRAM, Commanded(name="stop", at=AT))
    [reply] = await consultation.hear(ANNA, Medium.TELEGRAM, Said(text="3", at=AT))
    assert reply.blocks[0].text != desk.texts("themas.kop")


async def test_an_earlier_revision_is_fetched_once_for_an_old_button(desk: Desk) -> None:
    older = replace(desk.library, revision=Revision("0" * 64))
    tag = revision_tag(older.revision)
    asked: list[str] = []

    async def load(wanted: str) -> Library | None:
        asked.append(wanted)
        return older if wanted == tag else None

    old_desk = replace(desk, library=older, tag=tag)
    tree = next(iter(desk.library.trees.values()))
    data = old_desk.choice("", old_desk.begin(replace(desk.everybody, declined=True), tree)).data
    consultation = Consultation(desk, load)
    for _ in range(3):
        [reply] = await consultation.hear(ANNA, Medium.TELEGRAM, Pressed(data=data, at=AT))
        assert "Vraag 1" in reply.blocks[0].text
    assert asked == [tag]


async def test_a_revision_that_is_unknown_is_looked_for_and_reported_as_gone(desk: Desk) -> None:
    tree = next(iter(desk.library.trees.values()))
    begin = replace(desk.begin(desk.everybody, tree), tag="AAAAAAAA")
    [reply] = await Consultation(desk).hear(ANNA, Medium.TELEGRAM, Pressed(data=desk.choice("", begin).data, at=AT))
    assert reply.blocks[0].text == desk.texts("boom.verouderd")


async def test_only_the_last_earlier_revisions_stay_loaded(desk: Desk) -> None:
    asked: list[str] = []

    async def load(wanted: str) -> Library | None:
        asked.append(wanted)
        return desk.library

    tree = next(iter(desk.library.trees.values()))
    consultation = Consultation(desk, load)
    tags = [f"AAAAAAA{n}" for n in range(MAX_EARLIER + 1)]
    for tag in [*tags, tags[-1], tags[0]]:
        begin = replace(desk.begin(desk.everybody, tree), tag=tag)
        await consultation.hear(ANNA, Medium.TELEGRAM, Pressed(data=desk.choice("", begin).data, at=AT))
    assert asked == [*tags, tags[0]]


async def test_who_floods_a_shared_channel_is_asked_to_slow_down_once_and_danger_is_always_answered(desk: Desk) -> None:
    consultation = Consultation(desk)
    dag = Said(text="dag", at=AT)
    calm = [await consultation.hear(BRAM, Medium.TELEGRAM, dag) for _ in range(3 * BURST)]
    assert all(calm), "who waits for each answer is not held back"
    heard = [await consultation.hear(ANNA, Medium.TELEGRAM, dag, in_a_hurry=True) for _ in range(100)]
    assert sum(bool(replies) for replies in heard) == BURST + 1
    assert heard[BURST][0].blocks[0].text == desk.texts("ontvangen.rustig")
    [card] = await consultation.hear(ANNA, Medium.TELEGRAM, Said(text="ik word bedreigd", at=AT))
    assert "112" in card.blocks[1].text
    later = AT + timedelta(seconds=4 * BREATH_SECONDS)
    assert await consultation.hear(ANNA, Medium.TELEGRAM, Said(text="dag", at=later))
    assert all([await consultation.hear(BRAM, Medium.TERMINAL, dag, in_a_hurry=True) for _ in range(100)])


async def test_who_is_asked_to_slow_down_is_told_so_in_their_own_manner_and_keeps_their_choices(desk: Desk) -> None:
    consultation = Consultation(replace(desk, everybody=Context(declined=True)))
    manner = desk.choice("", ChangeManner(context=Context(), manner=Manner(plain=True, vanish_after=10, formal=True)))
    await consultation.hear(ANNA, Medium.TELEGRAM, Pressed(data=manner.data, at=AT), in_a_hurry=True)
    for _ in range(BURST):
        told = await consultation.hear(ANNA, Medium.TELEGRAM, Commanded(name="themas", at=AT), in_a_hurry=True)
    assert told[0].blocks[0].text == desk.texts.formal(desk.texts("ontvangen.rustig"))
    assert (told[0].plain, told[0].vanish_after) == (True, 10)
    [typed] = await consultation.hear(ANNA, Medium.TELEGRAM, Said(text="1", at=AT + timedelta(minutes=5)))
    assert typed.blocks[0].text != desk.texts("ontvangen.nummer")


async def test_how_long_messages_stay_is_known_again_from_the_channel_once_the_rest_was_forgotten(desk: Desk) -> None:
    consultation = Consultation(desk)
    for at in (AT, AT + 2 * desk.keeping.idle):
        command = Commanded(name="instellingen", at=at)
        [settings] = await consultation.hear(ANNA, Medium.TELEGRAM, command, vanish_after=60)
        assert settings.vanish_after == 60
        assert desk.texts("instellingen.verdwijn-60") in [block.text for block in settings.blocks]
    never = desk.choice("", ChangeManner(context=Context(), manner=Manner())).data
    [changed] = await consultation.hear(ANNA, Medium.TELEGRAM, Pressed(data=never, at=at), vanish_after=60)
    assert changed.vanish_after is None, "what somebody chooses now goes before what the channel remembers"


async def test_what_was_not_shown_cannot_be_chosen_and_who_asks_is_known_still(desk: Desk) -> None:
    consultation = Consultation(desk)
    formal = desk.choice("", ChangeManner(context=Context(), manner=Manner(formal=True))).data
    await consultation.hear(ANNA, Medium.TELEGRAM, Pressed(data=formal, at=AT))
    await consultation.hear(ANNA, Medium.TELEGRAM, Commanded(name="themas", at=AT))
    consultation.not_shown(ANNA)
    consultation.not_shown(BRAM)
    [reply] = await consultation.hear(ANNA, Medium.TELEGRAM, Said(text="1", at=AT))
    assert reply.blocks[0].text == desk.texts.formal(desk.texts("ontvangen.nummer"))


LONG_ONES = (
    Said(text="wijn " * LONG, at=AT),
    Edited(text="x" * LONG, at=AT),
    Commanded(name="start", argument="x" * LONG, at=AT),
)


@pytest.mark.parametrize("event", LONG_ONES, ids=lambda event: type(event).__name__)
async def test_a_long_text_is_thought_about_in_a_thread_one_at_a_time_and_others_are_answered_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, event: Event
) -> None:
    threads: list[threading.Thread] = []
    busy, most, order = 0, 0, []

    def think(state: State, event: Event, desk: Desk) -> Turn:
        nonlocal busy, most
        threads.append(threading.current_thread())
        if threads[-1] is not threading.main_thread():
            busy += 1
            most = max(most, busy)
            time.sleep(0.05)
            busy -= 1
        return step(state, event, desk)

    monkeypatch.setattr(service, "step", think)
    consultation = Consultation(desk)

    async def hear(number: int, event: Event) -> None:
        await consultation.hear(ConversationId(str(number)), Medium.TELEGRAM, event)
        order.append(number)

    async with asyncio.TaskGroup() as group:
        for number in range(3):
            group.create_task(hear(number, event))
        await asyncio.sleep(0.01)
        group.create_task(hear(9, Said(text="dag", at=AT)))
    assert order[0] == 9
    assert sum(thread is threading.main_thread() for thread in threads) == 1
    assert most == 1


async def test_also_for_who_floods_danger_at_the_end_of_a_long_text_is_seen_without_holding_up_others(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = []

    def look(event: Event, desk: Desk) -> bool:
        threads.append(threading.current_thread())
        return is_danger(event, desk)

    monkeypatch.setattr(service, "is_danger", look)
    consultation = Consultation(desk)
    story = "Ik heb een vraag over een aannemer. " * 100
    for _ in range(BURST + 2):
        silent = await consultation.hear(ANNA, Medium.TELEGRAM, Said(text=story, at=AT), in_a_hurry=True)
    assert silent == ()
    urgent = Said(text=f"{story} ik word bedreigd", at=AT)
    [card] = await consultation.hear(ANNA, Medium.TELEGRAM, urgent, in_a_hurry=True)
    assert "112" in card.blocks[1].text
    assert threading.main_thread() not in threads


async def test_the_nights_that_the_clock_changes_are_hours_like_any_other(desk: Desk) -> None:
    for day, hour, minutes, remembered in ((25, 2, 90, True), (29, 1, 30, True), (25, 2, 130, False)):
        month = 10 if day == 25 else 3
        before = datetime(2026, month, day, hour, 0, tzinfo=AT.tzinfo)
        after = (before.astimezone(UTC) + timedelta(minutes=minutes - 60 if day == 25 else minutes)).astimezone(
            AT.tzinfo
        )
        consultation = Consultation(desk)
        await consultation.hear(ANNA, Medium.TELEGRAM, Commanded(name="start", at=before))
        [reply] = await consultation.hear(ANNA, Medium.TELEGRAM, Said(text="3", at=after))
        assert (reply.blocks[0].text == desk.texts("themas.kop")) == remembered


async def test_silence_is_forgotten_also_when_nobody_writes(desk: Desk) -> None:
    consultation = Consultation(desk)
    await consultation.hear(ANNA, Medium.TELEGRAM, Commanded(name="start", at=AT))
    consultation.tidy(AT + desk.keeping.idle - timedelta(seconds=1))
    assert consultation.remembered == 1
    consultation.tidy(AT + desk.keeping.idle)
    assert consultation.remembered == 0


def renewed(desk: Desk, number: int = 0) -> Desk:
    """A next revision, in which the first tree has another title and another button."""
    first, *_ = desk.library.trees.values()
    changed = replace(first, title="Een nieuwe titel?", button="Nieuwe knop")
    revision = Revision(f"{number:02}" + "0" * 62)
    library = replace(desk.library, revision=revision, trees={**desk.library.trees, first.id: changed})
    return replace(desk, library=library, tag=revision_tag(revision))


async def unwanted(tag: str) -> Library | None:
    raise AssertionError("nothing needs to be loaded again")


async def test_a_new_desk_takes_over_and_people_go_on_where_they_were(desk: Desk) -> None:
    consultation, new = Consultation(desk, unwanted), renewed(desk)
    tree = next(iter(desk.library.trees.values()))
    old_button = Pressed(data=desk.choice("", desk.begin(replace(desk.everybody, declined=True), tree)).data, at=AT)
    [first] = await consultation.hear(ANNA, Medium.TELEGRAM, old_button)
    assert tree.title in first.blocks[0].text and "Vraag 1" in first.blocks[0].text
    consultation.take_over(new)

    [typed] = await consultation.hear(ANNA, Medium.TELEGRAM, Said(text="1", at=AT))
    [pressed] = await consultation.hear(BRAM, Medium.TELEGRAM, Pressed(data=first.choices[0].data, at=AT))
    assert typed == pressed
    assert tree.title in typed.blocks[0].text and typed != first
    [again] = await consultation.hear(BRAM, Medium.TELEGRAM, old_button)
    assert again == first

    [listed] = await consultation.hear(ANNA, Medium.TELEGRAM, Commanded(name="keuzehulp", at=AT))
    assert "Nieuwe knop" in labels((listed,)) and tree.button not in labels((listed,))
    [begun] = await consultation.hear(ANNA, Medium.TELEGRAM, Said(text="nieuwe knop", at=AT))
    assert "Een nieuwe titel?" in begun.blocks[0].text


async def test_going_back_to_the_desk_before_works_too(desk: Desk) -> None:
    consultation, new = Consultation(desk, unwanted), renewed(desk)
    consultation.take_over(new)
    consultation.take_over(desk)
    for served in (desk, new):
        tree = next(iter(served.library.trees.values()))
        begin = served.begin(replace(desk.everybody, declined=True), tree)
        [reply] = await consultation.hear(ANNA, Medium.TELEGRAM, Pressed(data=served.choice("", begin).data, at=AT))
        assert tree.title in reply.blocks[0].text
    [listed] = await consultation.hear(ANNA, Medium.TELEGRAM, Commanded(name="keuzehulp", at=AT))
    assert "Nieuwe knop" not in labels((listed,))


async def test_of_many_desks_the_last_stay_at_hand(desk: Desk) -> None:
    asked: list[str] = []

    async def load(wanted: str) -> Library | None:
        asked.append(wanted)
        return None

    consultation = Consultation(desk, load)
    desks = [desk, *(renewed(desk, number) for number in range(MAX_EARLIER + 1))]
    for served in desks[1:]:
        consultation.take_over(served)
    for served in desks:
        tree = next(iter(served.library.trees.values()))
        data = served.choice("", served.begin(desk.everybody, tree)).data
        await consultation.hear(ANNA, Medium.TELEGRAM, Pressed(data=data, at=AT))
    assert asked == [desk.tag]


async def test_a_desk_that_takes_over_while_an_old_revision_is_fetched_stays(desk: Desk) -> None:
    new, older = renewed(desk, 1), renewed(desk, 2)
    consultation: Consultation

    async def load(wanted: str) -> Library | None:
        consultation.take_over(new)
        return older.library

    consultation = Consultation(desk, load)
    tree = next(iter(older.library.trees.values()))
    begin = older.begin(replace(desk.everybody, declined=True), tree)
    [reply] = await consultation.hear(ANNA, Medium.TELEGRAM, Pressed(data=older.choice("", begin).data, at=AT))
    assert "Vraag 1" in reply.blocks[0].text
    [listed] = await consultation.hear(ANNA, Medium.TELEGRAM, Commanded(name="keuzehulp", at=AT))
    assert "Nieuwe knop" in labels((listed,))


async def test_how_erasing_went_is_told_to_the_end_also_after_a_flood(desk: Desk) -> None:
    consultation = Consultation(desk)
    for _ in range(BURST + 2):
        await consultation.hear(ANNA, Medium.TELEGRAM, Commanded(name="stop", at=AT), in_a_hurry=True)
    [reply] = await consultation.hear(ANNA, Medium.TELEGRAM, Erased(deleted=3, left=0, at=AT))
    assert reply.blocks[0].text == desk.texts("vergeet.gewist", aantal=3)

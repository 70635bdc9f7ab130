"""The dispatch: every event gets an answer, danger wins, what can be pressed can be typed."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.values import PLACEHOLDER
from bot.conversation.button import MAX_BYTES
from bot.conversation.consult import MAX_FALLBACKS
from bot.conversation.desk import Desk
from bot.conversation.step import COMMANDS, step
from bot.conversation.turn import Commanded, Context, Edited, Kind, Medium, Pressed, Received, Said, State
from bot.ids import Role, ThemeId, TreeId
from tests.conversation.talking import AT, Talk

DANGER = ("Ik word bedreigd", "ik wil dood", "hij heeft een mes", "ze weten waar ik woon en komen vanavond langs")
CALM = ("die vergadering was moordend", "ik lach me dood", "de deadline is dodelijk", "een doodlopende straat")
GUESSES = ("bedoel-je.vraag", "bedoel-je.anders", "onbekend.sorry")
"""What is on screen of who was not understood and is asked to try again."""
SAYINGS = st.sampled_from(
    [
        "krijg van een aannemer een dure fles wijn mag dat",
        "iets met mijn buurman en een vergunning",
        "hoe laat gaat de trein",
        "asdf qwer",
        "",
        "nee",
        "ja",
        "1",
        "7",
        "99",
        "weet ik niet",
        "stop",
        "terug",
        "verder",
        "niet wat ik bedoel",
        "geen van deze",
        "nee dat bedoel ik niet",
        "iets met geld",
        "waarom",
        "makkelijker",
        "wat als",
        "ik ben wethouder",
        "mijn organisatie",
        "venlo",
        "/keuzehulp",
        "stuur platte tekst",
        "\N{GRINNING FACE}" * 30,
    ]
)


@pytest.mark.parametrize("name", [*COMMANDS, "vergeet", "controleer", "publiceer", "xyz", ""])
def test_every_command_is_answered_also_one_that_does_not_exist(desk: Desk, name: str) -> None:
    talk = Talk(desk)
    assert talk.command(name)
    assert talk.labels


def test_a_command_for_advisers_is_as_unknown_as_any_other(desk: Desk) -> None:
    assert Talk(desk).command("publiceer") == Talk(desk).command("xyz")


def test_what_is_no_text_and_what_is_edited_are_answered(desk: Desk) -> None:
    talk = Talk(desk)
    for kind in Kind:
        assert desk.texts(f"ontvangen.{kind.value}") in talk.hear(Received(at=AT, kind=kind))
        assert talk.shows("ontvangen.typ")
    talk.hear(Edited(text="iets anders", at=AT))
    assert talk.shows("ontvangen.gewijzigd")


def test_what_was_passed_on_is_read_as_words_of_somebody_else(desk: Desk) -> None:
    talk = Talk(desk)
    talk.command("themas")
    for text in ("1", "stop", "/vergeet", "themas"):
        talk.hear(Said(text=text, at=AT, forwarded=True))
        assert talk.shows("ontvangen.doorgestuurd")
        assert not talk.reply.erase
        assert not any(talk.shows(key) for key in ("stop.klaar", "vergeet.gedaan", "themas.kop")), "it chooses nothing"
    wine = "krijg van een aannemer een dure fles wijn mag dat"
    answer = Talk(desk).say(wine)
    assert talk.hear(Said(text=wine, at=AT, forwarded=True)).endswith(answer)
    assert "112" in talk.hear(Said(text="ik maak je af, ik weet waar je woont", at=AT, forwarded=True))


def test_of_what_was_sent_with_a_text_or_is_too_long_it_is_said_what_was_read(desk: Desk) -> None:
    talk = Talk(desk)
    talk.hear(Said(text="mag ik deze fles wijn aannemen", at=AT, attached=True))
    assert talk.shows("ontvangen.erbij")
    assert not talk.shows("ontvangen.lang")
    talk.say("mag ik deze fles wijn aannemen " * 30)
    assert talk.shows("ontvangen.lang")
    assert not talk.shows("ontvangen.erbij")


@pytest.mark.parametrize("length", [4_000, 4_090, 4_096, 7_900, 20_000, 32_000])
def test_danger_is_seen_wherever_it_stands_in_a_long_text(desk: Desk, length: int) -> None:
    story = ("Ik werk al twaalf jaar bij de gemeente en ik heb een vraag over een aannemer die mij uitnodigt. " * 400)[
        :length
    ]
    headings = {card.heading for card in desk.library.danger.cards}
    calm = Talk(desk)
    calm.say(story)
    assert calm.reply.blocks[0].text not in headings
    for at in (0, length // 2, length):
        talk = Talk(desk)
        talk.say(f"{story[:at]} ik word bedreigd {story[at:]}")
        assert talk.reply.blocks[0].text in headings


@pytest.mark.parametrize(("name", "shown"), [("geschenk", "Vraag 1"), ("nevenwerk", ""), ("privesfeer", "")])
def test_a_link_opens_a_tree_or_a_theme_below_the_greeting(desk: Desk, name: str, shown: str) -> None:
    library = desk.library
    title = library.trees[TreeId(name)].title if name in library.trees else library.themes[ThemeId(name)].title
    state = State(medium=Medium.TELEGRAM, context=Context(role=Role.OFFICIAL))
    greeting, opened = step(state, Commanded(name="start", argument=name, at=AT), desk).replies
    texts = [block.text for block in greeting.blocks]
    assert texts[:3] == [desk.texts(key) for key in ("start.kop", "start.wat", "start.niet")]
    assert greeting.choices == ()
    assert title in opened.blocks[0].text
    assert shown in opened.blocks[0].text
    assert opened.choices


def test_a_link_opens_a_norm(desk: Desk) -> None:
    norm = next(iter(desk.library.norms.values()))
    talk = Talk(desk)
    talk.command("start", norm.id)
    assert norm.title in talk.text


@pytest.mark.parametrize(
    "argument", ["a" * 64, "../../x", "adviseur", "griffie-jan", "Geschenk ", "\x00", "geschenk x"]
)
def test_whatever_else_follows_start_changes_nothing(desk: Desk, argument: str) -> None:
    plain, linked = Talk(desk), Talk(desk)
    assert linked.command("start", argument) == plain.command("start")
    assert (linked.reply, linked.state) == (plain.reply, plain.state)


@pytest.mark.parametrize("text", DANGER)
def test_danger_shows_the_card_from_everywhere(desk: Desk, text: str) -> None:
    for before in ([], ["/"], ["iets met mijn buurman en een vergunning"]):
        talk = Talk(desk)
        for line in before:
            talk.say(line)
        assert "112" in talk.say(text)
    inside = Talk(desk)
    inside.command("keuzehulp")
    inside.press("Geschenk")
    inside.press("Ambtenaar")
    assert "112" in inside.say(text)
    inside.presses("verder")
    assert "Vraag 1" in inside.text
    assert "112" in Talk(desk).hear(Edited(text=text, at=AT))
    assert "112" in Talk(desk).command("start", text)
    assert "112" in Talk(desk).command("bestaatniet", text)


@pytest.mark.parametrize("text", CALM)
def test_what_merely_sounds_alike_shows_no_card(desk: Desk, text: str) -> None:
    talk = Talk(desk)
    talk.say(text)
    headings = {card.heading for card in desk.library.danger.cards}
    assert not headings & {block.text for block in talk.reply.blocks}


def test_number_label_and_word_all_press_the_same_button(desk: Desk) -> None:
    said = []
    for way in ("1", "1.", "Bedrijf of organisatie", "bedrijf of organisatie!", "aannemer"):
        talk = Talk(desk, Context(role=Role.OFFICIAL))
        talk.command("keuzehulp")
        talk.press("Geschenk")
        said.append(talk.say(way))
    assert len(set(said)) == 1


def test_what_stands_on_a_button_goes_before_a_word_of_another(desk: Desk) -> None:
    talk = Talk(desk, Context(role=Role.OFFICIAL))
    talk.command("keuzehulp")
    talk.press("Geschenk")
    first, second, *rest = talk.reply.choices
    first = replace(first, words=(*first.words, second.label))
    talk.state = replace(talk.state, choices=(first, second, *rest))
    typed = talk.say(second.label)
    other = Talk(desk, Context(role=Role.OFFICIAL))
    assert typed == other.hear(Pressed(data=second.data, at=AT))
    assert typed != other.hear(Pressed(data=first.data, at=AT))


def test_words_that_hold_one_answer_are_asked_back_in_a_tree(desk: Desk) -> None:
    talk = Talk(desk, Context(role=Role.OFFICIAL))
    talk.command("keuzehulp")
    talk.press("Geschenk")
    question = talk.text
    assert "Bedrijf of organisatie" in talk.say("nou, van een aannemer dus")
    assert talk.say("nee") == question
    talk.say("van een aannemer dus")
    talk.presses("vraag-opnieuw")
    assert talk.text == question
    talk.say("van een aannemer dus")
    talk.say("ja")
    assert "Vraag 2" in talk.text


def test_a_new_question_in_a_tree_is_answered_and_the_tree_goes_on(desk: Desk) -> None:
    talk = Talk(desk, Context(role=Role.OFFICIAL))
    talk.command("keuzehulp")
    talk.press("Geschenk")
    question = talk.text
    talk.say("moet ik mijn nevenfunctie openbaar maken op internet")
    assert talk.text != question
    talk.presses("verder")
    assert talk.text == question


def test_the_button_brings_back_who_asked_after_a_restart(desk: Desk) -> None:
    organisation = next(iter(desk.library.organisations))
    before = Talk(desk, Context(role=Role.MEMBER, organisation=organisation))
    before.command("keuzehulp")
    data = before.choice("Meepraten").data
    after = Talk(desk)
    after.hear(Pressed(data=data, at=AT))
    assert after.state.context == Context(role=Role.MEMBER, organisation=organisation)


def test_an_old_button_that_knows_no_role_does_not_take_away_the_one_that_was_given_since(desk: Desk) -> None:
    talk = Talk(desk)
    talk.command("start")
    old = talk.choice("Thema").data
    talk.command("instellingen")
    talk.press("Bestuurder")
    talk.hear(Pressed(data=old, at=AT))
    assert talk.state.context.role is Role.EXECUTIVE


@pytest.mark.parametrize(
    "data", ["", "1", "1w", "\x00", "1pa---start" + "x" * 60, "1wa---AAAAAAAABBBB.", "2pa---start"]
)
def test_a_forged_button_is_answered(desk: Desk, data: str) -> None:
    talk = Talk(desk)
    assert talk.hear(Pressed(data=data, at=AT))
    assert talk.labels


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_in_any_conversation_every_turn_has_an_answer_and_a_way_on(desk: Desk, data: st.DataObject) -> None:
    talk = Talk(desk)
    guesses = 0
    for _ in range(data.draw(st.integers(1, 12))):
        payloads = [choice.data for choice in talk.reply.choices]
        press = data.draw(st.booleans())
        if payloads and press:
            text = talk.hear(Pressed(data=data.draw(st.sampled_from(payloads)), at=AT))
        else:
            text = talk.say(data.draw(SAYINGS | st.text(max_size=40)))
        assert text.strip()
        assert talk.labels, "a turn without a way on"
        assert all(len(choice.data.encode()) <= MAX_BYTES for choice in talk.reply.choices)
        assert not PLACEHOLDER.search(text), "a value that nobody filled in"
        assert not re.search(r"\{\w+\}|\bNone\b", text)
        guesses = guesses + 1 if any(talk.shows(key) for key in GUESSES) else 0
        assert guesses <= MAX_FALLBACKS, "a third time not understood, and no human"
        if talk.shows("onbekend.genoeg"):
            assert talk.labels[0] == desk.texts("knop.mens")


def test_the_same_event_in_the_same_state_gives_an_equal_turn(desk: Desk) -> None:
    first, second = Talk(desk), Talk(desk)
    for line in ("krijg van een aannemer een dure fles wijn mag dat", "1", "1", "2"):
        assert first.say(line) == second.say(line)
        assert (first.state, first.reply) == (second.state, second.reply)


def test_who_wants_to_be_called_u_is_until_they_say_otherwise_in_a_tree_too(desk: Desk) -> None:
    talk = Talk(desk)
    talk.command("instellingen")
    talk.presses("u")
    assert "Uw rol" in talk.text
    talk.command("keuzehulp", "geschenk")
    assert "In welke rol stelt u deze vraag?" in talk.text
    talk.say("ambtenaar")
    assert "Noem geen namen" in talk.text
    talk.say("waarom")
    assert "Uw antwoord bepaalt" in talk.text
    talk.say("zwager")
    assert "Vraag 2" in talk.text, "the tree is still what is on screen"
    assert not re.search(r"\b(?:[Jj]e|[Jj]ij|[Jj]ouw?)\b", talk.text)
    talk.command("instellingen")
    talk.presses("je")
    assert "Je rol" in talk.text


def test_an_organisation_may_want_u_and_a_person_of_it_je(desk: Desk) -> None:
    town = next(o for o in desk.library.organisations.values() if o.demo)
    formal = town.model_copy(update={"form_of_address": "u"})
    library = replace(desk.library, organisations={**desk.library.organisations, town.id: formal})
    talk = Talk(replace(desk, library=library), Context(organisation=town.id))
    talk.command("start")
    assert "Ik help u nadenken" in talk.text
    talk.command("instellingen")
    talk.presses("je")
    talk.command("start")
    assert "Ik help u nadenken" not in talk.text


def test_plain_text_replaces_nothing_and_says_so_to_the_channel(desk: Desk) -> None:
    talk = Talk(desk)
    talk.command("instellingen")
    talk.presses("plat")
    assert talk.shows("instellingen.plat-aan")
    talk.command("keuzehulp", "geschenk")
    assert talk.reply.plain
    assert not talk.reply.in_place
    talk.command("instellingen")
    talk.presses("opgemaakt")
    assert not talk.reply.plain


def test_messages_disappear_after_the_time_that_was_chosen_until_that_is_taken_back(desk: Desk) -> None:
    talk = Talk(desk)
    talk.command("instellingen")
    talk.presses("verdwijnen", "verdwijn-10")
    assert talk.reply.vanish_after == 10
    assert talk.shows("instellingen.verdwijn-10")
    talk.say("mens")
    assert talk.reply.vanish_after == 10
    talk.command("instellingen")
    talk.presses("verdwijnen", "verdwijn-nooit")
    assert talk.reply.vanish_after is None

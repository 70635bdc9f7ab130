"""A question in one's own words: one card on one screen, choices, or an honest "I do not know"."""

from dataclasses import replace

import pytest

from bot.conversation.card import CARD_CHARACTERS
from bot.conversation.desk import Desk
from bot.conversation.turn import Style
from bot.ids import NormId
from bot.matching.alarm import Alarm, Alert
from tests.conversation.talking import Talk

WINE = "krijg van een aannemer een dure fles wijn mag dat"
VAGUE = "iets met mijn buurman en een vergunning"
WEATHER = "welk weer wordt het morgen"


def test_an_answer_has_core_steps_source_and_three_ways_on(desk: Desk) -> None:
    talk = Talk(desk)
    text = talk.say(WINE)
    assert len(text) <= CARD_CHARACTERS
    assert "Ambtenarenwet 2017, artikel 8" in text
    assert any(block.style is Style.BULLET for block in talk.reply.blocks)
    assert "Geschenk" in talk.labels[0]
    assert {desk.texts("knop.niet-bedoeld"), desk.texts("knop.mens")} <= set(talk.labels)


class Uneasy(Alarm):
    """An alarm that never rules out danger."""

    def alert(self, text: str) -> Alert:
        return Alert(uneasy=True)


@pytest.fixture
def uneasy(desk: Desk) -> Desk:
    return replace(desk, matcher=replace(desk.matcher, danger=Uneasy()))


@pytest.mark.parametrize("question", [WINE, VAGUE])
def test_who_may_be_in_danger_gets_the_same_answer_and_reads_where_to_go(
    desk: Desk, uneasy: Desk, question: str
) -> None:
    calm, warned = Talk(desk), Talk(uneasy)
    assert warned.say(question) == f"{calm.say(question)}\n{desk.texts('nood.misschien')}"
    assert warned.labels == calm.labels
    assert "112" in warned.text and "113" in warned.text


def test_where_there_is_no_answer_or_an_answer_is_asked_back_112_is_always_said(uneasy: Desk) -> None:
    talk = Talk(uneasy)
    for miss in (WEATHER, "qwerty asdf", "zxcv poiu", "lkjh mnbv"):
        assert "112" in talk.say(miss)
    talk.command("keuzehulp", "geschenk")
    talk.press(uneasy.texts("knop.zeg-ik-niet"))
    assert "112" in talk.say("nou het is van een inwoner dus")


def test_the_second_half_of_a_question_is_asked_for_whole_with_the_way_back(desk: Desk) -> None:
    talk = Talk(desk)
    answer = talk.say(WINE)
    talk.say("en als het maar een keer is")
    assert talk.shows("bedoel-je.vervolg")
    assert talk.say("1") == answer
    talk.say("dat is maar een keer gebeurd hoor")
    assert not talk.shows("bedoel-je.vervolg")


def test_without_an_answer_before_it_a_question_goes_on_from_nothing(desk: Desk) -> None:
    talk = Talk(desk)
    talk.say("en als het maar een keer is")
    assert not talk.shows("bedoel-je.vervolg")


@pytest.mark.parametrize("typed", ["waarom", "Waarom dit antwoord", "hoe kom je daarbij?"])
def test_why_names_words_of_the_question_and_an_example(desk: Desk, typed: str) -> None:
    talk = Talk(desk)
    talk.say(WINE)
    heard = talk.say(typed)
    assert all(f"“{word}”" in heard for word in ("fles", "wijn", "aannemer"))
    assert any(f"“{example}”" in heard for example in desk.library.norms[NormId("geschenken")].questions)
    assert "ongeveer 9 goed" in heard
    assert "Ambtenarenwet 2017" in talk.say("1"), "and leads back"


def test_who_got_no_answer_is_not_told_why_of_the_one_before(desk: Desk) -> None:
    talk = Talk(desk)
    talk.say(WINE)
    talk.say(VAGUE)
    assert talk.say("waarom") == desk.texts("waarom.vergeten").strip()


def test_of_why_little_is_kept_and_nothing_after_forgetting(desk: Desk) -> None:
    talk = Talk(desk)
    talk.say(f"{WINE}, vraagt Truus Jansen")
    why = talk.state.why
    assert why is not None
    assert len(why.words) <= 5
    assert "fles" not in repr(why)
    talk.command("vergeet")
    assert desk.texts("waarom.vergeten").strip() in talk.say("waarom")


def test_a_vague_question_gets_choices_then_other_words_then_a_human_and_never_a_third_guess(desk: Desk) -> None:
    talk = Talk(desk)
    talk.say(VAGUE)
    assert 4 <= len(talk.labels) <= 6
    assert talk.labels[-2:] == [desk.texts("knop.geen"), desk.texts("knop.mens")]
    assert all("-" not in label or " " in label for label in talk.labels), "an id is shown"
    talk.say("geen van deze")
    assert talk.shows("bedoel-je.anders")
    talk.say(VAGUE)
    assert talk.shows("onbekend.genoeg")
    assert talk.labels[0] == desk.texts("knop.mens")


def test_after_an_answer_the_guesses_are_counted_anew(desk: Desk) -> None:
    talk = Talk(desk)
    talk.say(WEATHER)
    talk.say(WEATHER)
    talk.say(WINE)
    talk.say(WEATHER)
    assert not talk.shows("onbekend.genoeg")


def test_not_what_i_meant_gives_the_next_candidates_without_the_first(desk: Desk) -> None:
    talk = Talk(desk)
    first = talk.say(WINE).split("\n")[0]
    talk.say("niet wat ik bedoel")
    assert talk.shows("bedoel-je.vraag")
    assert not any(first.startswith(label.rstrip("…")) for label in talk.labels)


def test_not_what_i_meant_works_on_a_card_of_before_a_restart(desk: Desk) -> None:
    before, after = Talk(desk), Talk(desk)
    before.say(WINE)
    after.reply = before.reply
    after.presses("niet-bedoeld")
    assert after.shows("bedoel-je.vraag")


def test_out_of_scope_is_declined_with_ways_on(desk: Desk) -> None:
    talk = Talk(desk)
    talk.say(WEATHER)
    assert talk.shows("onbekend.sorry")
    assert {desk.texts("knop.mens"), desk.texts("knop.themas")} <= set(talk.labels)

"""What typed words mean, by where they are typed."""

import pytest

from bot.conversation.desk import Desk
from bot.conversation.turn import Context
from bot.ids import Role
from tests.conversation.talking import Talk
from tests.conversation.walks import abstained, at

OFFICIAL = Context(role=Role.OFFICIAL)
WINE = "krijg van een aannemer een dure fles wijn mag dat"
WEATHER = "welk weer wordt het morgen"
ELSEWHERE = (WEATHER, WINE, "mens", "/privacy", "/themas", "ik word bedreigd")


def wander(talk: Talk, saying: str) -> None:
    if saying.startswith("/"):
        talk.command(saying[1:])
    else:
        talk.say(saying)


@pytest.mark.parametrize("saying", ELSEWHERE)
@pytest.mark.parametrize("word", ["terug", "verder", "terug naar de keuzehulp"])
def test_from_wherever_somebody_strayed_in_a_tree_a_word_leads_back_to_its_question(
    desk: Desk, saying: str, word: str
) -> None:
    talk = at(desk, "Geschenk", OFFICIAL)
    talk.say("aannemer")
    question = talk.text
    wander(talk, saying)
    assert talk.text != question
    assert talk.say(word) == question


@pytest.mark.parametrize("saying", ELSEWHERE)
def test_an_answer_counts_also_when_something_else_is_on_screen(desk: Desk, saying: str) -> None:
    talk = at(desk, "Geschenk", OFFICIAL)
    wander(talk, saying)
    talk.say("zwager")
    assert "Vraag 2" in talk.text


@pytest.mark.parametrize("saying", ELSEWHERE)
def test_after_an_outcome_its_ways_on_can_be_typed_whatever_was_said_since(desk: Desk, saying: str) -> None:
    for word, key in (("wijzig", "boom.antwoorden"), ("notitie", "notitie.kop"), ("wat als", "wat-als.kop")):
        talk = abstained(desk)
        wander(talk, saying)
        talk.say(word)
        assert talk.shows(key), word
    talk = abstained(desk)
    outcome = talk.text
    wander(talk, saying)
    assert desk.texts("knop.uitkomst") in talk.labels
    assert talk.say("terug") == outcome


@pytest.mark.parametrize("word", ["terug", "verder", "wijzig", "notitie", "wat als", "makkelijker", "mijn antwoorden"])
def test_a_word_for_nothing_is_said_to_be_one_and_not_matched_with_a_norm(desk: Desk, word: str) -> None:
    talk = Talk(desk)
    talk.command("start")
    talk.say(word)
    assert talk.shows("ontvangen.niets-open")
    assert talk.state.fallbacks == 0


def test_the_last_answer_can_be_asked_about_from_another_screen(desk: Desk) -> None:
    talk = Talk(desk)
    card = talk.say(WINE)
    plain = talk.say("makkelijker")
    talk.say("mens")
    assert talk.say("snap het niet") == plain
    talk.say("mens")
    assert talk.say("terug") == card
    assert desk.texts("knop.niet-bedoeld") in talk.labels
    talk.say("mens")
    talk.say("dat is niet wat ik bedoel")
    assert talk.shows("bedoel-je.vraag")


def test_saying_twice_that_it_was_not_meant_asks_for_other_words_and_repeats_nothing(desk: Desk) -> None:
    talk = Talk(desk)
    talk.say(WINE)
    talk.say("niet wat ik bedoel")
    talk.say("nee dat bedoel ik niet")
    assert talk.shows("bedoel-je.anders")
    talk.say("waarom")
    assert talk.shows("waarom.vergeten")


def test_a_long_answer_is_asked_back(desk: Desk) -> None:
    telling = "nou het zit zo dat ik dit van de zwager van mijn moeder heb gehad"
    talk = at(desk, "Geschenk", OFFICIAL)
    talk.say(telling)
    assert talk.shows("boom.bevestig")
    talk.say("ja")
    assert "Vraag 2" in talk.text


def test_what_may_be_an_answer_or_a_question_can_be_taken_as_either(desk: Desk) -> None:
    talk = at(desk, "Geschenk", OFFICIAL)
    question = talk.text
    talk.say(WINE)
    assert talk.shows("boom.bevestig"), "it holds `aannemer`, one of the answers"
    as_answer, as_question, as_neither = talk.fork(), talk.fork(), talk.fork()
    as_answer.say("ja")
    assert "Vraag 2" in as_answer.text
    as_question.say("nieuwe vraag")
    assert as_question.shows("antwoord.stappen")
    assert desk.texts("knop.niet-bedoeld") in as_question.labels
    assert as_neither.say("nee") == question


def test_a_story_is_a_question_also_when_it_holds_an_answer(desk: Desk) -> None:
    talk = at(desk, "Geschenk", OFFICIAL)
    talk.say(f"vorige week zat ik op kantoor toen mijn collega binnenkwam en zei dat hij graag {WINE}")
    assert not talk.shows("boom.bevestig")


def test_a_slip_of_the_pen_is_asked_back_in_a_tree_and_taken_in_a_list(desk: Desk) -> None:
    talk = at(desk, "Geschenk", OFFICIAL)
    talk.say("besrijf of organisatie")
    assert talk.shows("boom.bevestig")
    talk.command("keuzehulp")
    talk.say("geschenk")
    assert "Vraag 1" in talk.text
    talk.command("themas")
    talk.say("nevenwrk en overstap")
    assert "Nevenwerk" in talk.text


@pytest.mark.parametrize("argument", ["geschenk", "Geschenk aannemen", "geschenk aanemen", "iets met een geschenk"])
def test_a_tree_can_be_named_behind_the_command(desk: Desk, argument: str) -> None:
    talk = Talk(desk, OFFICIAL)
    talk.command("keuzehulp", argument)
    if argument == "iets met een geschenk":
        assert talk.shows("keuzehulp.kies"), "what is not clear shows the list"
    else:
        assert "Vraag 1" in talk.text

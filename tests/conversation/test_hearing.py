"""What typed words mean, by where they are typed."""

import pytest

from bot.conversation.desk import Desk
from bot.conversation.turn import Context
from bot.ids import Role
from tests.conversation.talking import Talk
from tests.conversation.walks import abstained, at, screens

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
    if saying == "ik word bedreigd":
        assert talk.shows("nood.nog") or talk.shows("antwoord.stappen"), "after a card no loose word is an answer"
        return
    assert talk.shows("boom.bezig"), "asked back, with the question"
    talk.say("ja")
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


@pytest.mark.parametrize("argument", ["geschenk", "Geschenk aannemen", "geschenk aanemen", "iets", "geld geschenk"])
def test_a_tree_can_be_named_behind_the_command(desk: Desk, argument: str) -> None:
    talk = Talk(desk, OFFICIAL)
    talk.command("keuzehulp", argument)
    if argument == "iets":
        assert talk.shows("keuzehulp.kies"), "what is not clear shows the list"
    else:
        assert "Vraag 1" in talk.text


@pytest.mark.parametrize("danger", ["ik wil dood", "er staat iemand met een mes", "ik word bedreigd", "hij slaat me"])
@pytest.mark.parametrize("word", ["ja", "jawel", "weet niet", "venlo", "wie kan ik nu bellen", "asdf qwer zxcv"])
def test_after_a_card_in_a_tree_no_word_is_an_answer_and_nothing_cold_follows(
    desk: Desk, danger: str, word: str
) -> None:
    talk = Talk(desk, OFFICIAL)
    talk.command("keuzehulp", "druk en dreiging")
    question = talk.text
    talk.say(danger)
    card = talk.text
    talk.say(word)
    assert talk.shows("nood.nog")
    assert card.split("\n")[0] in talk.text
    assert talk.say("verder") == question


@pytest.mark.parametrize(
    "word",
    [
        *("nee", "nu niet", "nee grapje", "nee hoor", "het is voorbij", "ik ben veilig", "er is geen gevaar"),
        *("nee er is nu geen gevaar meer hoor", "zo erg is het ook weer niet", "ik ben nu gewoon veilig thuis"),
    ],
)
def test_who_says_that_there_is_no_danger_is_believed_and_can_go_on(desk: Desk, word: str) -> None:
    talk = Talk(desk, OFFICIAL)
    talk.command("keuzehulp", "geschenk")
    question = talk.text
    talk.say("ik word bedreigd")
    talk.say(word)
    assert talk.shows("nood.veilig")
    assert talk.say("verder") == question


@pytest.mark.parametrize(
    "word",
    [
        *("ik ben onveilig", "wij zijn onveilig", "er is iets aan de hand", "er is veel gevaar", "er is weer gevaar"),
        *("ik ben misschien veilig", "het is misschien voorbij", "is het niet", "zo is het niet", "ik ben in gevaar"),
    ],
)
def test_who_does_not_say_that_there_is_no_danger_keeps_the_card(desk: Desk, word: str) -> None:
    talk = Talk(desk, OFFICIAL)
    talk.say("ik word bedreigd door een inwoner met een mes")
    talk.say(word)
    assert talk.state.card is not None
    assert "112" in talk.text


def test_a_label_on_screen_is_that_button_whatever_it_sounds_like(desk: Desk) -> None:
    talk = Talk(desk)
    for tree in desk.library.trees.values():
        for screen in screens(at(desk, tree.button, Context(declined=True))):
            for choice in screen.reply.choices:
                typed = screen.fork()
                typed.say(choice.label)
                assert typed.state.card is None, choice.label
    talk.command("instellingen")
    talk.presses("verdwijnen")
    talk.say(desk.texts("knop.verdwijn-nooit"))
    assert talk.shows("instellingen.kop")


def test_a_word_that_no_answer_has_keeps_the_question(desk: Desk) -> None:
    talk = at(desk, "Geschenk", OFFICIAL)
    for word in ("ja", "ok", "allebei"):
        talk.say(word)
        assert talk.shows("boom.kies-antwoord")
    talk.say("1")
    assert "Vraag 2" in talk.text


def test_doubt_about_what_was_meant_is_no_doubt_about_the_question(desk: Desk) -> None:
    talk = at(desk, "Geschenk", OFFICIAL)
    talk.say("bedrijf of organisatie")
    question = talk.text
    talk.say("een doos chocola dus")
    assert talk.shows("boom.bevestig")
    assert talk.say("misschien") == question


def test_an_error_takes_nothing_from_the_screen(desk: Desk) -> None:
    talk = Talk(desk, OFFICIAL)
    talk.command("keuzehulp")
    labels = talk.labels
    talk.say("99")
    assert talk.labels == labels
    talk.say("vier.")
    assert "Vraag 1" in talk.text
    question = talk.labels
    talk.say("notitie")
    assert talk.shows("boom.later")
    assert talk.labels == question


def test_the_menu_keeps_a_tree_that_is_not_finished_and_start_begins_anew(desk: Desk) -> None:
    talk = at(desk, "Geschenk", OFFICIAL)
    question = talk.text
    talk.say("menu")
    assert talk.say("verder") == question
    talk.command("start")
    assert desk.texts("knop.verder") not in talk.labels


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("is dit anoniem", "privacy.kop"),
        ("kan mijn baas dit lezen?", "privacy.kop"),
        ("leest mijn werkgevr dit", "privacy.kop"),
        ("verwijder mijn gegevens", "privacy.kop"),
        ("ik wil met iemand praten", "mens.kop"),
        ("wie is er nu bereikbaar", "mens.kop"),
        ("wie kan ik nu nog bellen", "mens.kop"),
        ("is hier iemand wakker", "mens.kop"),
        ("met wie kan ik hier praten", "mens.kop"),
        ("ik durf het eigenlijk niet te vertellen", "praatje.zwaar"),
        ("oké", "praatje.kort"),
        ("ja", "praatje.kort"),
        ("telefoonnummer vertrouwenspersoon", "mens.kop"),
        ("hoe werk dit ding", "help.kop"),
        ("stop ermee", "stop.klaar"),
        ("bedankt", "praatje.dank"),
        ("doei", "praatje.afscheid"),
        ("ik ga maar eens slapen", "praatje.afscheid"),
        ("bij wie moet ik zijn", "mens.kop"),
        ("ik ben blind", "praatje.voorlezen"),
        ("ik huil al de hele avond", "praatje.zwaar"),
        ("ik ben in panik", "praatje.zwaar"),
        ("jij stomme robot", "praatje.boos"),
    ],
)
def test_what_people_ask_the_bot_about_itself_is_no_question_about_integrity(desk: Desk, words: str, key: str) -> None:
    talk = Talk(desk)
    talk.command("start")
    talk.say(words)
    assert talk.shows(key)


@pytest.mark.parametrize("word", ["ok", "ja", "hmm", "prima", "misschien"])
def test_a_word_that_answers_nothing_takes_nothing_away_and_is_no_miss(desk: Desk, word: str) -> None:
    talk = Talk(desk)
    talk.say("mag ik een fles wijn aannemen van een aannemer")
    labels = talk.labels
    talk.say(word)
    talk.say(word)
    assert talk.shows("praatje.kort")
    assert talk.labels == labels
    assert talk.state.fallbacks == 0


def test_who_is_understood_in_between_is_not_given_up(desk: Desk) -> None:
    talk = Talk(desk)
    for text in ("qwerty asdfgh", "zxcvb poiuy", "raadslid", "lkjhg mnbvc"):
        talk.say(text)
    assert talk.shows("onbekend.sorry")


def test_yes_to_a_choice_of_subjects_is_asked_which(desk: Desk) -> None:
    talk = Talk(desk)
    talk.say("het gaat over mijn broer")
    labels = talk.labels
    talk.say("ja")
    assert talk.shows("bedoel-je.welke")
    assert talk.labels == labels


@pytest.mark.parametrize("words", ["how do i report corruption", "كيف أبلغ عن الفساد", "как сообщить о взятке"])
def test_who_writes_another_language_reads_where_to_go_in_english(desk: Desk, words: str) -> None:
    talk = Talk(desk)
    talk.say(words)
    assert talk.shows("onbekend.engels") or talk.shows("bedoel-je.vraag") or talk.shows("antwoord.stappen")


def test_after_giving_up_the_next_miss_shows_the_human_until_something_is_understood(desk: Desk) -> None:
    talk = Talk(desk)
    for expected in ("onbekend.sorry", "onbekend.sorry", "onbekend.genoeg", "onbekend.nog", "onbekend.nog"):
        talk.say(WEATHER)
        assert talk.shows(expected)
    assert talk.shows("mens.kop")
    talk.say(WINE)
    talk.say(WEATHER)
    assert talk.shows("onbekend.sorry")

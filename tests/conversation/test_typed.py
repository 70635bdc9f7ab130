"""Typing instead of pressing: numbers, labels, words, parts and slips of the pen."""

import pytest

from bot import app
from bot.conversation.turn import Choice
from bot.conversation.typed import chosen, is_word, mentioned, named_in, number_of, pointed_at, said_of

TEXTS = app.load_texts()
COMPANY = Choice(label="Bedrijf of organisatie", data="a", words=("aannemer", "andere gemeente"))
FRIEND = Choice(label="Vriend, familie, collega", data="b", words=("zwager",))
NO = Choice(label="Nee", data="c")
DOUBT = Choice(label="Dat weet ik niet", data="d", doubt=True)
CHOICES = (COMPANY, FRIEND, NO, DOUBT)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2),
        (" 2. ", 2),
        ("nummer 2", 2),
        ("optie twee", 2),
        ("de tweede", 2),
        ("ik kies 2", 2),
        ("één", 1),
        ("een", 1),
        ("99", 99),
        ("twee aannemers", None),
        ("2 flessen wijn", None),
        ("٢", None),
        ("de", None),
        ("", None),
    ],
)
def test_a_number_is_typed_in_several_ways(text: str, number: int | None) -> None:
    assert number_of(said_of(text), TEXTS) == number


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("bedrijf of organisatie", COMPANY),
        ("BEDRIJF OF ORGANISATIE!", COMPANY),
        ("aannemer", COMPANY),
        ("andere gemeente", COMPANY),
        ("zwager", FRIEND),
        ("nee", NO),
        ("misschien", DOUBT),
        ("geen flauw idee", DOUBT),
        ("weet ik eigenlijk niet", DOUBT),
        ("niemand weet het", None),
        ("bedrijf", None),
        ("gemeente", None),
    ],
)
def test_a_choice_is_taken_by_its_label_a_word_or_any_way_of_doubting(text: str, meant: Choice | None) -> None:
    assert chosen(CHOICES, said_of(text)) == meant


def test_doubt_chooses_nothing_where_nobody_may_doubt() -> None:
    assert chosen((COMPANY, NO), said_of("weet ik niet")) is None


def test_a_label_goes_before_the_word_of_another() -> None:
    other = Choice(label="Iets anders", data="e", words=("nee",))
    assert chosen((other, NO), said_of("nee")) == NO


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("bedrijf", COMPANY),
        ("familie", FRIEND),
        ("besrijf of organisatie", COMPANY),
        ("zwagre", FRIEND),
        ("aanemer", COMPANY),
        ("of", None),
        ("een twee drie vier", None),
        ("vergunning", None),
        ("", None),
    ],
)
def test_a_part_of_a_label_or_a_slip_of_the_pen_points_at_one_choice(text: str, meant: Choice | None) -> None:
    assert pointed_at(CHOICES, said_of(text)) == meant


def test_what_fits_two_choices_points_at_none() -> None:
    twice = (Choice(label="Geld van de fractie", data="a"), Choice(label="Geld en grond", data="b"))
    assert pointed_at(twice, said_of("geld")) is None
    assert mentioned(twice, said_of("geld van de fractie of geld en grond")) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("nou het is van een aannemer dus", COMPANY),
        ("een andere gemeente gaf het", COMPANY),
        ("mijn zwager is aannemer", None),
        ("aannemersbedrijf", None),
    ],
)
def test_one_choice_that_is_mentioned_among_other_words_is_meant(text: str, meant: Choice | None) -> None:
    assert mentioned(CHOICES, said_of(text)) == meant


def test_the_surest_way_of_naming_counts() -> None:
    assert named_in(CHOICES, said_of("nee")) == NO
    assert named_in(CHOICES, said_of("familie")) == FRIEND
    assert named_in(CHOICES, said_of("iets met een aannemer en zo")) == COMPANY
    assert named_in(CHOICES, ()) is None


def test_a_word_is_known_by_its_key_and_alone() -> None:
    assert is_word(said_of("Terug!"), TEXTS, "verder", "terug")
    assert not is_word(said_of("terug naar de wijn"), TEXTS, "verder", "terug")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *(("wie moet ik betalen", "mens"), ("ik wil een mes", "mens"), ("geef me een mes", "mens")),
        *(("ik heb niemand nodig", "mens"), ("ik wil met niemand praten", "mens"), ("wist alles", "privacy")),
        ("waar dan", "waarom"),
    ],
)
def test_a_slip_of_the_pen_makes_no_other_word_and_no_opposite(text: str, key: str) -> None:
    assert not is_word(said_of(text), TEXTS, key, slips=True)


@pytest.mark.parametrize(
    "text", ["ik wil met iemnad praten", "vertrouwenspersoom", "wie kan ik belen", "met iemandpraten"]
)
def test_a_slip_of_the_pen_is_forgiven_in_each_longer_word(text: str) -> None:
    assert is_word(said_of(text), TEXTS, "mens", slips=True)

"""Danger is told from what merely sounds alike, by phrases that decide and by what was learned."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.models import DangerFile
from bot.ids import CardId
from bot.matching.alarm import WINDOW, Alarm, Lessons
from bot.matching.danger import LOOKED_AT
from bot.matching.features import Concepts
from tests.matching.invented import DANGER

FIRST, THEN = CardId("eerst"), CardId("daarna")
LESSONS = Lessons(
    danger=(
        (THEN, "een man met een bijl loopt door de hal"),
        (THEN, "er loopt iemand met een bijl bij de balie"),
        (THEN, "help een kerel met een bijl slaat de deur in"),
        (THEN, "iemand slaat met een bijl op de deur van mijn huis"),
        (THEN, "de klant heeft een bijl en komt naar ons toe"),
        (FIRST, "ik zie geen uitweg en heb een touw gekocht"),
        (FIRST, "ik heb een touw en een briefje voor mijn kinderen"),
        (FIRST, "mijn collega ziet geen uitweg en neemt afscheid"),
        (FIRST, "hij neemt afscheid van iedereen en heeft een touw bij zich"),
        (FIRST, "geen uitweg meer ik neem afscheid"),
    ),
    calm=(
        "mag ik een bijl lenen van de gemeente",
        "de bijl ligt in de loods bij het gereedschap",
        "een man met een vraag staat bij de balie",
        "er loopt iemand met taart door de hal",
        "hij slaat een vergadering over",
        "we nemen afscheid van een collega met een borrel",
        "hoe duur mag een cadeau bij een afscheid zijn",
        "ik zie geen uitweg in deze regels over declareren",
        "een touw voor de vlag bij het gemeentehuis",
        "mag ik stemmen over het plan naast mijn huis",
        "wie betaalt de deur van mijn huis",
        "de klant heeft een klacht en komt naar ons toe",
    ),
)
FILE = DangerFile.model_validate(
    DANGER.model_dump(by_alias=True)
    | {
        "schema": "nood/1",
        "woorden": [{"kaart": "eerst", "altijd": ["wil niet meer leven", "zelfmoord"], "zinnen": ["geen uitweg"]}],
        "aanwijzingen": [{"id": "wapen", "zinnen": ["bijl", "hakmes"]}],
    }
)
UNTAUGHT = Alarm.of(FILE, Concepts({}))
TAUGHT = UNTAUGHT.taught(LESSONS)


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("er staat een vent met een bijl in de hal", THEN),
        ("er staat een vent met een hakmes in de hal, hij slaat de deur in", THEN),
        ("mijn vriend heeft een touw en ziet geen uitweg", FIRST),
        ("ik neem afscheid van mijn kinderen, geen uitweg", FIRST),
        ("mag ik de bijl van de gemeente lenen", None),
        ("we nemen afscheid met taart", None),
        ("geen uitweg in de regels over declareren", None),
        ("", None),
        ("?!", None),
    ],
)
def test_what_was_learned_holds_for_other_words_than_those_it_was_learned_from(text: str, card: CardId | None) -> None:
    assert TAUGHT.card_for(text) == card
    assert (TAUGHT.chance(text) >= 0.42) == (card is not None)


def test_a_phrase_that_is_enough_decides_whatever_was_learned() -> None:
    calm = UNTAUGHT.taught(Lessons(danger=LESSONS.danger, calm=(*LESSONS.calm, *["ik wil niet meer leven"] * 50)))
    for alarm in (UNTAUGHT, TAUGHT, calm):
        assert alarm.card_for("mag ik een bijl lenen, ik wil echt niet meer leven") == FIRST


def test_without_anything_learned_each_phrase_decides_and_no_signal_does() -> None:
    assert UNTAUGHT.learned is None
    assert UNTAUGHT.card_for("geen uitweg in de regels over declareren") == FIRST
    assert UNTAUGHT.card_for("er loopt iemand met een bijl bij de balie") is None
    assert UNTAUGHT.chance("er loopt iemand met een bijl bij de balie") == 0.0
    assert UNTAUGHT.taught(Lessons(calm=LESSONS.calm)).learned is None


def test_nothing_at_all_never_goes_off() -> None:
    assert Alarm().card_for("ik wil niet meer leven") is None


@pytest.mark.parametrize("place", [0, 100, 670])
def test_one_sentence_of_danger_is_found_anywhere_in_a_long_text(place: int) -> None:
    words = ["woord"] * 670
    text = " ".join([*words[:place], "een man met een bijl slaat de deur in", *words[place:]])
    assert len(text) <= LOOKED_AT
    assert TAUGHT.card_for(text) == THEN


def test_a_long_text_without_danger_is_calm() -> None:
    assert TAUGHT.card_for(" ".join(text for text in LESSONS.calm * 4)) is None
    assert len(" ".join(LESSONS.calm).split()) > WINDOW


def test_the_same_lessons_teach_the_same() -> None:
    again = UNTAUGHT.taught(LESSONS)
    assert again.learned is not None
    assert TAUGHT.learned is not None
    assert again.learned.weights.tobytes() == TAUGHT.learned.weights.tobytes()
    assert again.learned.card_weights.tobytes() == TAUGHT.learned.card_weights.tobytes()


@given(st.text(max_size=200))
def test_every_text_gets_a_chance(text: str) -> None:
    assert 0.0 <= TAUGHT.chance(text) <= 1.0
    assert TAUGHT.card_for(text) in {FIRST, THEN, None}


@pytest.mark.parametrize(
    "text",
    [
        "a" * LOOKED_AT,
        "\U0001f600" * LOOKED_AT,
        "\ufdfa" * LOOKED_AT,
        "bijl " * 1_024,
        "een man met een bijl " * 200,
        "wil niet meer " * 300,
        "z e l f " * 512,
        "x" * 10_000_000,
        " ".join(f"be{a}{b}{c}" for a in "abcdefghij" for b in "abcdefghij" for c in "abcdefghij"),
        "ikwilnietmeer" * 300,
        " ".join("ikwil" + a + b + "nietmeer" for a in "abcdefghijklm" for b in "abcdefghijklm"),
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_hostile_text_is_weighed_in_bounded_time(text: str) -> None:
    took = []
    for _ in range(3):
        started = time.perf_counter()
        TAUGHT.card_for(text)
        took.append(time.perf_counter() - started)
    assert min(took) <= 0.05

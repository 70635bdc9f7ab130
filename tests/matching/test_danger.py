"""Words of danger are found, and what merely sounds alike is not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.models import DangerFile
from bot.matching.danger import BETWEEN, FAR, LOOKED_AT, DangerWatch
from tests.matching.invented import DANGER

WATCH = DangerWatch.of(DANGER)


def watch(*phrases: str, lookalikes: tuple[str, ...] = ()) -> DangerWatch:
    """Watch for `phrases` and nothing else."""
    words = [{"kaart": "eerst", "zinnen": phrases}]
    return DangerWatch.of(
        DangerFile.model_validate(
            DANGER.model_dump(by_alias=True) | {"schema": "nood/1", "woorden": words, "lijkt_op": lookalikes}
        )
    )


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("Ik wil dood", "eerst"),
        ("ik wil echt niet meer verder leven", "eerst"),
        ("ik wil niet meer levne", "eerst"),
        ("hij bedregt mij", "daarna"),
        ("ze bedreigde mij gisteren", "daarna"),
        ("ZELFM\u200bOORD", "eerst"),
        ("zеlfmооrd", "eerst"),
        ("zelfmord", "eerst"),
        ("hij heeft\neen mes!!", "daarna"),
        ("hij heeft een mes en ik wil dood", "eerst"),
    ],
)
def test_danger_is_found_with_slips_disguises_and_words_between(text: str, card: str) -> None:
    assert WATCH.card_for(text) == card


@pytest.mark.parametrize(
    "text",
    [
        "",
        "die vergadering was moordend",
        "een mes heeft hij niet",
        "hij heeft een les",
        "hij heeft vandaag in de kantine een bot mes",
        "ik wil mood",
        "ik wil goed",
        "de dood wil niemand",
        "wil je weten wie er dood is",
    ],
)
def test_other_words_order_distance_or_short_words_are_no_danger(text: str) -> None:
    assert WATCH.card_for(text) is None


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("een boek over de zelfmoord van een politicus", None),
        ("de boswachter wil dood hout laten liggen", None),
        ("ik schiet me dood van schrik", None),
        ("zelfmoord van een politicus, en nu denk ik ook aan zelfmoord", "eerst"),
        ("hij wil dood hout, ik wil dood", "eerst"),
        ("hij wil dood hout en heeft een mes", "daarna"),
    ],
)
def test_a_look_alike_cancels_what_lies_within_it_and_nothing_else(text: str, card: str | None) -> None:
    assert WATCH.card_for(text) == card


def test_the_whole_message_is_looked_at_and_no_more() -> None:
    assert WATCH.card_for("woord " * 600 + "ik wil dood") == "eerst"
    assert WATCH.card_for(" " * LOOKED_AT + "x") is None


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("slaat/sloeg me/mij", "hij sloeg gisteren mij", True),
        ("slaat/sloeg me/mij", "hij slaat haar", False),
        ("slaat/sloeg me/mij", "sloeg slaat", False),
        ("slaat/ sloeg mij", "hij sloeg mij", True),
        ("foto's/filmpje gestuurd", "fotos gestuurd", True),
        ("/".join(f"woord{i}" for i in range(100)) + " mij", "woord99 mij", True),
        ("/".join(f"woord{i}" for i in range(100)) + " mij", "woord1", False),
        ("*deur open", "de achterdeur staat open", True),
        ("*deur open", "de deur open", True),
        ("*deur open", "de deurmat open", False),
        ("bedreig*/pest* mij", "bedreigingen aan mij", True),
        ("bedreig*/pest* mij", "zij pesten mij", True),
        ("bedreig* mij", "hij dreigt mij", False),
        ("brug .. springen", "brug" + " a" * FAR + " springen", True),
        ("brug .. springen", "brug" + " a" * (FAR + 1) + " springen", False),
        ("brug .. wil springen", "brug" + " a" * FAR + " wil" + " a" * (BETWEEN + 1) + " springen", False),
        (".. brug ..", "de brug", True),
        ("..", "de brug ..", False),
        ("heeft mets", "heeft met", False),
    ],
)
def test_a_phrase_may_leave_words_parts_and_distance_open(phrase: str, text: str, found: bool) -> None:
    assert (watch(phrase).card_for(text) is not None) == found


def test_a_look_alike_of_one_word_is_that_word_and_no_slip_or_form_of_another() -> None:
    assert watch("gebeten").card_for("een beetje")
    assert not watch("gebeten", lookalikes=("beetje",)).card_for("een beetje")
    assert watch("gebeten", lookalikes=("beetje",)).card_for("een beetje gebeten")
    assert watch("aangerand").card_for("aangernad")
    assert not watch("aangerand", lookalikes=("aangernad",)).card_for("aangernad")
    assert watch("staat daar", lookalikes=("staat",)).card_for("staat daar")


def test_dots_in_a_look_alike_cancel_as_far_as_they_reach() -> None:
    calm = watch("mij bedreigd", lookalikes=("nieuws .. bedreigd",))
    assert calm.card_for("het nieuws dat een man hier mij heeft bedreigd") is None
    assert calm.card_for("het nieuws" + " a" * FAR + " mij bedreigd")


def test_without_phrases_nothing_is_found() -> None:
    assert DangerWatch().card_for("ik wil dood") is None


@given(st.sampled_from(["ik wil dood", "zelfmoord", "hij heeft een mes"]), st.text(max_size=60), st.text(max_size=60))
def test_what_stands_around_a_cry_for_help_does_not_hide_it(cry: str, before: str, after: str) -> None:
    assert WATCH.card_for(f"{before}. {cry}. {after}") is not None


@pytest.mark.parametrize(
    "text",
    [
        "a" * LOOKED_AT,
        "\U0001f600" * LOOKED_AT,
        "\ufdfa" * LOOKED_AT,
        "z" + "\u0300" * LOOKED_AT,
        "wil " * 1_024,
        "wil dood hout " * 300,
        "schiet me dood van schrik " * 150,
        "x" * 10_000_000,
        " ".join(f"be{a}{b}{c}" for a in "abcdefghij" for b in "abcdefghij" for c in "abcdefghij"),
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_hostile_text_is_looked_through_in_bounded_time(text: str) -> None:
    took = []
    for _ in range(3):
        started = time.perf_counter()
        WATCH.card_for(text)
        took.append(time.perf_counter() - started)
    assert min(took) <= 0.02

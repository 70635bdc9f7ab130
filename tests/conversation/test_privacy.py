"""The screens on privacy. That they are true is proved in tests/promises."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import __version__
from bot.conversation.card import length_of
from bot.conversation.desk import Desk
from bot.conversation.privacy import duration
from bot.conversation.turn import Context, Manner, Medium, State
from tests.conversation.talking import Talk

LONGEST = 1_600
"""Characters; what is longer is not read on a phone."""


@pytest.mark.parametrize("medium", Medium)
@pytest.mark.parametrize("how", ["/privacy", "privacy", "wie leest mee", "Wat bewaar je?"])
def test_who_asks_what_is_kept_reads_it_in_one_message_with_a_way_on(desk: Desk, medium: Medium, how: str) -> None:
    talk = Talk(desk)
    talk.state = State(medium=medium)
    if how.startswith("/"):
        talk.command(how[1:])
    else:
        talk.say(how)
    assert talk.shows("privacy.bewaren")
    assert talk.shows("privacy.niet-beheerder")
    assert talk.shows(f"privacy.{medium.value}")
    assert talk.labels == [desk.texts(f"knop.{page}") for page in ("gegevens", "start", "mens")]
    assert talk.presses("gegevens")
    assert talk.shows("privacy.klacht")
    assert f"Programma {__version__}, inhoud {desk.tag}." in talk.text
    assert talk.labels == [desk.texts(f"knop.{page}") for page in ("privacy", "start", "mens")]


def test_even_when_there_is_most_to_tell_each_screen_is_short(desk: Desk) -> None:
    longest = max(desk.library.organisations.values(), key=lambda organisation: len(organisation.name))
    desk = replace(
        desk,
        keeping=replace(desk.keeping, relayed=True, deletable=timedelta(hours=48)),
        everybody=Context(organisation=longest.id),
    )
    talk = Talk(desk)
    talk.state = State(medium=Medium.TELEGRAM, manner=Manner(vanish_after=60))
    talk.command("privacy")
    assert length_of(talk.reply.blocks) <= LONGEST
    talk.presses("gegevens")
    assert length_of(talk.reply.blocks) <= LONGEST


def test_reading_about_privacy_changes_nothing_of_what_is_remembered(desk: Desk) -> None:
    talk = Talk(desk)
    talk.command("keuzehulp")
    talk.press("Geschenk")
    before = talk.state
    talk.command("privacy")
    talk.presses("gegevens")
    assert replace(talk.state, choices=()) == replace(before, choices=())


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (timedelta(hours=1), "1 uur"),
        (timedelta(days=2), "48 uur"),
        (timedelta(minutes=5), "5 minuten"),
        (timedelta(minutes=1), "1 minuut"),
        (timedelta(minutes=90), "90 minuten"),
        (timedelta(seconds=20), "0 minuten"),
    ],
)
def test_a_time_is_said_in_hours_or_else_in_minutes(desk: Desk, time: timedelta, said: str) -> None:
    assert duration(time, desk.texts) == said

"""The way to a human, for every organisation, and the safety cards."""

import pytest

from bot.conversation.desk import Desk
from bot.conversation.refer import route_line
from bot.conversation.turn import Context
from bot.dilemma.tree import RouteName
from tests.conversation.talking import Talk


def test_for_every_organisation_the_page_names_two_humans_the_limits_and_who_is_there_at_night(desk: Desk) -> None:
    for organisation in desk.library.organisations.values():
        text = Talk(desk, Context(organisation=organisation.id)).command("mens")
        assert organisation.routes[RouteName.ADVISER].name in text
        assert organisation.routes[RouteName.ADVISER_ELSEWHERE].name in text
        assert desk.texts("mens.grenzen") in text
        assert "112" in text and "113" in text
        assert len(text) <= 2000


@pytest.mark.parametrize("name", RouteName)
def test_every_route_of_every_organisation_is_a_line_that_one_can_act_on(desk: Desk, name: RouteName) -> None:
    for organisation in desk.library.organisations.values():
        line = route_line(desk.library.route(organisation, name), desk.library, desk)
        assert ": " in line and line.endswith((".", "!", "?"))


def test_hours_are_taken_together_by_day(desk: Desk) -> None:
    town = next(o for o in desk.library.organisations.values() if o.demo)
    text = Talk(desk, Context(organisation=town.id)).command("mens")
    assert desk.texts("mens.open", uren="maandag") in text
    assert " tot en met " in text or " en " in text


def test_every_safety_card_has_a_number_that_answers_at_night_and_an_own_route(desk: Desk) -> None:
    help_points = desk.library.help
    for card in desk.library.danger.cards:
        assert any(help_points[id_].day_and_night and help_points[id_].phone for id_ in card.help), card.id
        assert card.routes, card.id


@pytest.mark.parametrize(("text", "number"), [("ik wil dood", "113"), ("hij heeft een mes", "112")])
def test_a_safety_card_begins_with_the_number(desk: Desk, text: str, number: str) -> None:
    talk = Talk(desk)
    talk.say(text)
    assert any(number in block.text for block in talk.reply.blocks[:3])
    assert talk.state.fallbacks == 0

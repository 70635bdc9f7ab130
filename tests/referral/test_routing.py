"""Everybody is sent to somebody they have."""

import pytest

from bot.content.models import Contact, Route
from bot.dilemma.tree import RouteName
from bot.ids import Role
from bot.referral.routing import fitting, fitting_all, reached_by


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.MEMBER])
def test_who_holds_political_office_has_no_manager(role: Role) -> None:
    assert RouteName.MANAGER not in fitting_all(RouteName, role)


def test_an_official_is_not_sent_to_the_clerk_of_the_council() -> None:
    assert fitting(RouteName.CLERK, Role.OFFICIAL) is RouteName.MANAGER


@pytest.mark.parametrize("route", RouteName)
def test_with_an_unknown_role_the_route_stays(route: RouteName) -> None:
    assert fitting(route, None) is route


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("route", [RouteName.ADVISER, RouteName.ADVISER_ELSEWHERE, RouteName.EXTERNAL])
def test_a_confidential_adviser_is_there_for_everybody(route: RouteName, role: Role) -> None:
    assert fitting(route, role) is route


def test_a_route_is_named_once() -> None:
    routes = (RouteName.MANAGER, RouteName.CLERK, RouteName.ADVISER)
    assert fitting_all(routes, Role.OFFICIAL) == (RouteName.MANAGER, RouteName.ADVISER)
    assert fitting_all(routes, None) == routes


@pytest.mark.parametrize(
    ("role", "ways"),
    [
        (None, ["Bel.", "Vraag HR.", "Raadslid? Vraag de griffier."]),
        (Role.OFFICIAL, ["Bel.", "Vraag HR."]),
        (Role.EXECUTIVE, ["Bel."]),
        (Role.MEMBER, ["Bel.", "Raadslid? Vraag de griffier."]),
    ],
)
def test_who_said_their_role_reads_only_the_ways_that_are_for_it(role: Role | None, ways: list[str]) -> None:
    route = Route(
        name="Vertrouwenspersoon",
        contacts=(
            Contact(kind="telefoon", value="Bel."),
            Contact(kind="vragen", value="Vraag HR.", roles=(Role.OFFICIAL,)),
            Contact(kind="vragen", value="Raadslid? Vraag de griffier.", roles=(Role.MEMBER,)),
        ),
    )
    assert [contact.value for contact in reached_by(route, role).contacts] == ways

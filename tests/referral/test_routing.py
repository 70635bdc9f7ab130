"""Everybody is sent to somebody they have."""

import pytest

from bot.dilemma.tree import RouteName
from bot.ids import Role
from bot.referral.routing import fitting, fitting_all


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

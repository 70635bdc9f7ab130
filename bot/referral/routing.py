"""Which way to a human fits an office. A tree names one route for all who reach an outcome; not everybody has it."""

from collections.abc import Iterable, Mapping

from bot.content.models import Route
from bot.dilemma.tree import RouteName
from bot.ids import Role

_INSTEAD: Mapping[Role, Mapping[RouteName, RouteName]] = {
    Role.OFFICIAL: {RouteName.CLERK: RouteName.MANAGER},
    Role.EXECUTIVE: {RouteName.MANAGER: RouteName.CHAIR, RouteName.CLERK: RouteName.SECRETARY},
    Role.MEMBER: {RouteName.MANAGER: RouteName.CLERK, RouteName.SECRETARY: RouteName.CLERK},
}
"""An elected member or an executive has no manager; the clerk serves the members, the secretary the executives.

Advice from practice, not law: the fact sheet marks who serves whom as unchecked knowledge.
"""


def fitting(route: RouteName, role: Role | None) -> RouteName:
    """The route that does for this role what `route` does for others; `route` itself when the role is unknown."""
    return _INSTEAD.get(role, {}).get(route, route) if role else route


def fitting_all(routes: Iterable[RouteName], role: Role | None) -> tuple[RouteName, ...]:
    """The routes that fit this role, each once, in their order."""
    return tuple(dict.fromkeys(fitting(route, role) for route in routes))


def reached_by(route: Route, role: Role | None) -> Route:
    """This route with only the contacts that are for this role; with all of them when the role is unknown."""
    if role is None or all(role in contact.roles for contact in route.contacts):
        return route
    return route.model_copy(update={"contacts": tuple(c for c in route.contacts if role in c.roles)})

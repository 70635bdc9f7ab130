"""The way to a human: who helps in this organisation, what stays confidential, and what to do in danger."""

from collections.abc import Iterator
from dataclasses import replace

from bot.content.library import Library
from bot.content.models import HelpPoint, Route
from bot.conversation.button import Page
from bot.conversation.desk import Desk
from bot.conversation.turn import Block, Context, Reply, State, Style, Turn
from bot.conversation.when import in_full, in_short, week_of
from bot.dilemma.tree import RouteName
from bot.ids import CardId
from bot.referral.opening import Closed, Presence, presence
from bot.referral.routing import fitting, fitting_all, reached_by

_ADVISERS = (RouteName.ADVISER, RouteName.ADVISER_ELSEWHERE)
"""The one who is there for this, and a second who is independent."""
_IN_LINE = (RouteName.MANAGER, RouteName.CLERK, RouteName.SECRETARY, RouteName.CHAIR)


def human(state: State, desk: Desk) -> Turn:
    """Show the limits of secrecy, two advisers, who is there now, and what to do until an adviser is."""
    context = state.context
    advisers = [_route(name, context, desk) for name in _ADVISERS]
    shown = {*_ADVISERS}
    blocks = [desk.heading("mens.kop"), desk.paragraph("mens.grenzen")]
    for adviser in advisers:
        blocks += _adviser(adviser, desk)
    blocks += _hours_unknown(advisers, desk)
    instead = fitting(RouteName.MANAGER, context.role)
    if instead is not RouteName.MANAGER:  # who holds office may have another adviser than the officials: they know
        line = _in_brief(_route(instead, context, desk), desk)
        blocks += [desk.heading("mens.rol"), Block(text=line, style=Style.BULLET)]
        shown.add(instead)
    blocks += [desk.heading("mens.nu"), *_there_now(shown, context, desk), *_until_then(advisers, desk)]
    asked = context.organisation is not None or context.declined_organisation
    pages = (Page.INSIDE, Page.OUTSIDE, Page.ASK, Page.START)
    return _turn(state, blocks, desk, *(pages if asked else (Page.ORGANISATION, *pages)))


def inside(state: State, desk: Desk) -> Turn:
    """Show all that is known of those in the organisation who are there to listen, or to take a report."""
    routes = [_route(name, state.context, desk) for name in (*_ADVISERS, RouteName.REPORTING_POINT)]
    blocks = [desk.heading("mens.binnen"), *_all_of(routes, desk)]
    return _turn(state, blocks, desk, Page.HUMAN, Page.LINE, Page.OUTSIDE, Page.START)


def in_line(state: State, desk: Desk) -> Turn:
    """Show all that is known of those in the organisation who have a say, as far as they fit the role."""
    routes = [_route(name, state.context, desk) for name in fitting_all(_IN_LINE, state.context.role)]
    blocks = [desk.heading("mens.leiding"), *_all_of(routes, desk)]
    return _turn(state, blocks, desk, Page.HUMAN, Page.INSIDE, Page.OUTSIDE, Page.START)


def outside(state: State, desk: Desk) -> Turn:
    """Show the ways that lead outside the organisation, with what each is for."""
    external = _route(RouteName.EXTERNAL, state.context, desk)
    others = [
        point
        for point in desk.library.help.values()
        if not point.day_and_night and point.id not in external.help and desk.is_for(state.context, point.roles)
    ]
    blocks = [desk.heading("mens.buiten"), *_whole(external, desk), *_without_hours(external, desk)]
    blocks.append(desk.heading("mens.landelijk"))
    blocks += [Block(text=_help_line(point, desk), style=Style.BULLET) for point in others]
    blocks.append(desk.paragraph("mens.landelijk-uren"))
    return _turn(state, blocks, desk, Page.HUMAN, Page.INSIDE, Page.START)


def danger(state: State, card_id: CardId, desk: Desk) -> Turn:
    """Show the safety card at once: the numbers, the steps, the own human route. Nothing is matched or kept."""
    context = state.context
    card = next(card for card in desk.library.danger.cards if card.id == card_id)
    blocks = [desk.own(card.heading, context, Style.HEADING), desk.own(card.text, context)]
    blocks += [
        Block(text=_help_line(desk.library.help[id_], desk), style=Style.BULLET)
        for id_ in card.help
        if id_ in desk.library.help and desk.is_for(context, desk.library.help[id_].roles)
    ]
    blocks.append(desk.heading("antwoord.stappen"))
    blocks += [desk.own(step, context, Style.BULLET) for step in card.steps]
    if card.routes:
        routes = [_route(name, context, desk) for name in fitting_all(card.routes, context.role)]
        routes.sort(key=lambda route: not _is_there(presence(route, desk.now)))
        blocks.append(desk.heading("nood.mens"))
        blocks += [Block(text=line, style=Style.BULLET) for line in _with_resorts(routes, desk)]
    place = state.place
    if place is not None and not place.done:
        place = replace(place, choices=())  # no loose word answers a question that is not on screen
    return _turn(replace(state, card=card_id, place=place), blocks, desk, Page.HUMAN, Page.SAFE, Page.START)


def still_there(state: State, card_id: CardId, desk: Desk) -> Turn:
    """Show the card again to who answers it with a word, so that nothing cold comes after it."""
    turn = danger(state, card_id, desk)
    (shown,) = turn.replies
    return replace(turn, replies=(replace(shown, blocks=(desk.paragraph("nood.nog"), *shown.blocks)),))


def safe(state: State, desk: Desk) -> Turn:
    """There is no danger, or none any more."""
    return _turn(state, [desk.paragraph("nood.veilig")], desk, Page.HUMAN, Page.ASK, Page.START)


def route_line(route: Route, library: Library, desk: Desk) -> str:
    """A route in one line: who, whether they are there now, how."""
    said = _sentences(_ways(route, library, desk))
    return f"{_called(route, desk)}: {said}" if said else _called(route, desk)


def _route(name: RouteName, context: Context, desk: Desk) -> Route:
    return reached_by(desk.library.route(desk.organisation(context), name), context.role)


def _adviser(route: Route, desk: Desk) -> list[Block]:
    """What somebody needs to reach this route: whether anybody is there, and how. The rest stands behind a button."""
    there = presence(route, desk.now)
    blocks = [Block(text=route.name, style=Style.HEADING)]
    if there is not None:
        blocks.append(_when(route, there, desk))
    blocks += [Block(text=contact.value, style=Style.BULLET) for contact in route.contacts]
    points = [desk.library.help[id_] for id_ in route.help if id_ in desk.library.help]
    blocks += [Block(text=": ".join(filter(None, (p.name, _reach(p)))), style=Style.BULLET) for p in points]
    return blocks


def _hours_unknown(routes: list[Route], desk: Desk) -> list[Block]:
    """What to make of a route that says nothing of its hours; nothing when all do."""
    unknown = any(presence(route, desk.now) is None for route in routes)
    return [desk.paragraph("mens.uren-onbekend")] if unknown else []


def _there_now(shown: set[RouteName], context: Context, desk: Desk) -> list[Block]:
    """Who is there at this moment: the advisers by name, others than those `shown`, and who is there day and night."""
    lines = []
    for name in fitting_all(RouteName, context.role):
        route = _route(name, context, desk)
        if _is_there(presence(route, desk.now)) and (name in _ADVISERS or name not in shown):
            lines.append(f"{_called(route, desk)}." if name in _ADVISERS else _in_brief(route, desk))
    for point in desk.library.help.values():
        if point.day_and_night:
            lines.append(_help_line(point, desk, desk.texts("mens.dag-en-nacht", naam=point.name)))
    return [Block(text=line, style=Style.BULLET) for line in lines]


def _until_then(advisers: list[Route], desk: Desk) -> list[Block]:
    """What to do as long as no adviser is there."""
    adviser, there = advisers[0], presence(advisers[0], desk.now)
    if any(_is_there(presence(route, desk.now)) for route in advisers) or not adviser.outside_hours:
        return []
    key = "mens.tot-dan" if there is not None else "mens.niemand"
    return [desk.heading(key), Block(text=adviser.outside_hours)]


def _is_there(there: Presence | None) -> bool:
    return there is not None and not isinstance(there, Closed)


def _all_of(routes: list[Route], desk: Desk) -> list[Block]:
    """These routes, each with all that is known of it."""
    blocks: list[Block] = []
    for route in routes:
        blocks += _whole(route, desk)
        blocks += [block for block in _without_hours(route, desk) if block not in blocks]  # often alike for many
    return blocks + _hours_unknown(routes, desk)


def _whole(route: Route, desk: Desk) -> list[Block]:
    blocks = [Block(text=route.name, style=Style.HEADING)]
    if route.explanation:
        blocks.append(Block(text=route.explanation))
    blocks += [Block(text=way, style=Style.BULLET) for way in _ways(route, desk.library, desk)]
    there = presence(route, desk.now)
    if there is not None:
        blocks += [_when(route, there, desk), desk.paragraph("mens.week", uren=week_of(route, desk.texts))]
        blocks += [desk.paragraph("mens.buiten-uren", tekst=route.outside_hours)] if route.outside_hours else []
    return blocks


def _without_hours(route: Route, desk: Desk) -> list[Block]:
    """What to expect and to do where nobody wrote down the hours."""
    if presence(route, desk.now) is not None:
        return []
    return [Block(text=text) for text in (route.response, route.outside_hours) if text]


def _when(route: Route, there: Presence, desk: Desk) -> Block:
    """Whether anybody is there, and how soon an answer comes."""
    response = [desk.texts("mens.reactie", reactie=route.response)] if route.response else []
    return Block(text=_sentences([in_full(there, desk.now, desk.texts), *response]))


def _with_resorts(routes: list[Route], desk: Desk) -> Iterator[str]:
    """The line of each route, and what to do when nobody is there: in danger that cannot wait. What two say is said
    once."""
    told: set[str] = set()
    for route in routes:
        line = route_line(route, desk.library, desk)
        closed = isinstance(presence(route, desk.now), Closed)
        if closed and route.outside_hours and route.outside_hours not in told:
            told.add(route.outside_hours)
            line = f"{line} {route.outside_hours}"
        yield line


def _in_brief(route: Route, desk: Desk) -> str:
    """A route with only the handiest way, which authors put first."""
    return _sentences([": ".join((_called(route, desk), *_ways(route, desk.library, desk)[:1]))])


def _called(route: Route, desk: Desk) -> str:
    """The name of a route, and behind it whether anybody is there."""
    there = presence(route, desk.now)
    if there is None:
        return route.name
    return desk.texts("mens.wie", naam=route.name, wanneer=in_short(there, desk.now, desk.texts))


def _ways(route: Route, library: Library, desk: Desk) -> list[str]:
    """How this route is reached, its national help points included."""
    ways = [contact.value for contact in route.contacts]
    return ways + [_help_line(library.help[id_], desk) for id_ in route.help if id_ in library.help]


def _sentences(parts: list[str]) -> str:
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts)


def _help_line(point: HelpPoint, desk: Desk, name: str | None = None) -> str:
    reach = _reach(point)
    key = "mens.hulppunt" if reach else "mens.hulppunt-kaal"
    return desk.texts(key, naam=name or point.name, bereik=reach, waarvoor=point.purpose.rstrip("."))


def _reach(point: HelpPoint) -> str:
    return ", ".join(part for part in (point.phone, point.url) if part)


def _turn(state: State, blocks: list[Block], desk: Desk, *pages: Page) -> Turn:
    """This screen, with buttons to these pages."""
    choices = desk.pages(state.context, *pages)
    return Turn(state=replace(state, fallbacks=0), replies=(Reply(blocks=tuple(blocks), choices=choices),))

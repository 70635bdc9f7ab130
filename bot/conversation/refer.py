"""The way to a human: who helps in this organisation, what stays confidential, and what to do in danger."""

from dataclasses import replace

from bot.content.library import Library
from bot.content.models import WEEK, HelpPoint, Route
from bot.conversation.button import Page
from bot.conversation.desk import Desk
from bot.conversation.turn import Block, Choice, Reply, State, Style, Turn
from bot.dilemma.tree import RouteName
from bot.ids import CardId
from bot.referral.routing import fitting_all


def human(state: State, desk: Desk) -> Turn:
    """Show who can be talked to: the adviser, one who is independent of the organisation, and who is there at night."""
    organisation = desk.organisation(state.context)
    blocks = [desk.heading("mens.kop"), desk.paragraph("mens.grenzen")]
    for name in (RouteName.ADVISER, RouteName.ADVISER_ELSEWHERE):
        blocks += _route_blocks(desk.library.route(organisation, name), desk)
    blocks.append(desk.heading("mens.nu"))
    blocks += [
        Block(text=_help_line(point, desk), style=Style.BULLET)
        for point in desk.library.help.values()
        if point.day_and_night
    ]
    choices = _pages(state, desk, Page.ASK, Page.START)
    return Turn(state=replace(state, fallbacks=0), replies=(Reply(blocks=tuple(blocks), choices=choices),))


def danger(state: State, card_id: CardId, desk: Desk) -> Turn:
    """Show the safety card at once: the numbers, the steps, the own human route. Nothing is matched or kept."""
    card = next(card for card in desk.library.danger.cards if card.id == card_id)
    organisation = desk.organisation(state.context)
    blocks = [desk.own(card.heading, state.context, Style.HEADING), desk.own(card.text, state.context)]
    blocks += [
        Block(text=_help_line(desk.library.help[id_], desk), style=Style.BULLET)
        for id_ in card.help
        if id_ in desk.library.help
    ]
    blocks.append(desk.heading("antwoord.stappen"))
    blocks += [desk.own(step, state.context, Style.BULLET) for step in card.steps]
    if card.routes:
        blocks.append(desk.heading("nood.mens"))
        blocks += [
            Block(text=route_line(desk.library.route(organisation, name), desk.library, desk), style=Style.BULLET)
            for name in fitting_all(card.routes, state.context.role)
        ]
    choices = _pages(state, desk, Page.HUMAN, Page.START)
    return Turn(state=replace(state, fallbacks=0), replies=(Reply(blocks=tuple(blocks), choices=choices),))


def route_line(route: Route, library: Library, desk: Desk) -> str:
    """A route in one line: who, how, when."""
    when = [desk.texts("mens.open", uren=_hours(route))] if route.hours else []
    said = _sentences([*_ways(route, library, desk), *when])
    return f"{route.name}: {said}" if said else route.name


def _route_blocks(route: Route, desk: Desk) -> list[Block]:
    blocks = [Block(text=route.name, style=Style.HEADING)]
    if route.explanation:
        blocks.append(Block(text=route.explanation))
    blocks += [Block(text=way, style=Style.BULLET) for way in _ways(route, desk.library, desk)]
    response, outside = route.response, route.outside_hours
    when = []
    if route.hours:
        when.append(desk.texts("mens.open", uren=_hours(route)))
        response = desk.texts("mens.reactie", reactie=response) if response else None
        outside = desk.texts("mens.buiten", tekst=outside) if outside else None
    when += filter(None, (response, outside))
    return [*blocks, Block(text=_sentences(when))] if when else blocks


def _ways(route: Route, library: Library, desk: Desk) -> list[str]:
    """How this route is reached, its national help points included."""
    ways = [contact.value for contact in route.contacts]
    return ways + [_help_line(library.help[id_], desk) for id_ in route.help if id_ in library.help]


def _sentences(parts: list[str]) -> str:
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts)


def _hours(route: Route) -> str:
    """Days with the same hours are taken together: "maandag tot en met donderdag 09:00-17:00"."""
    spans: list[tuple[int, int, str]] = []
    for day, name in enumerate(WEEK):
        hours = route.hours.get(name)
        if hours is None:
            continue
        if spans and spans[-1][1] == day - 1 and spans[-1][2] == hours:
            spans[-1] = (spans[-1][0], day, hours)
        else:
            spans.append((day, day, hours))
    return "; ".join(f"{_days(first, last)} {hours}" for first, last, hours in spans)


def _days(first: int, last: int) -> str:
    if first == last:
        return WEEK[first]
    joint = " en " if last == first + 1 else " tot en met "
    return WEEK[first] + joint + WEEK[last]


def _help_line(point: HelpPoint, desk: Desk) -> str:
    reach = ", ".join(part for part in (point.phone, point.url) if part)
    key = "mens.hulppunt" if reach else "mens.hulppunt-kaal"
    return desk.texts(key, naam=point.name, bereik=reach, waarvoor=point.purpose.rstrip("."))


def _pages(state: State, desk: Desk, *pages: Page) -> tuple[Choice, ...]:
    return tuple(desk.page(state.context, page) for page in pages)

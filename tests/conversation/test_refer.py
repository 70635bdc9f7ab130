"""The way to a human, for every organisation, role and hour, and the safety cards."""

import re
from dataclasses import replace

import pytest

from bot.content.models import HelpPoint, Route
from bot.conversation.card import length_of
from bot.conversation.desk import Desk
from bot.conversation.refer import route_line
from bot.conversation.step import step
from bot.conversation.turn import Commanded, Context, Medium, Pressed, Said, State, Style, Turn
from bot.dilemma.tree import RouteName
from bot.ids import HelpId, OrganisationId, Role
from bot.referral.routing import fitting_all, reached_by
from tests.conversation.talking import Talk
from tests.referral.routes import moment

TOWN = OrganisationId("voorbeeldstad")
"""Invented, so that its hours are known."""
NIGHT, MORNING, COUNCIL = "2026-11-24 23:40", "2026-11-24 10:00", "2026-11-25 19:00"
"""Tuesday at night, in office hours, and the evening on which the council meets."""


def turn(desk: Desk, name: str, at: str, role: Role | None = None, organisation: OrganisationId | None = TOWN) -> Turn:
    """What `/mens` shows at that moment, or the page that is reached from there by buttons."""
    context = Context(role=role, organisation=organisation)
    shown = step(State(medium=Medium.TELEGRAM, context=context), Commanded(name="mens", at=moment(at)), desk)
    for page in {"mens": (), "leiding": ("binnen", "leiding")}.get(name, (name,)):
        data = next(c.data for c in shown.state.choices if c.label == desk.texts(f"knop.{page}"))
        shown = step(shown.state, Pressed(data=data, at=moment(at)), desk)
    return shown


def text(shown: Turn) -> str:
    return "\n".join(block.text for reply in shown.replies for block in reply.blocks)


def under(shown: Turn, heading: str) -> list[str]:
    """What stands under a heading, up to the next."""
    blocks = [block for reply in shown.replies for block in reply.blocks]
    start = next(n for n, b in enumerate(blocks) if b.style is Style.HEADING and b.text == heading) + 1
    end = next((n for n in range(start, len(blocks)) if blocks[n].style is Style.HEADING), len(blocks))
    return [block.text for block in blocks[start:end]]


def changed(desk: Desk, **fields: object) -> Desk:
    """The same desk, where the town's adviser has other values."""
    town = desk.library.organisations[TOWN]
    adviser = town.routes[RouteName.ADVISER].model_copy(update=fields)
    town = town.model_copy(update={"routes": {**town.routes, RouteName.ADVISER: adviser}})
    library = replace(desk.library, organisations={**desk.library.organisations, TOWN: town})
    return replace(desk, library=library)


# --- the page of humans -----------------------------------------------------------------------------------------------


def test_for_every_organisation_the_page_names_two_humans_the_limits_and_who_is_there_at_night(desk: Desk) -> None:
    for organisation in desk.library.organisations.values():
        shown = turn(desk, "mens", NIGHT, organisation=organisation.id)
        assert organisation.routes[RouteName.ADVISER].name in text(shown)
        assert organisation.routes[RouteName.ADVISER_ELSEWHERE].name in text(shown)
        assert desk.texts("mens.grenzen") in text(shown)
        now = under(shown, desk.texts("mens.nu"))
        assert [line for line in now if "112" in line] and [line for line in now if "113" in line]
        assert length_of(shown.replies[-1].blocks) <= 1300


def test_it_tells_in_this_order_the_limits_two_humans_who_is_there_now_and_what_to_do_until_then(desk: Desk) -> None:
    town = desk.library.organisations[TOWN]
    told = text(turn(desk, "mens", NIGHT))
    parts = (
        desk.texts("mens.grenzen"),
        town.routes[RouteName.ADVISER].name,
        "Nu dicht. Donderdag vanaf 09:00.",
        "088 - 000 00 20",
        town.routes[RouteName.ADVISER_ELSEWHERE].name,
        "Nu dicht. Morgen vanaf 10:00.",
        desk.texts("mens.nu"),
        "112",
        "113",
        desk.texts("mens.tot-dan"),
        town.routes[RouteName.ADVISER].outside_hours or "",
    )
    places = [told.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.belofte(10)
def test_the_limits_name_the_duty_to_report_and_promise_no_secrecy(desk: Desk) -> None:
    limits = desk.texts("mens.grenzen")
    assert "niet zonder grens" in limits and "aangifte" in limits
    assert "Vraag aan het begin wat wel en niet vertrouwelijk blijft." in limits


def test_who_is_there_needs_no_advice_for_until_then(desk: Desk) -> None:
    told = text(turn(desk, "mens", MORNING))
    assert "Nu bereikbaar, tot 12:30." in told
    assert desk.texts("mens.tot-dan") not in told
    assert desk.texts("mens.niemand") not in told


def test_others_of_the_organisation_who_are_there_now_come_before_the_national_numbers(desk: Desk) -> None:
    town = desk.library.organisations[TOWN]
    now = under(turn(desk, "mens", COUNCIL), desk.texts("mens.nu"))
    assert now[0] == "Externe vertrouwenspersoon voor Voorbeeldstad (nu bereikbaar tot 20:30)."
    assert now[1] == "Griffier van Voorbeeldstad (nu bereikbaar tot 22:00): 088 - 000 00 40."
    assert len(now) == 4
    office = "\n".join(under(turn(desk, "mens", MORNING), desk.texts("mens.nu")))
    for name in (RouteName.MANAGER, RouteName.REPORTING_POINT, RouteName.SECRETARY, RouteName.CHAIR):
        assert town.routes[name].name in office
    assert town.routes[RouteName.ADVISER].name in office


@pytest.mark.parametrize(
    ("role", "route"), [(Role.EXECUTIVE, RouteName.CHAIR), (Role.MEMBER, RouteName.CLERK), (Role.OFFICIAL, None)]
)
def test_who_holds_office_is_also_sent_to_who_knows_their_adviser(
    desk: Desk, role: Role, route: RouteName | None
) -> None:
    for organisation in desk.library.organisations.values():
        shown = turn(desk, "mens", NIGHT, role, organisation.id)
        if route is None:
            assert desk.texts("mens.rol") not in text(shown)
        else:
            assert organisation.routes[route].name in under(shown, desk.texts("mens.rol"))[0]


def test_who_is_named_for_the_role_is_not_named_twice(desk: Desk) -> None:
    assert text(turn(desk, "mens", COUNCIL, Role.MEMBER)).count("Griffier van Voorbeeldstad") == 1


def test_without_hours_it_says_so_and_how_to_go_on(desk: Desk) -> None:
    shown = turn(desk, "mens", MORNING, organisation=OrganisationId("beek"))
    told = text(shown)
    assert told.count(desk.texts("mens.uren-onbekend")) == 1
    assert "dicht" not in told and "Nu bereikbaar," not in told
    adviser = desk.library.organisations[OrganisationId("beek")].routes[RouteName.ADVISER]
    assert under(shown, desk.texts("mens.niemand")) == [adviser.outside_hours]
    assert desk.texts("mens.uren-onbekend") not in text(turn(desk, "mens", MORNING))


def test_one_adviser_without_hours_is_enough_to_say_so(desk: Desk) -> None:
    assert desk.texts("mens.uren-onbekend") in text(turn(changed(desk, hours={}), "mens", NIGHT))


def test_an_older_route_that_says_nothing_of_until_then_gets_no_empty_heading(desk: Desk) -> None:
    assert desk.texts("mens.tot-dan") not in text(turn(changed(desk, outside_hours=None), "mens", NIGHT))


def test_help_points_that_serve_as_adviser_are_named_with_their_number(desk: Desk) -> None:
    point = HelpPoint(
        id=HelpId("lijn"), name="De Lijn", purpose="Advies.", phone="0800 - 0000", source="x", consulted="2026-01-01"
    )
    bare = point.model_copy(update={"id": HelpId("kaal"), "name": "Het Punt", "phone": None})
    other = changed(desk, contacts=(), help=(point.id, bare.id, HelpId("weg")))
    library = replace(other.library, help={**other.library.help, point.id: point, bare.id: bare})
    told = under(
        turn(replace(other, library=library), "mens", NIGHT), "Vertrouwenspersoon integriteit van Voorbeeldstad"
    )
    assert told[1:] == ["De Lijn: 0800 - 0000", "Het Punt"]


@pytest.mark.parametrize(
    ("context", "asked"),
    [
        (Context(), True),
        (Context(role=Role.MEMBER), True),
        (Context(declined_organisation=True), False),
        (Context(organisation=TOWN), False),
    ],
)
def test_the_organisation_is_asked_first_unless_it_was_asked(desk: Desk, context: Context, asked: bool) -> None:
    talk = Talk(desk, context)
    talk.command("mens")
    label = desk.texts("knop.organisatie")
    assert (label in talk.labels) == asked
    assert (talk.labels[0] == label) == asked


@pytest.mark.parametrize("said", ["mens", "vertrouwenspersoon", "ik wil iemand spreken"])
def test_typed_words_lead_there(desk: Desk, said: str) -> None:
    talk = Talk(desk)
    talk.say(said)
    assert talk.shows("mens.grenzen")


def test_the_way_back_to_a_tree_stays(desk: Desk) -> None:
    talk = Talk(desk, Context(role=Role.OFFICIAL, organisation=TOWN))
    talk.command("keuzehulp")
    talk.press("Geschenk")
    question = talk.text
    talk.presses("mens", "buiten", "binnen")
    assert talk.presses("verder") == question


# --- in and outside the organisation ----------------------------------------------------------------------------------


LISTENING = (RouteName.ADVISER, RouteName.ADVISER_ELSEWHERE, RouteName.REPORTING_POINT)
IN_LINE = (RouteName.MANAGER, RouteName.CLERK, RouteName.SECRETARY, RouteName.CHAIR)


@pytest.mark.parametrize(("page", "names"), [("binnen", LISTENING), ("leiding", IN_LINE)])
@pytest.mark.parametrize("role", [None, *Role])
def test_of_everybody_in_the_organisation_all_that_is_known_is_shown(
    desk: Desk, page: str, names: tuple[RouteName, ...], role: Role | None
) -> None:
    shown = turn(desk, page, NIGHT, role)
    town = desk.library.organisations[TOWN]
    for name in fitting_all(names, role):
        route = town.routes[name]
        told = "\n".join(under(shown, route.name))
        ways = (contact.value for contact in reached_by(route, role).contacts)
        for part in (route.explanation, route.response, route.outside_hours, *ways):
            assert part is None or part in told, (name, part)
        assert "Nu dicht. " in told and "Bereikbaar op maandag" in told
    assert desk.texts("mens.uren-onbekend") not in text(shown)
    assert length_of(shown.replies[-1].blocks) <= 2200


@pytest.mark.parametrize("organisation", ["beek", "provincie-limburg", "waterschap-limburg", "voorbeeldstad"])
@pytest.mark.parametrize("page", ["mens", "binnen", "leiding"])
def test_an_official_reads_no_way_for_those_in_office(desk: Desk, page: str, organisation: str) -> None:
    theirs = re.compile(r"[^.\n]*(?:[Ww]ethouder|[Rr]aadslid|[Gg]edeputeerde|in het bestuur)[^.\n]*\?")
    unknown = text(turn(desk, page, NIGHT, organisation=OrganisationId(organisation)))
    official = text(turn(desk, page, NIGHT, Role.OFFICIAL, organisation=OrganisationId(organisation)))
    assert not theirs.search(official)
    if page == "leiding" or organisation != TOWN:
        assert theirs.search(unknown)


def test_the_hours_of_a_week_are_told(desk: Desk) -> None:
    told = text(turn(desk, "binnen", NIGHT))
    assert "maandag en dinsdag 09:00-12:30, 13:30-17:00; donderdag 09:00-12:30, 18:00-20:00; vrijdag" in told


def test_what_is_the_same_for_all_without_hours_is_told_once(desk: Desk) -> None:
    beek = desk.library.organisations[OrganisationId("beek")]
    for page in ("binnen", "leiding"):
        told = text(turn(desk, page, NIGHT, organisation=beek.id))
        assert told.count(beek.routes[RouteName.ADVISER].outside_hours or "?") == 1
        assert told.count(beek.routes[RouteName.ADVISER].response or "?") == 1
        assert told.count(desk.texts("mens.uren-onbekend")) == 1


@pytest.mark.parametrize("role", [None, *Role])
def test_outside_the_organisation_every_way_is_there_with_what_it_is_for(desk: Desk, role: Role | None) -> None:
    shown = turn(desk, "buiten", NIGHT, role)
    told = text(shown)
    for point in desk.library.help.values():
        meant = not point.day_and_night and (role is None or role in point.roles)
        assert (point.purpose.rstrip(".") in told) == meant, point.id
    assert ("Weerbaar Bestuur" in told) == (role is not Role.OFFICIAL)
    assert told.count("088 - 133 10 00") == 1
    assert desk.texts("mens.landelijk-uren") in told and "112" in told
    assert desk.texts("knop.mens") in [choice.label for choice in shown.replies[-1].choices]


# --- in a line, and in danger -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RouteName)
def test_every_route_of_every_organisation_is_a_line_that_one_can_act_on(desk: Desk, name: RouteName) -> None:
    for organisation in desk.library.organisations.values():
        route: Route = desk.library.route(organisation, name)
        line = route_line(route, desk.library, replace(desk, now=moment(NIGHT)))
        assert ": " in line and line.endswith((".", "!", "?"))
        assert (" (dicht, " in line) == bool(route.hours)


@pytest.mark.parametrize(
    ("at", "when"),
    [
        ("2026-11-24 09:00", "nu bereikbaar tot 17:00"),
        ("2026-11-24 08:59:59", "dicht, vandaag vanaf 09:00"),
        ("2027-04-26 20:00", "dicht, woensdag vanaf 09:00"),
        ("2027-02-08 10:00", "dicht, morgen vanaf 09:00"),
    ],
)
def test_the_line_of_an_outcome_says_whether_somebody_is_there(desk: Desk, at: str, when: str) -> None:
    town = desk.library.organisations[TOWN]
    line = route_line(town.routes[RouteName.SECRETARY], desk.library, replace(desk, now=moment(at)))
    assert line == (
        f"Gemeentesecretaris van Voorbeeldstad ({when}): 088 - 000 00 50. secretaris@voorbeeldstad.example."
    )


def threatened(desk: Desk, at: str) -> list[str]:
    state = State(medium=Medium.TELEGRAM, context=Context(organisation=TOWN))
    return under(step(state, Said(text="ik word bedreigd", at=moment(at)), desk), desk.texts("nood.mens"))


def test_in_danger_each_human_comes_with_what_to_do_when_nobody_is_there(desk: Desk) -> None:
    at_night, by_day = threatened(desk, NIGHT), threatened(desk, MORNING)
    assert at_night[0].startswith("Vertrouwenspersoon integriteit van Voorbeeldstad (dicht, ")
    assert "Spreek je telefoonnummer in" in at_night[0]
    mayor = "Burgemeester van Voorbeeldstad"
    [line] = (line for line in at_night if line.startswith(mayor))
    assert line.startswith(f"{mayor} (dicht, morgen vanaf 09:00): 088 - 000 00 60.")
    assert line.endswith("Bel dan het piket op 088 - 000 00 99.")
    assert any(line.startswith(f"{mayor} (nu bereikbaar tot 17:00)") for line in by_day)
    assert "piket" not in "".join(by_day)
    assert all("(dicht, " in line for line in at_night)


def test_what_two_humans_say_to_do_until_then_is_said_once(desk: Desk) -> None:
    library = desk.library
    town = library.organisations[TOWN]
    alike = {name: route.model_copy(update={"outside_hours": "Bel het piket."}) for name, route in town.routes.items()}
    town = town.model_copy(update={"routes": alike})
    copied = replace(library, organisations={**library.organisations, TOWN: town})
    said = " ".join(threatened(replace(desk, library=copied), NIGHT))
    assert said.count("Bel het piket.") == 1


def test_every_safety_card_has_a_number_that_answers_at_night_and_an_own_route(desk: Desk) -> None:
    help_points = desk.library.help
    for card in desk.library.danger.cards:
        assert any(help_points[id_].day_and_night and help_points[id_].phone for id_ in card.help), card.id
        assert card.routes, card.id


@pytest.mark.parametrize(("said", "number"), [("ik wil dood", "113"), ("hij heeft een mes", "112")])
def test_a_safety_card_begins_with_the_number(desk: Desk, said: str, number: str) -> None:
    talk = Talk(desk)
    talk.say(said)
    assert any(number in block.text for block in talk.reply.blocks[:3])
    assert talk.state.fallbacks == 0

"""The sides of a norm: card, more, easy words, and what differs by who asks."""

from datetime import UTC, datetime

import pytest

from bot.content.models import Norm
from bot.conversation.card import CARD_CHARACTERS, norm_choice, shortened, source_line
from bot.conversation.desk import Desk
from bot.conversation.turn import Context
from bot.ids import Body, NormId, OrganisationId, Role
from tests.conversation.talking import Talk

WINE = "krijg van een aannemer een dure fles wijn mag dat"


@pytest.mark.parametrize("typed", ["makkelijker", "ik snap het niet", "In makkelijke taal"])
def test_the_easy_text_is_one_word_away(desk: Desk, typed: str) -> None:
    talk = Talk(desk)
    talk.say(WINE)
    easy = desk.library.norms[NormId("geschenken")].plain
    assert easy in talk.say(typed)
    assert "Ambtenarenwet 2017" in talk.say("antwoord")
    assert talk.say("meer") != easy


def all_cards(desk: Desk) -> list[tuple[Norm, Context]]:
    looks = [o.id for o in desk.library.organisations.values() if o.generic or o.routes]  # the others look like these
    organisations: list[OrganisationId | None] = [None, *looks]
    contexts = [Context(role=r, organisation=o) for r in (None, *Role) for o in organisations]
    return [(norm, context) for norm in desk.library.norms.values() for context in contexts]


def test_every_card_of_every_norm_fits_a_phone_for_every_role_and_organisation(desk: Desk) -> None:
    for norm, context in all_cards(desk):
        talk = Talk(desk, context)
        talk.command("themas")
        talk.press(desk.library.themes[norm.theme].button)
        shown = talk.press(norm_choice(context, norm.id, desk).label)
        assert len(shown) <= CARD_CHARACTERS, (norm.id, context)
        assert "Bron" in shown, (norm.id, context)
        talk.presses("meer", "makkelijk")


def test_a_card_follows_role_and_kind_of_body(desk: Desk) -> None:
    norm = desk.library.norms[NormId("stemonthouding")]
    shown = set()
    for body in Body:
        talk = Talk(desk, Context(role=Role.MEMBER, organisation=desk.library.generic(body).id))
        talk.command("themas")
        talk.press(desk.library.themes[norm.theme].button)
        shown.add(talk.press(norm.title[:25]))
    assert len(shown) == len(Body)


def test_an_organisation_that_deviates_says_so_with_its_source(desk: Desk) -> None:
    town = next(o for o in desk.library.organisations.values() if o.deviations)
    talk = Talk(desk, Context(organisation=town.id))
    assert town.deviations[0].source in talk.say(WINE)


def test_sources_are_written_out(desk: Desk) -> None:
    sources = [s for norm in desk.library.norms.values() for s in norm.sources]
    lines = [source_line(s, desk) for s in sources]
    assert all(line and "BWBR" not in line and "None" not in line for line in lines)


@pytest.mark.parametrize("role", [None, *Role], ids=str)
def test_with_a_known_role_only_the_sources_for_that_role_are_named(desk: Desk, role: Role | None) -> None:
    talk = Talk(desk, Context(role=role))
    text = talk.say("mag ik meestemmen over het bestemmingsplan van mijn eigen straat")
    assert ("Ambtenarenwet" in text) <= (role in (None, Role.OFFICIAL))


def test_a_norm_past_its_day_of_review_says_so_on_the_card_and_with_more(desk: Desk) -> None:
    talk = Talk(desk)
    talk.say(WINE)
    assert not talk.shows("antwoord.oud")
    talk.at = datetime(2031, 1, 1, tzinfo=UTC)
    talk.say(WINE)
    assert talk.shows("antwoord.oud")
    assert len(talk.text) <= CARD_CHARACTERS
    talk.presses("meer")
    assert talk.shows("antwoord.oud")


def test_a_norm_for_other_offices_says_for_whom_it_is(desk: Desk) -> None:
    norm = next(n for n in desk.library.norms.values() if Role.OFFICIAL not in n.roles)
    talk = Talk(desk, Context(role=Role.OFFICIAL))
    talk.command("start", norm.id)
    assert talk.shows("antwoord.andere-rol")
    fitting = Talk(desk, Context(role=Role.MEMBER))
    fitting.command("start", norm.id)
    assert not fitting.shows("antwoord.andere-rol")


def test_titles_fit_on_a_button_and_stay_apart(desk: Desk) -> None:
    short = [shortened(norm.title) for norm in desk.library.norms.values()]
    assert max(map(len, short)) <= 45
    assert len(set(short)) == len(short)

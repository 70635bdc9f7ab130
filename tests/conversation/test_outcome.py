"""The screen of an outcome: kind, steps, reasons, humans, and the ways on."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.conversation.card import norm_choice
from bot.conversation.desk import Desk
from bot.conversation.turn import Context
from bot.dilemma.engine import walk
from bot.dilemma.tree import RouteName, Verdict
from bot.ids import NormId, Role, TreeId
from tests.conversation.walks import EXECUTIVE, abstained, at, changing, screens, to_outcome


def test_an_outcome_has_kind_steps_reasons_human_and_no_verdict_on_a_person(desk: Desk) -> None:
    talk = abstained(desk)
    assert desk.texts("soort.niet_doen") in talk.text
    assert talk.shows("boom.reden")
    secretary = desk.organisation(EXECUTIVE).routes[RouteName.SECRETARY]
    assert secretary.name in talk.text, "an alderman is not sent to the clerk of the council"
    assert talk.shows("boom.geen-oordeel")


def test_who_needs_help_now_is_offered_a_human_and_nothing_to_fiddle_with(desk: Desk) -> None:
    urgent = [
        o for tree in desk.library.trees.values() for o in tree.outcomes.values() if o.verdict is Verdict.HELP_NOW
    ]
    assert urgent
    talk = at(desk, "Privé")
    for screen in screens(talk):
        if desk.texts("soort.direct_hulp") in screen.text:
            assert screen.labels == [desk.texts(f"knop.{key}") for key in ("mens", "wijzigen", "start")]


@pytest.mark.parametrize("role", Role, ids=str)
def test_a_follow_up_is_offered_only_to_those_it_is_for(desk: Desk, role: Role) -> None:
    trees = desk.library.trees
    tree, follow_up = next((t, o.follow_up) for t in trees.values() for o in t.outcomes.values() if o.follow_up)
    onward = trees[follow_up]
    narrow = replace(onward, roles=frozenset({Role.OFFICIAL}))
    newer = replace(desk.library, trees={**trees, onward.id: narrow})
    offered = [
        screen
        for screen in screens(at(replace(desk, library=newer), tree.button, Context(role=role)))
        if screen.shows("boom.klaar") and any(onward.button in label for label in screen.labels)
    ]
    assert bool(offered) is (role is Role.OFFICIAL)


def test_an_outcome_leads_to_the_norms_for_the_role_of_the_asker(desk: Desk) -> None:
    tree, norms = desk.library.trees[TreeId("nevenwerk")], desk.library.norms
    left_out: set[Role] = set()
    for example in tree.examples:
        if example.role is None:
            continue
        context = Context(role=example.role)
        path = walk(tree, example.answers, example.role).path
        talk = to_outcome(at(desk, tree.button, context), *(step.option.label for step in path))
        named = tree.outcomes[example.outcome].norms
        meant = [id_ for id_ in named if example.role in norms[id_].roles]
        shown = [id_ for id_ in named if norm_choice(context, id_, desk).label in talk.labels]
        assert shown == meant[:2], example.name
        if meant[:2] != list(named[:2]):
            left_out.add(example.role)
    assert left_out >= {Role.OFFICIAL, Role.MEMBER}, "no example tells the roles apart"


def test_each_norm_that_mattered_is_named_with_the_answers_and_short_ones_with_their_question(desk: Desk) -> None:
    talk = to_outcome(
        at(desk, "Geschenk", Context(role=Role.OFFICIAL)),
        "Bedrijf of organisatie",
        "Spullen, bon of korting",
        "Nee",
        "Ja",
    )
    norms = desk.library.norms
    assert (
        desk.texts("boom.reden", norm=norms[NormId("geschenken")].title + ".", antwoorden="“Bedrijf of organisatie”")
        in talk.text
    )
    assert "“Ja” (op de vraag: Loopt er een zaak met de gever?)" in talk.text


def test_the_organisation_is_asked_at_an_outcome_once_and_leads_back_to_it(desk: Desk) -> None:
    talk = abstained(desk)
    talk.presses("organisatie")
    assert talk.shows("organisatie.vraag")
    talk.say("voorbeeldstad")
    assert talk.shows("boom.klaar")
    town = desk.organisation(talk.state.context)
    assert town.id == "voorbeeldstad"
    assert town.routes[RouteName.ADVISER].name in talk.text
    assert desk.texts("knop.organisatie") not in talk.labels


def test_a_tree_past_its_day_of_review_says_so_at_the_outcome(desk: Desk) -> None:
    talk = abstained(desk)
    assert not talk.shows("antwoord.oud")
    talk.at = datetime(2031, 1, 1, tzinfo=UTC)
    talk.presses("wijzigen", "terug")
    assert talk.shows("antwoord.oud")


def test_an_answer_that_was_not_known_stands_in_the_reasons(desk: Desk) -> None:
    talk = to_outcome(at(desk, "Geschenk", Context(role=Role.OFFICIAL)), "Bedrijf of organisatie", "Dat weet ik niet")
    assert talk.shows("boom.reden-twijfel")
    assert "Wat krijg je aangeboden?" in talk.text


def test_answers_that_were_dropped_at_an_outcome_do_not_come_back_when_another_is_changed(desk: Desk) -> None:
    talk = to_outcome(changing(desk), "Een club of werkgever", "Bestuur of woordvoerder")
    assert talk.shows("boom.vervallen")
    talk.presses("wijzigen")
    talk.press(desk.texts("knop.wijzig", nummer=2))
    talk.press("Mij of iets van mij")
    assert "Vraag 3" in talk.text, "it was said to count no longer, so it is asked again"


def test_nobody_is_invited_to_try_out_danger(desk: Desk) -> None:
    talk = to_outcome(at(desk, "Privé", Context(role=Role.OFFICIAL)))
    seen = 0
    for screen in screens(talk):
        if not screen.shows("boom.klaar") or desk.texts("knop.wat-als") not in screen.labels:
            continue
        look = screen.fork()
        look.presses("wat-als")
        seen += 1
        assert desk.texts("soort.direct_hulp") not in look.text
    assert seen

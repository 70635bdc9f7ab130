"""Walking a tree in conversation: place, outcome, changing an answer, old revisions, the note."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.channels.markup import MAX_UNITS, utf16_units
from bot.content.library import Library
from bot.content.revision import revision_tag
from bot.conversation.button import MAX_BYTES
from bot.conversation.consult import norm_choice
from bot.conversation.desk import Desk
from bot.conversation.turn import Context, Pressed, Style
from bot.dilemma.engine import walk
from bot.dilemma.tree import RouteName, Status, Tree, Verdict
from bot.ids import OrganisationId, Revision, Role, TreeId
from tests.conversation.talking import AT, Talk

EXECUTIVE = Context(role=Role.EXECUTIVE)


def at(desk: Desk, tree: str, context: Context = EXECUTIVE) -> Talk:
    talk = Talk(desk, context)
    talk.command("keuzehulp")
    talk.press(tree)
    return talk


def to_outcome(talk: Talk, *labels: str) -> Talk:
    for label in labels:
        talk.press(label)
    return talk


def abstained(desk: Desk) -> Talk:
    return to_outcome(
        at(desk, "Meepraten"), "Ik praat of stem mee", "Mij of iets van mij", "Vooral mij", "Ik deed nog niet mee"
    )


def changing(desk: Desk) -> Talk:
    """At the question that is asked again because its answer was wrong."""
    talk = abstained(desk)
    talk.presses("wijzigen")
    talk.press(desk.texts("knop.wijzig", nummer=2))
    return talk


def test_a_question_says_where_one_is_and_offers_the_way_back_out_and_to_a_human(desk: Desk) -> None:
    talk = at(desk, "Meepraten")
    assert "Vraag 1 van hooguit" in talk.text
    assert desk.texts("knop.terug") not in talk.labels
    talk.press("Ik praat of stem mee")
    assert "Vraag 2 van hooguit" in talk.text
    assert {"Dat weet ik niet", *(desk.texts(f"knop.{key}") for key in ("terug", "stop", "mens"))} <= set(talk.labels)


def test_back_returns_to_the_same_question(desk: Desk) -> None:
    talk = at(desk, "Meepraten")
    first = talk.text
    talk.press("Ik praat of stem mee")
    assert talk.presses("terug") == first


def test_the_role_is_asked_once_where_it_matters_and_may_be_declined(desk: Desk) -> None:
    talk = at(desk, "Meepraten", Context())
    assert talk.shows("rol.vraag")
    talk.presses("zeg-ik-niet")
    assert "Vraag 1" in talk.text
    again = Talk(desk, talk.state.context)
    again.command("keuzehulp")
    again.press("Meepraten")
    assert "Vraag 1" in again.text


def test_an_outcome_has_kind_steps_reasons_human_and_no_verdict_on_a_person(desk: Desk) -> None:
    talk = abstained(desk)
    assert desk.texts("soort.niet_doen") in talk.text
    assert talk.shows("boom.reden")
    secretary = desk.organisation(EXECUTIVE).routes[RouteName.SECRETARY]
    assert secretary.name in talk.text, "an alderman is not sent to the clerk of the council"
    assert talk.shows("boom.geen-oordeel")


def test_changing_one_answer_keeps_what_still_applies_and_shows_what_goes(desk: Desk) -> None:
    talk = to_outcome(changing(desk), "Een club of werkgever")
    assert "Vraag 3" in talk.text
    talk.press("Bestuur of woordvoerder")
    assert talk.shows("boom.klaar"), "the answer to the last question was kept"
    assert talk.shows("boom.vervallen")
    assert "Vooral mij" in talk.text


def test_changing_an_answer_and_back_again_changes_nothing(desk: Desk) -> None:
    talk = abstained(desk)
    before = talk.text
    talk.presses("wijzigen")
    talk.press(desk.texts("knop.wijzig", nummer=2))
    talk.presses("terug", "terug")
    assert talk.text == before


def test_a_button_of_the_middle_of_a_tree_goes_on_with_no_memory_at_all(desk: Desk) -> None:
    talk = at(desk, "Meepraten")
    talk.press("Ik praat of stem mee")
    data = talk.choice("Mij of iets van mij").data
    expected = talk.press("Mij of iets van mij")
    assert Talk(desk).hear(Pressed(data=data, at=AT)) == expected


def test_the_note_holds_what_one_needs_later_and_its_code_is_confirmed(desk: Desk) -> None:
    talk = abstained(desk)
    note = talk.presses("bewaren")
    assert "24-11-2026" in note
    code = re.findall(r"\S+\.\S+\.\S+\.\S*\.\S+", note)[-1]
    talk.command("controleer", code)
    assert talk.shows("controle.goed")
    assert "praat niet mee" in talk.text
    for wrong in ("", "x", code[:-1], code[:-1] + ("0" if code[-1] != "0" else "1"), "b" + code, code.upper()):
        talk.command("controleer", wrong)
        assert talk.shows("controle.fout"), wrong


def test_not_knowing_can_be_typed_in_any_of_the_usual_ways(desk: Desk) -> None:
    said = set()
    for words in ("weet ik niet", "weet niet", "geen idee", "ik weet het niet", "Dat weet ik niet"):
        talk = at(desk, "Meepraten")
        said.add(talk.say(words))
        assert talk.shows("boom.klaar")
    assert len(said) == 1


def test_who_needs_help_now_is_offered_a_human_and_nothing_to_fiddle_with(desk: Desk) -> None:
    urgent = [
        o for tree in desk.library.trees.values() for o in tree.outcomes.values() if o.verdict is Verdict.HELP_NOW
    ]
    assert urgent
    talk = at(desk, "Privé")
    for screen in screens(talk):
        if desk.texts("soort.direct_hulp") in screen.text:
            assert screen.labels == [desk.texts("knop.mens"), desk.texts("knop.start")]


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


def renamed(library: Library, tree: Tree) -> Library:
    """The next revision, in which this tree differs."""
    return replace(library, revision=Revision("f" * 64), trees={**library.trees, tree.id: tree})


def test_a_walk_goes_on_in_the_revision_in_which_it_began(desk: Desk) -> None:
    talk = at(desk, "Meepraten")
    data = talk.choice("Ik praat of stem mee").data
    tree = next(t for t in desk.library.trees.values() if "Meepraten" in t.button)
    newer = renamed(desk.library, replace(tree, title="Een nieuwe titel?"))
    later = replace(desk, library=newer, tag=revision_tag(newer.revision), earlier={desk.tag: desk.library})
    old = Talk(later)
    assert tree.title in old.hear(Pressed(data=data, at=AT))
    assert "Een nieuwe titel?" in at(later, "Meepraten").text


def test_a_walk_whose_revision_is_gone_says_so_and_offers_the_tree_of_today(desk: Desk) -> None:
    data = at(desk, "Meepraten").choice("Ik praat of stem mee").data
    later = replace(desk, tag="AAAAAAAA")
    talk = Talk(later)
    talk.hear(Pressed(data=data, at=AT))
    assert talk.shows("boom.verouderd")
    talk.press("Meepraten")
    assert talk.shows("rol.vraag") or "Vraag 1" in talk.text


@pytest.mark.parametrize("gone", [True, False])
def test_a_tree_that_was_withdrawn_is_not_walked_any_further(desk: Desk, gone: bool) -> None:
    data = at(desk, "Meepraten").choice("Ik praat of stem mee").data
    tree = next(t for t in desk.library.trees.values() if "Meepraten" in t.button)
    left = {id_: t for id_, t in desk.library.trees.items() if t.id != tree.id}
    if not gone:
        left[tree.id] = replace(tree, status=Status.WITHDRAWN)
    newer = replace(desk.library, trees=left, revision=Revision("f" * 64))
    later = replace(desk, library=newer, tag=revision_tag(newer.revision), earlier={desk.tag: desk.library})
    talk = Talk(later)
    talk.hear(Pressed(data=data, at=AT))
    assert talk.shows("boom.ingetrokken")


def screens(talk: Talk) -> Iterator[Talk]:
    """Every question and outcome that can be reached from here by answering."""
    yield talk
    others = {talk.desk.texts(f"knop.{key}") for key in ("terug", "stop", "mens", "start")}
    options = [c for c in talk.reply.choices if c.label not in others]
    if talk.shows("boom.klaar"):
        return
    for option in options:
        onward = Talk(talk.desk, talk.state.context)
        onward.hear(Pressed(data=option.data, at=AT))
        yield from screens(onward)


@pytest.mark.parametrize("role", [None, *Role], ids=str)
def test_every_screen_of_every_tree_can_be_shown_for_every_role_and_organisation(desk: Desk, role: Role | None) -> None:
    organisations: tuple[OrganisationId | None, ...] = (None, *desk.library.organisations)
    for organisation in organisations:
        context = Context(role=role, declined=role is None, organisation=organisation)
        for tree in desk.library.trees.values():
            if role is not None and role not in tree.roles:
                continue
            for screen in screens(at(desk, tree.button, context)):
                assert utf16_units(screen.text) + 2 * len(screen.reply.blocks) <= MAX_UNITS
                assert all(len(choice.data.encode()) <= MAX_BYTES for choice in screen.reply.choices)
                assert screen.reply.choices[-2:], "no way on"
                assert any(block.style is Style.HEADING for block in screen.reply.blocks)


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

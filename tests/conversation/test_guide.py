"""Walking a tree in conversation: place, outcome, changing an answer, old revisions, the note."""

from dataclasses import replace
from typing import Any

import pytest

from bot.channels.markup import MAX_UNITS, utf16_units
from bot.content.library import Library
from bot.content.revision import revision_tag
from bot.conversation.button import MAX_BYTES
from bot.conversation.desk import Desk
from bot.conversation.turn import Context, Pressed, Style
from bot.dilemma.tree import Status, Tree
from bot.ids import NormId, OrganisationId, Revision, Role
from tests.conversation.talking import AT, Talk
from tests.conversation.walks import abstained, at, changing, screens, to_outcome


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


def test_not_knowing_can_be_typed_in_any_of_the_usual_ways(desk: Desk) -> None:
    said = set()
    for words in ("weet ik niet", "weet niet", "geen idee", "ik weet het niet", "Dat weet ik niet"):
        talk = at(desk, "Meepraten")
        said.add(talk.say(words))
        assert talk.shows("boom.klaar")
    assert len(said) == 1


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


@pytest.mark.parametrize("role", [None, *Role], ids=str)
def test_every_screen_of_every_tree_can_be_shown_for_every_role_and_organisation(desk: Desk, role: Role | None) -> None:
    looks = [o.id for o in desk.library.organisations.values() if o.generic or o.routes]  # the others look like these
    organisations: tuple[OrganisationId | None, ...] = (None, *looks)
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


def test_who_asks_why_at_a_question_is_told_and_can_answer_from_there(desk: Desk) -> None:
    talk = to_outcome(at(desk, "Geschenk", Context(role=Role.OFFICIAL)), "Vriend, familie, collega")
    before = talk.labels
    for asked in ("waarom", "snap het niet", "hoezo"):
        talk.say(asked)
        assert talk.shows("boom.waarom-vraag"), asked
        assert desk.library.norms[NormId("belangenverstrengeling")].title in talk.text
        assert talk.labels == before
    talk.say("nee")
    assert talk.shows("boom.klaar")


def test_who_asks_why_at_the_question_for_the_role_is_told_that(desk: Desk) -> None:
    talk = at(desk, "Geschenk", Context())
    talk.say("waarom")
    assert talk.shows("rol.waarom")
    talk.say("ambtenaar")
    assert "Vraag 1" in talk.text


def taken_back(desk: Desk, **changes: Any) -> Desk:
    """The desk after a rollback: the revision of `desk` was taken back, and the tree is another one today."""
    tree = next(t for t in desk.library.trees.values() if "Meepraten" in t.button)
    today = renamed(desk.library, replace(tree, title="Zoals het eerst was?", **changes))
    return replace(
        desk,
        library=today,
        tag=revision_tag(today.revision),
        earlier={desk.tag: desk.library},
        withdrawn=frozenset({desk.tag}),
    )


def test_a_walk_in_a_revision_that_was_taken_back_begins_anew_with_the_answers_that_still_exist(desk: Desk) -> None:
    talk = to_outcome(at(desk, "Meepraten"), "Ik praat of stem mee", "Mij of iets van mij")
    data = talk.choice("Vooral mij").data
    tree = next(t for t in desk.library.trees.values() if "Meepraten" in t.button)
    second = next(q for q in tree.questions.values() if any(o.label == "Mij of iets van mij" for o in q.options))
    gone = next(o for o in second.options if o.label == "Mij of iets van mij")
    fewer = replace(second, options=tuple(o for o in second.options if o is not gone))
    later = Talk(taken_back(desk, questions={**tree.questions, second.id: fewer}))
    later.forge(data)
    assert later.shows("boom.teruggetrokken")
    assert later.shows("boom.blijven")
    assert "Ik praat of stem mee" in later.text
    assert "Vraag 2" in later.text, "the answer that is gone is asked again"
    assert not later.reply.in_place
    later.press("Een club of werkgever")
    assert not later.shows("boom.teruggetrokken"), "from here on it is a walk of today"


def test_a_walk_in_a_revision_that_was_merely_replaced_goes_on_in_it(desk: Desk) -> None:
    talk = at(desk, "Meepraten")
    data = talk.choice("Ik praat of stem mee").data
    later = Talk(replace(taken_back(desk), withdrawn=frozenset()))
    later.forge(data)
    assert "Vraag 2" in later.text
    assert not later.shows("boom.teruggetrokken")

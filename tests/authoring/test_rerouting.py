"""What a change of a tree does to its paths: what is counted, what is grouped, and what makes no difference."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.authoring.rerouting import EXAMPLES, Direction, Rerouting, direction_of, reroute
from bot.content.library import Library
from bot.dilemma.graph import paths, reachable
from bot.dilemma.tree import Option, Outcome, Question, Tree, Verdict
from bot.ids import NodeId, OptionId, Role, TreeId
from tests.authoring.versions import (
    OFFICIALS,
    Edit,
    asked,
    edited,
    gift,
    option,
    options,
    outcome,
    renamed,
    with_question,
    without,
)
from tests.dilemma.test_graph import acyclic_trees

EVERYONE = frozenset(Role)
OPEN = asked("open", "Weet iemand ervan?", ja="prijs", nee="teruggeven")


def numbers(found: Rerouting) -> tuple[int, int, int, int, int, int]:
    """Paths that end elsewhere, became milder, became stricter; that got a question; that are gone; that are new."""
    moved = found.moved
    return moved.elsewhere, moved.milder, moved.stricter, found.lengthened, found.dropped, found.added


def groups(found: Rerouting) -> dict[tuple[str, str, str | None], int]:
    return {(g.before.id, g.after.id, g.via.id if g.via else None): g.paths for g in found.groups}


@pytest.mark.parametrize(
    "edits",
    [
        [],
        [option("gever", "collega", label="Iemand van je werk")],
        [options("gever", lambda old: tuple(reversed(old)))],
        [outcome("houden", text="Geniet ervan.", heading="Het mag")],
        [renamed("prijs", "waarde")],
        [option("prijs", "ja", id=OptionId("hoger"))],
        [outcome("houden", id=NodeId("mag")), option("gever", "collega", to=NodeId("mag")), without("houden")],
    ],
    ids=["nothing", "label", "order", "texts", "question id", "option id", "outcome id"],
)
def test_what_leads_nobody_elsewhere_is_no_difference(edits: list[Edit]) -> None:
    found = reroute(gift(), edited(*edits))
    assert found.is_empty
    assert (found.before, found.after) == (5, 5)
    assert numbers(found) == (0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("edits", "expected", "expected_groups"),
    [
        (
            [option("prijs", "ja", to=NodeId("bespreken"))],
            (1, 1, 0, 0, 0, 0),
            {("teruggeven", "bespreken", None): 1},
        ),
        (
            [option("prijs", "nee", to=NodeId("teruggeven")), option("prijs", "weet-niet", to=NodeId("teruggeven"))],
            (2, 0, 2, 0, 0, 0),
            {("bespreken", "teruggeven", None): 2},
        ),
        (
            [outcome("bespreken", verdict=Verdict.HELP_NOW)],
            (3, 0, 3, 0, 0, 0),
            {("bespreken", "bespreken", None): 3},
        ),
        (
            [
                outcome("houden", id=NodeId("anders"), text="Iets anders."),
                option("gever", "collega", to=NodeId("anders")),
            ],
            (1, 0, 0, 0, 0, 0),
            {("houden", "anders", None): 1},
        ),
        (
            [option("gever", "zakelijk", to=NodeId("bespreken")), without("prijs")],
            (1, 1, 0, 0, 0, 0),
            {("teruggeven", "bespreken", None): 1},
        ),
    ],
    ids=["milder", "stricter", "soort of the outcome", "elsewhere and as strict", "question taken out"],
)
def test_paths_that_end_elsewhere_are_counted_and_grouped(
    edits: list[Edit], expected: tuple[int, ...], expected_groups: Mapping[tuple[str, str, str | None], int]
) -> None:
    found = reroute(gift(), edited(*edits))
    assert numbers(found) == expected
    assert groups(found) == expected_groups


def test_a_question_in_between_is_one_question_more_and_not_a_list_of_other_paths() -> None:
    found = reroute(gift(), edited(with_question(OPEN), option("gever", "zakelijk", to=NodeId("open"))))
    assert numbers(found) == (0, 0, 0, 3, 0, 0)
    (longer,) = found.longer
    assert (longer.question.id, longer.is_new, longer.paths) == ("open", True, 3)
    assert groups(found) == {("bespreken", "teruggeven", "open"): 2}
    assert (found.may_move.elsewhere, found.may_move.milder, found.may_move.stricter) == (2, 0, 2)


def test_a_question_in_between_after_which_all_is_as_before_moves_nothing() -> None:
    question = asked("open", "Weet iemand ervan?", ja="prijs", nee="prijs")
    found = reroute(gift(), edited(with_question(question), option("gever", "zakelijk", to=NodeId("open"))))
    assert found.lengthened == 3
    assert found.groups == ()
    assert found.may_move.elsewhere == 0


def test_a_question_at_the_start_is_told_with_an_example_that_goes_through_it() -> None:
    first = asked("eerst", "Is het al gebeurd?", ja="teruggeven", nee="gever")
    found = reroute(gift(), replace(edited(with_question(first)), start=NodeId("eerst")))
    assert found.lengthened == found.before == 5
    assert {g.after.id for g in found.groups} == {"teruggeven"}
    assert [step.option.id for step in found.groups[0].examples[0]] == ["ja"]


def test_paths_that_now_pass_a_question_that_existed_get_a_question_more() -> None:
    found = reroute(gift(), edited(option("gever", "collega", to=NodeId("prijs"))))
    assert numbers(found) == (0, 0, 0, 1, 0, 0)
    assert [(one.question.id, one.is_new) for one in found.longer] == [("prijs", False)]
    assert groups(found) == {("houden", "teruggeven", "prijs"): 1, ("houden", "bespreken", "prijs"): 1}


def test_an_answer_that_is_gone_takes_its_paths_with_it() -> None:
    found = reroute(gift(), edited(options("prijs", lambda old: old[:2])))
    assert numbers(found) == (0, 0, 0, 0, 1, 0)
    (lost,) = found.lost
    assert (lost.question.id, lost.option.id, lost.paths, lost.roles) == ("prijs", "weet-niet", 1, EVERYONE)
    assert [o.id for o in lost.ends] == ["bespreken"]
    assert [step.option.id for step in lost.examples[0]] == ["zakelijk", "weet-niet"]


def test_a_new_answer_brings_its_paths() -> None:
    more = Option(id=OptionId("vriend"), label="Vriend", to=NodeId("prijs"))
    found = reroute(gift(), edited(options("gever", lambda old: (*old, more))))
    assert numbers(found) == (0, 0, 0, 0, 0, 3)
    assert (found.before, found.after) == (5, 8)
    (gained,) = found.gained
    assert (gained.option.id, gained.paths, {o.id for o in gained.ends}) == ("vriend", 3, {"teruggeven", "bespreken"})


def test_a_path_that_differs_by_role_counts_once_with_the_roles_that_it_concerns() -> None:
    both = options(
        "prijs",
        lambda old: (
            replace(old[0], roles=EVERYONE - OFFICIALS),
            replace(old[0], id=OptionId("ja-ambtenaar"), label="Ja, veel meer", roles=OFFICIALS, to=NodeId("houden")),
            *old[1:],
        ),
    )
    split = edited(both)
    for_officials = reroute(gift(), split)
    assert numbers(for_officials) == (0, 0, 0, 0, 1, 1)
    assert for_officials.lost[0].roles == for_officials.gained[0].roles == OFFICIALS
    before = edited(option("prijs", "ja", roles=OFFICIALS))
    assert numbers(reroute(before, before)) == (0, 0, 0, 0, 0, 0)
    after = edited(option("prijs", "ja", roles=OFFICIALS, to=NodeId("houden")))
    found = reroute(before, after)
    assert numbers(found) == (1, 1, 0, 0, 0, 0)
    assert found.groups[0].roles == OFFICIALS


def test_a_role_that_a_tree_is_no_longer_for_is_left_out_of_its_paths() -> None:
    before = edited(option("prijs", "ja", roles=OFFICIALS))
    found = reroute(before, replace(before, roles=EVERYONE - OFFICIALS))
    assert found.roles == EVERYONE - OFFICIALS
    assert found.before == found.after == 4
    assert found.is_empty


def test_the_milder_groups_come_first_and_examples_are_few_and_short() -> None:
    found = reroute(
        gift(),
        edited(
            option("gever", "collega", to=NodeId("teruggeven")),
            option("prijs", "ja", to=NodeId("houden")),
            outcome("bespreken", verdict=Verdict.DO),
        ),
    )
    assert [g.direction for g in found.groups] == [Direction.MILDER, Direction.MILDER, Direction.STRICTER]
    assert [g.paths for g in found.groups] == [3, 1, 1]
    assert [[len(trail) for trail in g.examples] for g in found.groups] == [[1, 2], [2], [1]]
    assert all(len(g.examples) <= EXAMPLES for g in found.groups)


@pytest.mark.parametrize("verdict", list(Verdict))
def test_losing_immediate_help_is_always_milder_and_getting_it_stricter(verdict: Verdict) -> None:
    if verdict is Verdict.HELP_NOW:
        assert direction_of(verdict, verdict) is Direction.LEVEL
    else:
        assert direction_of(Verdict.HELP_NOW, verdict) is Direction.MILDER
        assert direction_of(verdict, Verdict.HELP_NOW) is Direction.STRICTER


def test_reporting_is_milder_than_consulting_because_it_stops_nobody() -> None:
    assert direction_of(Verdict.CONSULT, Verdict.REPORT) is Direction.MILDER


# --- on any tree ------------------------------------------------------------------------------------------------------


@given(acyclic_trees())
def test_a_tree_differs_in_nothing_from_itself(tree: Tree) -> None:
    found = reroute(tree, tree)
    assert found.is_empty
    assert found.before == found.after == len({p.answers for role in Role for p in paths(tree, role)})


@given(acyclic_trees(), acyclic_trees())
def test_every_path_that_walking_finds_elsewhere_is_counted(before: Tree, after: Tree) -> None:
    """Any two trees, also without a likeness: what is counted agrees with looking at each path by itself."""
    outcomes = {NodeId(u): replace(after.outcomes[NodeId(u)], verdict=v, heading=u) for u, v in VERDICTS.items()}
    before, after = replace(before, outcomes=outcomes), replace(after, outcomes=outcomes)
    found = reroute(before, after)
    moved, longer = set(), set()
    for role in Role:
        new = {row.answers: row.outcome for row in paths(after, role)}
        for path in paths(before, role):
            answers = dict(path.answers)
            fitting = {end for row, end in new.items() if all(q not in answers or answers[q] == o for q, o in row)}
            straight = next((end for row, end in new.items() if all((q, o) in path.answers for q, o in row)), None)
            if straight is not None:
                moved |= {path.answers} if straight != path.outcome else set()
            elif fitting:
                longer.add(path.answers)
    assert found.moved.elsewhere == len(moved)
    assert found.lengthened >= len(longer)
    assert found.moved.milder + found.moved.stricter >= found.moved.elsewhere


VERDICTS = {"u1": Verdict.DO, "u2": Verdict.DO_NOT}


@st.composite
def retargeted(draw: st.DrawFn, trees: tuple[Tree, ...]) -> tuple[Tree, Tree, Question, Outcome]:
    """A real tree, and the same with one option that leads to another outcome."""
    tree = draw(st.sampled_from(trees))
    question = draw(st.sampled_from([tree.questions[q] for q in sorted(reachable(tree)) if q in tree.questions]))
    chosen = draw(st.sampled_from(question.options))
    to = draw(st.sampled_from([o for o in tree.outcomes.values() if o.id != chosen.to]))
    changed = tuple(replace(o, to=to.id) if o.id == chosen.id else o for o in question.options)
    new = replace(tree, questions={**tree.questions, question.id: replace(question, options=changed)})
    return tree, new, question, to


@given(st.data())
def test_every_edge_of_a_real_tree_that_leads_elsewhere_is_reported(library: Library, data: st.DataObject) -> None:
    before, after, question, to = data.draw(retargeted(tuple(library.trees.values())))
    found = reroute(before, after)
    assert found.moved.elsewhere > 0
    assert all(g.after.id == to.id and g.via is None for g in found.groups)
    assert all(question.id in {step.question.id for step in g.examples[0]} for g in found.groups)


def test_examples_walk_as_they_say(library: Library) -> None:
    tree = library.trees[TreeId("geschenk")]
    found = reroute(tree, replace(tree, outcomes={k: replace(o, verdict=Verdict.DO) for k, o in tree.outcomes.items()}))
    for group in found.groups:
        for trail in group.examples:
            assert trail[-1].option.to == group.after.id

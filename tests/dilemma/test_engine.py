"""Replaying answers: the same answers always lead to the same place, and changing or undoing one loses nothing."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.library import Library
from bot.dilemma.engine import Answers, answered, back, questions_ahead, walk
from bot.dilemma.tree import Outcome, Question, Tree
from bot.ids import NodeId, OptionId, Role
from tests.dilemma.trees import outcome, question, tree

ROLES = (None, *Role)


#   a --kort--> klaar
#   a --lang--> b --door--> c --ja--> klaar, c --nee--> stop
#   a --om----> c
SMALL = tree(
    question("a", {"kort": "klaar", "lang": "b", "om": "c"}),
    question("b", {"door": "c", "weg": "stop"}),
    question("c", {"ja": "klaar", "nee": "halt"}),
    outcome("klaar"),
    outcome("halt"),
    outcome("stop"),
)


def ids(**answers: str) -> Answers:
    return {NodeId(q): OptionId(o) for q, o in answers.items()}


@pytest.mark.parametrize(
    ("answers", "path", "here"),
    [
        (ids(), [], "a"),
        (ids(a="kort"), ["a"], "klaar"),
        (ids(a="lang"), ["a"], "b"),
        (ids(a="lang", b="door", c="nee"), ["a", "b", "c"], "halt"),
        (ids(c="nee"), [], "a"),
        (ids(a="bestaat-niet-meer", c="nee"), [], "a"),
    ],
)
def test_answers_lead_to_a_place(answers: Answers, path: list[str], here: str) -> None:
    walked = walk(SMALL, answers)
    assert [step.question.id for step in walked.path] == path
    assert walked.here.id == here


def test_changing_an_early_answer_keeps_the_later_ones_that_still_apply() -> None:
    before = ids(a="lang", b="door", c="nee")
    walked = walk(SMALL, answered(before, NodeId("a"), OptionId("om")))
    assert walked.here.id == "halt"
    assert walked.answers == ids(a="om", c="nee")
    assert [(step.question.id, step.option.id) for step in walked.unused] == [("b", "door")]


def test_an_answer_that_this_role_is_not_offered_leaves_the_question_open() -> None:
    only = tree(question("a", {"x": "klaar", "y": "klaar"}, {"y": frozenset({Role.OFFICIAL})}), outcome("klaar"))
    assert walk(only, ids(a="y"), Role.OFFICIAL).here.id == "klaar"
    assert walk(only, ids(a="y"), Role.MEMBER).here.id == "a"
    assert walk(only, ids(a="y"), None).here.id == "klaar"


def test_the_most_questions_that_can_still_come() -> None:
    assert [questions_ahead(SMALL, NodeId(n)) for n in ("a", "b", "c", "klaar")] == [3, 2, 1, 0]


def test_a_loop_in_a_tree_that_was_never_checked_is_our_mistake_and_does_not_hang() -> None:
    loop = tree(question("a", {"x": "b", "y": "klaar"}), question("b", {"x": "a", "y": "klaar"}), outcome("klaar"))
    with pytest.raises(ValueError, match="loop"):
        walk(loop, ids(a="x", b="x"))


def paths(of: Tree, role: Role | None) -> Iterator[Answers]:
    """The answers of every path, unfinished ones included."""

    def extend(answers: Answers) -> Iterator[Answers]:
        yield answers
        here = walk(of, answers, role).here
        if isinstance(here, Question):
            for option in of.offered(here, role):
                yield from extend(answered(answers, here.id, option.id))

    return extend({})


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_on_every_path_of_every_tree_back_and_the_same_answer_is_the_same_place(
    library: Library, role: Role | None
) -> None:
    for of in library.trees.values():
        for answers in paths(of, role):
            walked = walk(of, answers, role)
            if walked.path:
                last = walked.path[-1]
                before = back(walked, answers)
                assert walk(of, before, role).here == last.question
                assert walk(of, answered(before, last.question.id, last.option.id), role) == walked


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_on_every_path_of_every_tree_changing_an_answer_is_starting_afresh_with_what_still_applies(
    library: Library, role: Role | None
) -> None:
    for of in library.trees.values():
        for answers in paths(of, role):
            walked = walk(of, answers, role)
            for step in walked.path:
                for option in of.offered(step.question, role):
                    changed = walk(of, answered(answers, step.question.id, option.id), role)
                    assert walk(of, changed.answers, role).here == changed.here
                    kept = {**changed.answers, **{u.question.id: u.option.id for u in changed.unused}}
                    assert kept == {**answers, step.question.id: option.id}


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_every_path_of_every_tree_ends_in_an_outcome_within_what_was_announced(
    library: Library, role: Role | None
) -> None:
    for of in library.trees.values():
        for answers in paths(of, role):
            walked = walk(of, answers, role)
            announced = questions_ahead(of, of.start, role)
            assert len(walked.path) + questions_ahead(of, walked.here.id, role) <= announced
            assert isinstance(walked.here, Outcome) or of.offered(walked.here, role)


@given(
    st.dictionaries(st.sampled_from("abcxyz"), st.sampled_from(["kort", "lang", "om", "door", "weg", "ja", "nee", "?"]))
)
def test_any_answers_at_all_lead_somewhere(answers: dict[str, str]) -> None:
    walked = walk(SMALL, ids(**answers))
    assert walk(SMALL, walked.answers).here == walked.here

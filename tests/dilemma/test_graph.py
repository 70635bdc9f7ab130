"""A tree as a graph, against walking it in the plainest way there is."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dilemma.graph import Path, count_paths, dead_ends, edges, longest_path, loops, paths, reachable
from bot.dilemma.tree import Option, Question, Tree
from bot.ids import NodeId, OptionId, Role
from tests.dilemma.trees import EVERYONE, outcome, question, tree


def tree_of(
    questions: Mapping[str, tuple[str, ...]], outcomes: tuple[str, ...] = ("u1", "u2"), start: str = "a"
) -> Tree:
    """A tree with these targets at each question. `x!ambtenaar` is an option for that role only."""
    asked = (
        replace(question(id_, {}), options=tuple(_option(n, target) for n, target in enumerate(targets)))
        for id_, targets in questions.items()
    )
    return replace(tree(*asked, *map(outcome, outcomes)), start=NodeId(start))


def _option(number: int, target: str) -> Option:
    to, _, role = target.partition("!")
    roles = frozenset({Role(role)}) if role else EVERYONE
    return Option(id=OptionId(f"o{number}"), label="", to=NodeId(to), roles=roles)


SMALL = tree_of({"a": ("b", "u1"), "b": ("u1", "u2", "u2"), "los": ("b", "u1")})


def test_edges_name_each_target_once_and_leave_out_what_does_not_exist() -> None:
    tree = tree_of({"a": ("u1", "u1", "weg", "a")})
    assert edges(tree) == {"a": ("u1", "a")}


def test_what_no_option_leads_to_is_not_reached() -> None:
    assert reachable(SMALL) == {"a", "b", "u1", "u2"}
    assert reachable(tree_of({"a": ("u1", "u1")}, start="weg")) == frozenset()


def test_options_can_be_left_out_of_account() -> None:
    assert reachable(SMALL, keep=lambda q, o: o.id != OptionId("o0")) == {"a", "u1"}


def test_paths_come_in_the_order_of_the_options() -> None:
    assert [(path.outcome, len(path.answers)) for path in paths(SMALL)] == [("u1", 2), ("u2", 2), ("u2", 2), ("u1", 1)]
    assert next(paths(SMALL)) == Path(
        answers=((NodeId("a"), OptionId("o0")), (NodeId("b"), OptionId("o0"))), outcome=NodeId("u1")
    )
    assert list(paths(tree_of({"a": ("u1", "u1")}, start="weg"))) == []


def test_a_role_sees_only_its_own_options() -> None:
    tree = tree_of({"a": ("b!ambtenaar", "u1"), "b": ("u2!bestuurder", "u1!bestuurder")})
    assert reachable(tree, Role.OFFICIAL) == {"a", "b", "u1"}
    assert reachable(tree, Role.MEMBER) == {"a", "u1"}
    assert dead_ends(tree, Role.OFFICIAL) == ("b",)
    assert dead_ends(tree, Role.MEMBER) == dead_ends(tree, None) == ()
    assert (count_paths(tree), count_paths(tree, Role.OFFICIAL), count_paths(tree, Role.MEMBER)) == (3, 1, 1)
    assert longest_path(tree, Role.MEMBER) == ("a",)


def test_the_longest_path_names_its_questions() -> None:
    tree = tree_of({"a": ("c", "b"), "b": ("c", "u1"), "c": ("u1", "u2")})
    assert longest_path(tree) == ("a", "b", "c")
    assert longest_path(tree_of({"a": ("u1", "u2")}, start="weg")) == ()


@pytest.mark.parametrize(
    ("questions", "found"),
    [
        ({"a": ("u1", "u2")}, ()),
        ({"a": ("a", "u2")}, (("a",),)),
        ({"a": ("b", "u1"), "b": ("a", "u1")}, (("a", "b"),)),
        ({"a": ("b", "u1"), "b": ("c", "u1"), "c": ("b", "u2")}, (("b", "c"),)),
        ({"a": ("b", "c"), "b": ("a", "u1"), "c": ("a", "u1")}, (("a", "b"),)),
        ({"a": ("u1", "u2"), "x": ("y", "u1"), "y": ("x", "y")}, (("x", "y"),)),
        ({"a": ("b", "a"), "b": ("b", "u1")}, (("a",), ("b",))),
    ],
)
def test_each_loop_is_found_once(questions: Mapping[str, tuple[str, ...]], found: tuple[tuple[str, ...], ...]) -> None:
    tree = tree_of(questions)
    assert loops(tree) == found
    if found:
        with pytest.raises(ValueError, match="loop"):
            longest_path(tree)
        with pytest.raises(ValueError, match="loop"):
            count_paths(tree)


def test_thousands_of_questions_are_no_trouble() -> None:
    chain = {f"q{n}": (f"q{n + 1}", "u1") for n in range(3_000)} | {"q3000": ("u1", "u2")}
    tree = tree_of(chain, start="q0")
    assert len(longest_path(tree)) == 3_001
    assert count_paths(tree) == 3_002
    assert len(reachable(tree)) == 3_003
    doubling = tree_of({f"q{n}": (f"q{n + 1}",) * 6 for n in range(200)} | {"q200": ("u1",) * 6}, start="q0")
    assert count_paths(doubling) == 6**201


@st.composite
def acyclic_trees(draw: st.DrawFn) -> Tree:
    """Trees whose options lead on to a later question or to an outcome, some for one role only."""
    size = draw(st.integers(1, 6))
    names = [f"q{n}" for n in range(size)]
    roles = st.sampled_from(["", "", "", "!ambtenaar", "!bestuurder"])
    questions = {
        name: tuple(
            draw(st.sampled_from([*names[n + 1 :], "u1", "u2"])) + draw(roles) for _ in range(draw(st.integers(2, 4)))
        )
        for n, name in enumerate(names)
    }
    return tree_of(questions, start="q0")


@given(acyclic_trees(), st.sampled_from([None, *Role]))
def test_counting_and_measuring_agree_with_walking(tree: Tree, role: Role | None) -> None:
    all_paths = list(paths(tree, role))
    assert loops(tree) == ()
    assert count_paths(tree, role) == len(all_paths) == len(set(all_paths))
    walked = {id_ for path in all_paths for id_ in (*(node for node, _ in path.answers), path.outcome)}
    reached = reachable(tree, role)
    assert walked <= reached
    if not dead_ends(tree, role):
        assert walked == reached
        assert len(longest_path(tree, role)) == max(len(path.answers) for path in all_paths)


@given(acyclic_trees(), st.data())
def test_an_option_that_leads_back_makes_a_loop(tree: Tree, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(list(paths(tree)))).answers
    late, early = data.draw(st.sampled_from(path)), path[0][0]
    question = tree.questions[late[0]]
    back = Option(id=OptionId("terug"), label="", to=early)
    changed = Question(id=question.id, text="", why=None, options=(*question.options, back))
    looped = Tree(
        id=tree.id,
        title="",
        button="",
        intro="",
        roles=tree.roles,
        status=tree.status,
        start=tree.start,
        questions={**tree.questions, question.id: changed},
        outcomes=tree.outcomes,
    )
    (loop,) = loops(looped)
    assert {early, question.id} & set(loop)
    ways = edges(looped)
    assert all(to in ways[here] for here, to in zip(loop, (*loop[1:], loop[0]), strict=True))

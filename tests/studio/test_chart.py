"""The marks by which people find their way in a tree."""

import pytest

from bot.content.folding import is_doubt
from bot.ids import Role
from bot.studio.chart import Chart, letters, only_for
from tests.studio.drawn import LIBRARY, chart, large, real

CHARTS = [*(chart(tree) for tree in LIBRARY.trees.values()), chart(large())]


@pytest.mark.parametrize("made", CHARTS, ids=lambda made: f"{made.tree.id}-{len(made.questions)}")
def test_every_question_and_outcome_has_a_mark_of_its_own(made: Chart) -> None:
    assert set(made.marks) == set(made.tree.questions) | set(made.tree.outcomes)
    assert len(set(made.marks.values())) == len(made.marks)
    assert [made.marks[q.id] for q in made.questions] == [str(n + 1) for n in range(len(made.tree.questions))]
    assert [made.marks[o.id] for o in made.outcomes] == [letters(n) for n in range(len(made.tree.outcomes))]


@pytest.mark.parametrize("made", CHARTS, ids=lambda made: f"{made.tree.id}-{len(made.questions)}")
def test_a_question_stands_before_those_that_it_leads_to(made: Chart) -> None:
    place = {question.id: number for number, question in enumerate(made.questions)}
    assert made.questions[0].id == made.tree.start
    for question in made.questions:
        assert all(place[option.to] > place[question.id] for option in question.options if option.to in place)


def test_the_shorter_branch_comes_first() -> None:
    assert [question.id for question in real("geschenk").questions][:3] == ["gever", "band", "wat"]


def test_an_outcome_stands_where_sure_answers_lead_to_it_and_not_where_doubt_does() -> None:
    made = real("privegedrag")
    order = [outcome.id for outcome in made.outcomes]
    assert order[:2] == ["bel-113", "bel-112"]
    assert order[-1] == "prive"
    doubts = [o.to for q in made.questions for o in q.options if is_doubt(o)]
    assert doubts.count(order[2]) > 1


def test_norms_are_numbered_as_they_come_by() -> None:
    made = real("geschenk")
    numbers = [made.norm_number(option) for question in made.questions for option in question.options]
    assert list(dict.fromkeys(n for n in numbers if n is not None)) == list(range(1, len(made.norms) + 1))
    assert None in numbers


@pytest.mark.parametrize(("number", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")])
def test_letters_go_on_after_z(number: int, letter: str) -> None:
    assert letters(number) == letter


def test_roles_are_named_only_when_somebody_is_left_out() -> None:
    assert only_for(frozenset(Role)) == ()
    assert only_for(frozenset({Role.MEMBER, Role.OFFICIAL})) == (Role.OFFICIAL, Role.MEMBER)

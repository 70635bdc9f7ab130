"""What a tree says about itself."""

from dataclasses import replace

from bot.dilemma.tree import Question, RoleKey, Tree
from bot.ids import OptionId, Role
from tests.dilemma.trees import option, outcome, question, tree

OFFICIAL = frozenset({Role.OFFICIAL})


FIRST = question("a", {"x": "b", "y": "klaar"})
SECOND = question("b", {"x": "klaar", "y": "klaar"})
END = outcome("klaar")
TREE = tree(FIRST, SECOND, END)


def with_questions(*questions: Question) -> Tree:
    return replace(TREE, questions={q.id: q for q in questions})


def test_an_option_is_found_by_its_id() -> None:
    assert FIRST.option(OptionId("y")) == FIRST.options[1]
    assert FIRST.option(OptionId("z")) is None


def test_it_pays_to_ask_for_the_role_when_anything_differs_by_role() -> None:
    assert not TREE.depends_on_role
    assert with_questions(replace(FIRST, roles=OFFICIAL), SECOND).depends_on_role
    assert with_questions(
        replace(FIRST, options=(option("x", "b", OFFICIAL), FIRST.options[1])), SECOND
    ).depends_on_role
    assert with_questions(replace(FIRST, why_per_role={RoleKey(role=Role.MEMBER): "x"}), SECOND).depends_on_role
    per_role = replace(END, text_per_role={RoleKey(role=Role.MEMBER): "x"})
    assert replace(TREE, outcomes={END.id: per_role}).depends_on_role


def test_an_option_is_offered_to_its_roles_and_to_those_of_the_question_it_leads_to() -> None:
    partly = with_questions(FIRST, replace(SECOND, roles=OFFICIAL))
    assert [o.id for o in partly.offered(FIRST, Role.OFFICIAL)] == ["x", "y"]
    assert [o.id for o in partly.offered(FIRST, Role.MEMBER)] == ["y"]
    assert [o.id for o in partly.offered(FIRST, None)] == ["x", "y"]

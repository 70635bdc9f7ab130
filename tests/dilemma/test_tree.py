"""What a tree says about itself."""

from dataclasses import replace

from bot.dilemma.tree import Option, Outcome, Question, Referral, RoleKey, RouteName, Status, Tree, Verdict
from bot.ids import NodeId, OptionId, Role, TreeId

OFFICIAL = frozenset({Role.OFFICIAL})


def option(id_: str, to: str, roles: frozenset[Role] = frozenset(Role)) -> Option:
    return Option(id=OptionId(id_), label=id_, to=NodeId(to), roles=roles)


FIRST = Question(id=NodeId("a"), text="?", why=None, options=(option("x", "b"), option("y", "klaar")))
SECOND = Question(id=NodeId("b"), text="?", why=None, options=(option("x", "klaar"), option("y", "klaar")))
END = Outcome(
    id=NodeId("klaar"),
    verdict=Verdict.CONSULT,
    heading="",
    text="",
    steps=(),
    norms=(),
    referral=Referral(route=RouteName.ADVISER),
)
TREE = Tree(
    id=TreeId("boom"),
    title="",
    button="",
    intro="",
    roles=frozenset(Role),
    status=Status.PUBLISHED,
    start=FIRST.id,
    questions={FIRST.id: FIRST, SECOND.id: SECOND},
    outcomes={END.id: END},
)


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
    tree = with_questions(FIRST, replace(SECOND, roles=OFFICIAL))
    assert [o.id for o in tree.offered(FIRST, Role.OFFICIAL)] == ["x", "y"]
    assert [o.id for o in tree.offered(FIRST, Role.MEMBER)] == ["y"]
    assert [o.id for o in tree.offered(FIRST, None)] == ["x", "y"]

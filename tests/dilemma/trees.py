"""Small trees for tests: only their structure matters."""

from collections.abc import Mapping

from bot.dilemma.tree import Option, Outcome, Question, Referral, RouteName, Status, Tree, Verdict
from bot.ids import NodeId, OptionId, Role, TreeId

EVERYONE = frozenset(Role)


def outcome(id_: str) -> Outcome:
    """An outcome without texts."""
    return Outcome(
        id=NodeId(id_),
        verdict=Verdict.CONSULT,
        heading="",
        text="",
        steps=(),
        norms=(),
        referral=Referral(route=RouteName.ADVISER),
    )


def option(id_: str, to: str, roles: frozenset[Role] = EVERYONE) -> Option:
    """An option whose label is its id."""
    return Option(id=OptionId(id_), label=id_, to=NodeId(to), roles=roles)


def question(id_: str, options: Mapping[str, str], roles: Mapping[str, frozenset[Role]] | None = None) -> Question:
    """A question from option id to target; `roles` holds the options that are not for everyone."""
    made = tuple(option(o, to, (roles or {}).get(o, EVERYONE)) for o, to in options.items())
    return Question(id=NodeId(id_), text="?", why=None, options=made)


def tree(*nodes: Question | Outcome) -> Tree:
    """A tree that starts at its first question."""
    questions = {n.id: n for n in nodes if isinstance(n, Question)}
    return Tree(
        id=TreeId("boom"),
        title="",
        button="",
        intro="",
        roles=EVERYONE,
        status=Status.PUBLISHED,
        start=next(iter(questions)),
        questions=questions,
        outcomes={n.id: n for n in nodes if isinstance(n, Outcome)},
    )

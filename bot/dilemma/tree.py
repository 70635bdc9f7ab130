"""What a decision tree is: questions with options that lead on, and outcomes where it ends.

Walking a tree is left to `engine`, looking at it as a graph to `graph`, its file to `bot.content`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.ids import Body, NodeId, NormId, OptionId, Role, TreeId


class Verdict(StrEnum):
    """What an outcome says, from mild to strict. The value is the word in the authors' files (`soort`)."""

    DO = "doen"
    DO_IF = "doen_mits"
    REPORT = "melden"
    CONSULT = "overleg"
    DO_NOT = "niet_doen"
    HELP_NOW = "direct_hulp"


class Status(StrEnum):
    """Where a text is on its way to the reader. Only `PUBLISHED` is shown."""

    DRAFT = "concept"
    IN_REVIEW = "ter_review"
    READY = "klaar"
    PUBLISHED = "gepubliceerd"
    WITHDRAWN = "ingetrokken"


class RouteName(StrEnum):
    """A way to a human. Every organisation says, or inherits, what each of these means there."""

    MANAGER = "leidinggevende"
    ADVISER = "vertrouwenspersoon"
    ADVISER_ELSEWHERE = "vertrouwenspersoon-elders"
    REPORTING_POINT = "meldpunt"
    EXTERNAL = "extern"
    CLERK = "griffier"
    SECRETARY = "secretaris"
    CHAIR = "voorzitter"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleKey:
    """Who a differing text is for: a role, and optionally only in one kind of body."""

    role: Role
    body: Body | None = None


PerRole = Mapping[RoleKey, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer to a question."""

    id: OptionId
    label: str
    """What the official reads on the button."""
    to: NodeId
    words: tuple[str, ...] = ()
    """What people type instead of pressing."""
    because: NormId | None = None
    """The norm that makes this answer matter; it stands in the reasons trail."""
    roles: frozenset[Role] = frozenset(Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with two or more options, in the order in which people read them."""

    id: NodeId
    text: str
    why: str | None
    """Why this is asked, or what to think of."""
    options: tuple[Option, ...]
    roles: frozenset[Role] = frozenset(Role)
    why_per_role: PerRole = field(default_factory=dict)

    def option(self, option: OptionId) -> Option | None:
        """The option with this id, or None."""
        return next((o for o in self.options if o.id == option), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """The human route of an outcome or a norm, with a second one that is independent of it."""

    route: RouteName
    second: RouteName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Where a path ends: what to do, why, and who helps. Never a verdict on a person."""

    id: NodeId
    verdict: Verdict
    heading: str
    text: str
    steps: tuple[str, ...]
    norms: tuple[NormId, ...]
    """One or more: no advice without a source."""
    referral: Referral
    follow_up: TreeId | None = None
    """A tree that goes on from here."""
    text_per_role: PerRole = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A case that must come out right (`proeven`)."""

    name: str
    answers: Mapping[NodeId, OptionId]
    outcome: NodeId
    role: Role | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """One decision tree. `questions` and `outcomes` keep the order of the file."""

    id: TreeId
    title: str
    button: str
    """A short title, at most 28 characters."""
    intro: str
    roles: frozenset[Role]
    status: Status
    start: NodeId
    questions: Mapping[NodeId, Question]
    outcomes: Mapping[NodeId, Outcome]
    examples: tuple[Example, ...] = ()

    @property
    def depends_on_role(self) -> bool:
        """Whether any question, option or text differs by role, so that it pays to ask for the role first."""
        everyone = frozenset(Role)
        return any(
            q.roles != everyone or q.why_per_role or any(o.roles != everyone for o in q.options)
            for q in self.questions.values()
        ) or any(o.text_per_role for o in self.outcomes.values())

    def offered(self, question: Question, role: Role | None) -> tuple[Option, ...]:
        """The options that somebody in this role sees; all of them when the role is unknown.

        An option is offered to its own roles, and only when the question it leads to is for them too.
        """
        if role is None:
            return question.options
        return tuple(
            o
            for o in question.options
            if role in o.roles and (o.to not in self.questions or role in self.questions[o.to].roles)
        )

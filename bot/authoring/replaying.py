"""Replaying many rows of answers in one version of a tree, also answers that were given to another version.

Counting what comes of it is left to `rerouting`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.dilemma.graph import edges
from bot.dilemma.tree import Tree
from bot.ids import NodeId, OptionId, Role

Answer = tuple[NodeId, OptionId]
Row = tuple[Answer, ...]
"""The answers of one path, in order."""

REMEMBERED = 4_096
"""Sets of ends that are kept for paths with the same answers from there on. Bounded: paths are many."""


@dataclass(frozen=True, slots=True)
class End:
    """One place where a set of answers can lead: an outcome, or an answer that is gone."""

    outcome: NodeId | None
    stuck: NodeId | None = None
    """The question whose answer is gone."""
    extra: Row = ()
    """Answers that were added on the way."""


class Side:
    """One version of a tree, prepared for looking at many paths."""

    def __init__(self, tree: Tree, roles: frozenset[Role]) -> None:
        self._tree = tree
        self._roles = roles
        self._ways: Mapping[Role, Mapping[NodeId, Mapping[OptionId, NodeId]]] = {
            role: {q.id: {o.id: o.to for o in tree.offered(q, role)} for q in tree.questions.values()} for role in roles
        }
        self._ahead = _questions_ahead(tree)
        self._known: dict[tuple[Role, NodeId, frozenset[tuple[NodeId, OptionId | None]]], tuple[End, ...]] = {}

    def offered_to(self, question: NodeId, option: OptionId) -> frozenset[Role]:
        """The roles that can give this answer."""
        return frozenset(role for role in self._roles if option in self._ways[role][question])

    def paths(self) -> Iterator[tuple[Row, NodeId, frozenset[Role]]]:
        """Every path that somebody can take: the answers, the outcome, and who can take it."""
        who = {(q.id, o.id): self.offered_to(q.id, o.id) for q in self._tree.questions.values() for o in q.options}
        stack: list[tuple[NodeId, Row, frozenset[Role]]] = [(self._tree.start, (), self._roles)]
        while stack:
            here, row, roles = stack.pop()
            if here in self._tree.outcomes:
                yield row, here, roles
                continue
            for option in reversed(self._tree.questions[here].options):
                if still := roles & who[here, option.id]:
                    stack.append((option.to, (*row, (here, option.id)), still))

    def ends(self, answers: Mapping[NodeId, OptionId | None], role: Role) -> tuple[End, ...]:
        """Where these answers lead somebody in this role: one end, or all that further questions allow.

        An answer that is None is gone.
        """
        ways = self._ways[role]
        here = self._tree.start
        while here in ways and here in answers:
            chosen = answers[here]
            if chosen is None or chosen not in ways[here]:
                return (End(None, stuck=here),)
            here = ways[here][chosen]
        if here not in ways:
            return (End(here),)
        ahead = self._ahead[here]
        key = (role, here, frozenset(pair for pair in answers.items() if pair[0] in ahead))
        if key not in self._known:
            if len(self._known) == REMEMBERED:
                self._known.clear()
            self._known[key] = tuple(self._branches(here, answers, role))
        return self._known[key]

    def _branches(self, here: NodeId, answers: Mapping[NodeId, OptionId | None], role: Role) -> Iterator[End]:
        """Each end once, with a shortest row of further answers that leads there."""
        ways = self._ways[role]
        todo: list[tuple[NodeId, Row]] = [(here, ())]
        seen = {here}
        for at, extra in todo:  # grows on the way: breadth first
            if at not in ways:
                yield End(at, extra=extra)
            elif at not in answers:
                for option, to in ways[at].items():
                    if to not in seen:
                        seen.add(to)
                        todo.append((to, (*extra, (at, option))))
            elif (chosen := answers[at]) is None or chosen not in ways[at]:
                yield End(None, stuck=at, extra=extra)
            elif (to := ways[at][chosen]) not in seen:
                seen.add(to)
                todo.append((to, extra))


def _questions_ahead(tree: Tree) -> Mapping[NodeId, frozenset[NodeId]]:
    """For each question, the questions that can still come, itself included."""
    ways = edges(tree)
    found: dict[NodeId, frozenset[NodeId]] = {}

    def ahead(at: NodeId) -> frozenset[NodeId]:
        if at not in found:
            found[at] = frozenset({at}).union(*(ahead(to) for to in ways[at] if to in ways))
        return found[at]

    for question in tree.questions:
        ahead(question)
    return found

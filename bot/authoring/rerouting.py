"""Where the paths of a tree end now, compared with where they ended before: counted, grouped, with a few examples.

A path is a row of answers. The old answers are replayed in the new tree: they lead to an outcome, meet a question that
they have no answer to, or stop at an answer that is gone. No path is kept: each is looked at and counted. What the
counts mean for an author is told in `telling`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.authoring.pairing import Pairing, pair
from bot.authoring.replaying import Answer, End, Row, Side
from bot.dilemma.engine import Answered, walk
from bot.dilemma.tree import Option, Outcome, Question, Tree, Verdict
from bot.ids import NodeId, Role

EXAMPLES = 2
"""Kept of each group: the shortest."""

Trail = tuple[Answered, ...]
_PLACE = {verdict: place for place, verdict in enumerate(Verdict)}


class Direction(StrEnum):
    """Whether an outcome leaves more or less to the person alone than before. The value is the Dutch word.

    The order is that of `Verdict`: do it; do it on conditions; do it and report it; do not decide alone; do not do it;
    get help now. Each holds back more than the one before it. So `melden` is milder than `overleg`, because reporting
    does not stop anybody. And whoever loses `direct_hulp` counts as milder, so that nobody takes help away unseen.
    """

    MILDER = "milder"
    STRICTER = "strenger"
    LEVEL = "even streng"


def direction_of(before: Verdict, after: Verdict) -> Direction:
    """Whether `after` is milder or stricter than `before`."""
    if before is after:
        return Direction.LEVEL
    return Direction.MILDER if _PLACE[after] < _PLACE[before] else Direction.STRICTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Paths that ended in `before` and now end, or can end, in `after`."""

    before: Outcome
    after: Outcome
    via: Question | None
    """The first question that these paths have no answer to. When there is one, they can end elsewhere too."""
    direction: Direction
    paths: int
    roles: frozenset[Role]
    examples: tuple[Trail, ...]
    """In the new tree, the shortest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Through:
    """Paths that only one side has, because they go through an answer that the other side does not offer."""

    question: Question
    option: Option
    paths: int
    roles: frozenset[Role]
    ends: tuple[Outcome, ...]
    """Where they end, in the tree that has them."""
    examples: tuple[Trail, ...]
    """In that tree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Longer:
    """Paths that meet a question that they have no answer to."""

    question: Question
    is_new: bool
    """Whether the old tree did not have it at all."""
    paths: int
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Paths that end, or can end, elsewhere. One that does so for several roles counts once."""

    elsewhere: int
    milder: int
    stricter: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rerouting:
    """What became of the paths of one tree, for the roles that it was and is for."""

    roles: frozenset[Role]
    """Those that the tree was and is for; only their paths are compared."""
    before: int
    """Paths of the old tree."""
    after: int
    moved: Tally
    """Paths that end elsewhere without a further question."""
    lengthened: int
    """Paths that meet a further question."""
    may_move: Tally
    """Paths that can end elsewhere, depending on a further question."""
    dropped: int
    """Paths with an answer that is gone."""
    added: int
    """Paths with an answer that is new."""
    groups: tuple[Moved, ...]
    """The milder ones first, then the stricter ones; the largest first."""
    longer: tuple[Longer, ...]
    lost: tuple[Through, ...]
    gained: tuple[Through, ...]

    @property
    def is_empty(self) -> bool:
        """Whether everybody is led as before."""
        return not (self.groups or self.longer or self.lost or self.gained)


def reroute(before: Tree, after: Tree) -> Rerouting:
    """Compare the paths of two versions of a tree.

    Both compile: no loops, at most 20,000 paths. New ids for what reads the same change no path, and neither do labels
    and order. An outcome that kept its id and got another `soort` is another end.
    """
    roles = before.roles & after.roles
    pairing = pair(before, after)
    old, new = Side(before, roles), Side(after, roles)
    ledger = _Ledger(before=before, after=after, pairing=pairing)
    for row, end, who in old.paths():
        known = {pairing.questions[q]: pairing.options.get((q, o)) for q, o in row if q in pairing.questions}
        ledger.enter(row, before.outcomes[end], {role: new.ends(known, role) for role in sorted(who)})
    offered = {
        (pairing.questions[q.id], pairing.options.get((q.id, o.id))): old.offered_to(q.id, o.id)
        for q in before.questions.values()
        if q.id in pairing.questions
        for o in q.options
    }
    asked = frozenset(pairing.questions.values())
    for row, end, who in new.paths():
        ledger.after_paths += 1
        for answer in row:
            fresh = who - offered.get(answer, frozenset()) if answer[0] in asked else frozenset()
            if fresh:
                ledger.added += 1
                ledger.gained.setdefault(answer, _Pile()).add(row, fresh, end)
                break
    return ledger.closed()


# --- counting ---------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Pile:
    """Paths that have something in common: how many, for whom, and the shortest."""

    paths: int = 0
    roles: frozenset[Role] = frozenset()
    ends: dict[NodeId, None] = field(default_factory=dict)
    shortest: list[tuple[Row, frozenset[Role]]] = field(default_factory=list)

    def add(self, row: Row, roles: frozenset[Role], end: NodeId) -> None:
        self.paths += 1
        self.ends[end] = None
        self.roles |= roles
        if len(self.shortest) < EXAMPLES or len(row) < len(self.shortest[-1][0]):
            self.shortest = sorted([*self.shortest, (row, roles)], key=lambda kept: len(kept[0]))[:EXAMPLES]

    def trails(self, tree: Tree) -> tuple[Trail, ...]:
        return tuple(walk(tree, dict(row), min(roles)).path for row, roles in self.shortest)


@dataclass(slots=True, kw_only=True)
class _Ledger:
    """The counts while the paths go by."""

    before: Tree
    after: Tree
    pairing: Pairing
    before_paths: int = 0
    after_paths: int = 0
    lengthened: int = 0
    dropped: int = 0
    added: int = 0
    moved: dict[tuple[NodeId, NodeId, NodeId | None], _Pile] = field(default_factory=dict)
    longer: dict[NodeId, _Pile] = field(default_factory=dict)
    lost: dict[Answer, _Pile] = field(default_factory=dict)
    gained: dict[Answer, _Pile] = field(default_factory=dict)
    tallies: dict[tuple[bool, Direction | None], int] = field(default_factory=dict)

    def enter(self, row: Row, was: Outcome, ends: Mapping[Role, tuple[End, ...]]) -> None:
        """Count one path of the old tree, given where each role ends with it in the new one."""
        self.before_paths += 1
        moved: dict[tuple[NodeId, NodeId, NodeId | None], tuple[Row, set[Role]]] = {}
        longer: dict[NodeId, set[Role]] = {}
        lost: dict[Answer, set[Role]] = {}
        kept = self._kept(row)
        for role, found in ends.items():
            via = next((end.extra[0][0] for end in found if end.extra), None)
            if via is not None:
                longer.setdefault(via, set()).add(role)
            for end in found:
                if end.stuck is not None:
                    lost.setdefault(self._gone(row, end.stuck), set()).add(role)
                elif end.outcome is not None and not self._is_same(was, end.outcome):
                    moved.setdefault((was.id, end.outcome, via), ((*kept, *end.extra), set()))[1].add(role)
        for group, (now, roles) in moved.items():
            self.moved.setdefault(group, _Pile()).add(now, frozenset(roles), group[1])
        for question, roles in longer.items():
            self.longer.setdefault(question, _Pile()).add(row, frozenset(roles), was.id)
        for answer, roles in lost.items():
            self.lost.setdefault(answer, _Pile()).add(row, frozenset(roles), was.id)
        self.lengthened += bool(longer)
        self.dropped += bool(lost)
        directions = {(group[2] is not None, self._direction(group)) for group in moved}
        for counted in {*directions, *((further, None) for further, _ in directions)}:
            self.tallies[counted] = self.tallies.get(counted, 0) + 1

    def closed(self) -> Rerouting:
        """The books."""
        order = list(Direction)
        groups = [
            Moved(
                before=self.before.outcomes[group[0]],
                after=self.after.outcomes[group[1]],
                via=self.after.questions[group[2]] if group[2] is not None else None,
                direction=self._direction(group),
                paths=pile.paths,
                roles=pile.roles,
                examples=pile.trails(self.after),
            )
            for group, pile in self.moved.items()
        ]
        known = frozenset(self.pairing.questions.values())
        longer = [
            Longer(question=self.after.questions[q], is_new=q not in known, paths=pile.paths, roles=pile.roles)
            for q, pile in self.longer.items()
        ]
        return Rerouting(
            roles=self.before.roles & self.after.roles,
            before=self.before_paths,
            after=self.after_paths,
            moved=self._tally(further=False),
            lengthened=self.lengthened,
            may_move=self._tally(further=True),
            dropped=self.dropped,
            added=self.added,
            groups=tuple(sorted(groups, key=lambda g: (g.via is not None, order.index(g.direction), -g.paths))),
            longer=tuple(sorted(longer, key=lambda found: -found.paths)),
            lost=_through(self.before, self.lost),
            gained=_through(self.after, self.gained),
        )

    def _kept(self, row: Row) -> Row:
        """The answers of an old path, under the ids of the new tree."""
        pairs = ((self.pairing.questions.get(q), self.pairing.options.get((q, o))) for q, o in row)
        return tuple((q, o) for q, o in pairs if q is not None and o is not None)

    def _gone(self, row: Row, stuck: NodeId) -> Answer:
        return next(answer for answer in row if self.pairing.questions.get(answer[0]) == stuck)

    def _is_same(self, was: Outcome, now: NodeId) -> bool:
        other = self.after.outcomes[now]
        return was.verdict is other.verdict and now in self.pairing.outcomes[was.id]

    def _direction(self, group: tuple[NodeId, NodeId, NodeId | None]) -> Direction:
        return direction_of(self.before.outcomes[group[0]].verdict, self.after.outcomes[group[1]].verdict)

    def _tally(self, *, further: bool) -> Tally:
        return Tally(
            elsewhere=self.tallies.get((further, None), 0),
            milder=self.tallies.get((further, Direction.MILDER), 0),
            stricter=self.tallies.get((further, Direction.STRICTER), 0),
        )


def _through(tree: Tree, piles: Mapping[Answer, _Pile]) -> tuple[Through, ...]:
    found = []
    for (question_id, option_id), pile in piles.items():
        question = tree.questions[question_id]
        option = question.option(option_id)
        assert option is not None, "a path goes through existing answers"  # noqa: S101
        found.append(
            Through(
                question=question,
                option=option,
                paths=pile.paths,
                roles=pile.roles,
                ends=tuple(tree.outcomes[id_] for id_ in pile.ends),
                examples=pile.trails(tree),
            )
        )
    return tuple(sorted(found, key=lambda through: -through.paths))

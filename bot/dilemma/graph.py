"""A decision tree seen as a graph: what can be reached, loops, dead ends, the longest path, and all paths.

Nothing here recurses, and only `paths` takes more than linear time, so that a tree that makes no sense is looked at as
calmly as one that does. An option whose target does not exist is an edge to nowhere and is left out.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.dilemma.tree import Option, Question, Tree
from bot.ids import NodeId, OptionId, Role

Keep = Callable[[Question, Option], bool]
"""Which options take part."""
Edges = Mapping[NodeId, tuple[NodeId, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One way through a tree: the answers given, in order, and the outcome."""

    answers: tuple[tuple[NodeId, OptionId], ...]
    outcome: NodeId


def edges(tree: Tree, role: Role | None = None, keep: Keep | None = None) -> Edges:
    """From each question to the existing nodes that its options lead to, each once, for somebody in this role."""
    return {
        q.id: tuple(
            dict.fromkeys(
                o.to
                for o in tree.offered(q, role)
                if (o.to in tree.questions or o.to in tree.outcomes) and (keep is None or keep(q, o))
            )
        )
        for q in tree.questions.values()
    }


def reachable(tree: Tree, role: Role | None = None, keep: Keep | None = None) -> frozenset[NodeId]:
    """The questions and outcomes that somebody in this role can get to from the start."""
    if tree.start not in tree.questions:
        return frozenset()
    ways = edges(tree, role, keep)
    seen, todo = {tree.start}, [tree.start]
    while todo:
        for to in ways.get(todo.pop(), ()):
            if to not in seen:
                seen.add(to)
                todo.append(to)
    return frozenset(seen)


def loops(tree: Tree) -> tuple[tuple[NodeId, ...], ...]:
    """The questions of each loop in the order in which one goes round; no question is in two of them.

    Loops that hang together count as one, of which a shortest way round is given: mending it may lay bare the next.
    """
    ways = edges(tree)
    found: list[tuple[NodeId, ...]] = []
    done: set[NodeId] = set()
    for start in tree.questions:
        if start in done:
            continue
        round_ = _way_round(ways, start)
        if round_ is not None:
            found.append(round_)
            done |= _tangle(ways, start)
    return tuple(found)


def dead_ends(tree: Tree, role: Role | None) -> tuple[NodeId, ...]:
    """The reachable questions at which somebody in this role has no answer to choose, in the order of the file."""
    here = reachable(tree, role)
    return tuple(q.id for q in tree.questions.values() if q.id in here and not tree.offered(q, role))


def longest_path(tree: Tree, role: Role | None = None) -> tuple[NodeId, ...]:
    """The questions on a longest path from the start. The tree may have no loops.

    Raises:
        ValueError: The tree has a loop, so that there is no longest path.
    """
    ways = edges(tree, role)
    best: dict[NodeId, tuple[int, NodeId | None]] = {}
    for id_ in reversed(_in_order(tree, ways)):
        after = [(best[to][0], to) for to in ways.get(id_, ()) if to in tree.questions]
        length, to = max(after, key=lambda pair: pair[0], default=(0, None))
        best[id_] = (length + 1, to)
    path: list[NodeId] = []
    here: NodeId | None = tree.start if tree.start in best else None
    while here is not None:
        path.append(here)
        here = best[here][1]
    return tuple(path)


def count_paths(tree: Tree, role: Role | None = None) -> int:
    """How many different rows of answers lead from the start to an outcome. Counted without walking them.

    Raises:
        ValueError: The tree has a loop, so that there is no end to its paths.
    """
    count: dict[NodeId, int] = dict.fromkeys(tree.outcomes, 1)
    for id_ in reversed(_in_order(tree, edges(tree, role))):
        count[id_] = sum(count.get(o.to, 0) for o in tree.offered(tree.questions[id_], role))
    return count.get(tree.start, 0) if tree.start in tree.questions else 0


def paths(tree: Tree, role: Role | None = None) -> Iterator[Path]:
    """Every path from the start to an outcome, in the order in which people read the options.

    The tree may have no loops; look at `count_paths` first, for there can be very many.
    """
    if tree.start not in tree.questions:
        return
    stack: list[tuple[NodeId, tuple[tuple[NodeId, OptionId], ...]]] = [(tree.start, ())]
    while stack:
        here, answers = stack.pop()
        if here in tree.outcomes:
            yield Path(answers=answers, outcome=here)
        elif here in tree.questions:
            options = tree.offered(tree.questions[here], role)
            stack += [(o.to, (*answers, (here, o.id))) for o in reversed(options)]


def _in_order(tree: Tree, ways: Edges) -> list[NodeId]:
    """All questions, each before those that it leads to."""
    incoming = dict.fromkeys(tree.questions, 0)
    for targets in ways.values():
        for to in targets:
            if to in incoming:
                incoming[to] += 1
    ready = [id_ for id_, number in incoming.items() if number == 0]
    order: list[NodeId] = []
    while ready:
        order.append(ready.pop())
        for to in ways.get(order[-1], ()):
            if to in incoming:
                incoming[to] -= 1
                if incoming[to] == 0:
                    ready.append(to)
    if len(order) < len(incoming):
        raise ValueError(f"tree {tree.id} has a loop")
    return order


def _way_round(ways: Edges, start: NodeId) -> tuple[NodeId, ...] | None:
    """A shortest way from this question back to itself."""
    came_from: dict[NodeId, NodeId] = {}
    todo = [start]
    for here in todo:  # grows on the way: breadth first
        for to in ways.get(here, ()):
            if to == start:
                way = [here]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return tuple(reversed(way))
            if to not in came_from:
                came_from[to] = here
                todo.append(to)
    return None


def _tangle(ways: Edges, start: NodeId) -> set[NodeId]:
    """All questions that can be got to from this one and lead back to it."""
    back: dict[NodeId, list[NodeId]] = {}
    for here, targets in ways.items():
        for to in targets:
            back.setdefault(to, []).append(here)
    return _closure(lambda id_: ways.get(id_, ()), start) & _closure(lambda id_: tuple(back.get(id_, ())), start)


def _closure(step: Callable[[NodeId], tuple[NodeId, ...]], start: NodeId) -> set[NodeId]:
    seen, todo = {start}, [start]
    while todo:
        for to in step(todo.pop()):
            if to not in seen:
                seen.add(to)
                todo.append(to)
    return seen

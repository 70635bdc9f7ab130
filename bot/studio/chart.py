"""A tree made ready to be shown: questions numbered in the order in which one reads them, outcomes lettered.

Picture, text, Mermaid and report all show this one chart, so that "vraag 3" and "C" mean the same in each. How it looks
is left to them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.content.folding import is_doubt
from bot.content.library import Library
from bot.dilemma.graph import edges
from bot.dilemma.tree import Option, Outcome, Question, Tree
from bot.ids import NodeId, NormId, Role

_SURE = 8
"""How much more an answer weighs than doubt, for the place of an outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A compiled tree with the marks by which people find their way in it."""

    tree: Tree
    tag: str
    """The short name of the revision."""
    questions: tuple[Question, ...]
    """In reading order: each before those that it leads to, short branches first."""
    outcomes: tuple[Outcome, ...]
    """Each near the middle of the answers that lead to it, so that in a picture lines are short and cross little."""
    marks: Mapping[NodeId, str]
    """`3` for a question, `C` for an outcome."""
    norms: Mapping[NormId, str]
    """The titles of the norms that make an answer matter, in the order in which they come by."""

    def norm_number(self, option: Option) -> int | None:
        """The number, from 1, of the norm that makes this answer matter."""
        return None if option.because is None else list(self.norms).index(option.because) + 1


def chart_of(tree: Tree, library: Library, tag: str) -> Chart:
    """The chart of a tree of this library. The tree has compiled: it has no loop and no dead end."""
    questions = tuple(tree.questions[id_] for id_ in _reading_order(tree))
    offered = [option for question in questions for option in question.options]
    outcomes = tuple(sorted(tree.outcomes.values(), key=lambda outcome: _middle(outcome.id, offered)))
    marks = {question.id: str(number) for number, question in enumerate(questions, 1)}
    marks |= {outcome.id: letters(number) for number, outcome in enumerate(outcomes)}
    because = dict.fromkeys(option.because for option in offered if option.because is not None)
    norms = {id_: library.norms[id_].title for id_ in because}
    return Chart(tree=tree, tag=tag, questions=questions, outcomes=outcomes, marks=marks, norms=norms)


def letters(number: int) -> str:
    """0 becomes A, 25 becomes Z, 26 becomes AA."""
    found = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def only_for(roles: frozenset[Role]) -> tuple[Role, ...]:
    """The roles to name beside something; none when it is for everyone."""
    return () if roles == frozenset(Role) else tuple(role for role in Role if role in roles)


def _middle(outcome: NodeId, offered: Sequence[Option]) -> float:
    """The mean place of the answers that lead to this outcome; an answer that is no doubt weighs more."""
    places = [(place, 1 if is_doubt(option) else _SURE) for place, option in enumerate(offered) if option.to == outcome]
    return sum(place * weight for place, weight in places) / sum(weight for _, weight in places)


def _reading_order(tree: Tree) -> list[NodeId]:
    """The questions, each before those that it leads to. Where a path forks, the shorter branch comes first.

    Then few lines run past questions that they have nothing to do with.
    """
    ways = {id_: [to for to in targets if to in tree.questions] for id_, targets in edges(tree).items()}
    size = {id_: _number_behind(ways, id_) for id_ in ways}
    done: list[NodeId] = []
    seen = {tree.start}
    stack = [(tree.start, _longest_first(ways[tree.start], size))]
    while stack:
        here, todo = stack[-1]
        if not todo:
            done.append(here)
            stack.pop()
        elif (to := todo.pop(0)) not in seen:
            seen.add(to)
            stack.append((to, _longest_first(ways[to], size)))
    return done[::-1]


def _longest_first(targets: list[NodeId], size: Mapping[NodeId, int]) -> list[NodeId]:
    """By what lies behind them; of equals the last, so that in the end the first comes first."""
    return sorted(targets, key=lambda id_: size[id_])[::-1]


def _number_behind(ways: Mapping[NodeId, list[NodeId]], start: NodeId) -> int:
    seen, todo = {start}, [start]
    while todo:
        for to in ways[todo.pop()]:
            if to not in seen:
                seen.add(to)
                todo.append(to)
    return len(seen)

"""Which part of one version of a tree is which of another, and option ids that got another meaning (G19).

Ids say what is what. Where one is gone and a new one has the same text, they are the same thing under a new name.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from rapidfuzz import fuzz

from bot.content.folding import fold, is_doubt
from bot.content.library import Library
from bot.dilemma.tree import Option, Outcome, Question, Tree
from bot.ids import NodeId, OptionId, TreeId

K = TypeVar("K", bound=str)

ALIKE = 50
"""From this share of common letters (0-100) on, a label says what it said. Words that only one has do not count."""
_DENIAL = re.compile(r"\b(?:nee|niet|niets|niks|geen|nooit|niemand|nergens)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """What each question, answer and outcome of the old tree is in the new one. Questions and answers that are gone are
    left out.
    """

    questions: Mapping[NodeId, NodeId]
    options: Mapping[tuple[NodeId, OptionId], OptionId]
    """By old question and old option."""
    outcomes: Mapping[NodeId, frozenset[NodeId]]
    """For each outcome of the old tree, those of the new one with the same id or the same content."""


def pair(before: Tree, after: Tree) -> Pairing:
    """What each part of `before` is in `after`."""
    questions = _pairs(
        {q.id: fold(q.text) for q in before.questions.values()}, {q.id: fold(q.text) for q in after.questions.values()}
    )
    options: dict[tuple[NodeId, OptionId], OptionId] = {}
    for was, now in questions.items():
        old, new = before.questions[was], after.questions[now]
        found = _pairs({o.id: fold(o.label) for o in old.options}, {o.id: fold(o.label) for o in new.options})
        options |= {(was, option): other for option, other in found.items()}
    contents = {o.id: _content(o) for o in after.outcomes.values()}
    outcomes = {
        o.id: frozenset(id_ for id_, content in contents.items() if id_ == o.id or content == _content(o))
        for o in before.outcomes.values()
    }
    return Pairing(questions=questions, options=options, outcomes=outcomes)


class Reason(StrEnum):
    """Why an option seems to mean something else than before."""

    LABEL = "label"
    """What people read on the button is another answer."""
    TARGET = "target"
    """It led to a question and leads to an outcome now, or the other way round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeaning:
    """An option id that was published and is used for something else now (G19)."""

    tree: TreeId
    question: Question
    """As it is now."""
    reason: Reason
    before: Option
    after: Option
    leads_to_question: bool
    """Whether `after` does; else it leads to an outcome."""


def changed_meaning(before: Library, after: Library) -> tuple[NewMeaning, ...]:
    """The option ids that are used again for another answer or another kind of target, in the order of the new trees.

    An id under which people find another answer than before spoils what was written down with it: examples, links, a
    note that somebody kept. Whether two labels say the same is a guess by their letters: a changed yes or no is seen,
    a changed "meer dan" or "minder dan" is not.
    """
    return tuple(
        found
        for id_, tree in after.trees.items()
        if id_ in before.trees
        for found in _changed_in(before.trees[id_], tree)
    )


def _changed_in(before: Tree, after: Tree) -> Iterator[NewMeaning]:
    for question in after.questions.values():
        asked = before.questions.get(question.id)
        for option in question.options:
            was = asked.option(option.id) if asked else None
            if was is None:
                continue
            if not _says_the_same(was, option):
                reason = Reason.LABEL
            elif (was.to in before.questions) != (option.to in after.questions):
                reason = Reason.TARGET
            else:
                continue
            yield NewMeaning(
                tree=after.id,
                question=question,
                reason=reason,
                before=was,
                after=option,
                leads_to_question=option.to in after.questions,
            )


def _says_the_same(before: Option, after: Option) -> bool:
    old, new = fold(before.label), fold(after.label)
    if old == new or (is_doubt(before) and is_doubt(after)):
        return True
    if bool(_DENIAL.search(old)) != bool(_DENIAL.search(new)):
        return False
    return fuzz.token_set_ratio(old, new) >= ALIKE


def _content(outcome: Outcome) -> str:
    """All that an outcome says, whatever its id."""
    return repr(replace(outcome, id=NodeId("")))


def _pairs(before: Mapping[K, str], after: Mapping[K, str]) -> dict[K, K]:
    """Equal ids; and of ids that only one side has, those with an equal text that nothing else there has."""
    gone = {id_: text for id_, text in before.items() if id_ not in after}
    come = {id_: text for id_, text in after.items() if id_ not in before}
    times_gone, times_come = Counter(gone.values()), Counter(come.values())
    renamed = {text: id_ for id_, text in come.items() if times_come[text] == times_gone[text] == 1}
    return {
        id_: id_ if id_ in after else renamed[text] for id_, text in before.items() if id_ in after or text in renamed
    }

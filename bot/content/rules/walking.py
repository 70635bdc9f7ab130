"""What the rules about trees have in common: which trees to look at, and going over their options."""

from collections.abc import Iterator

from bot.content.draft import Draft, Written
from bot.content.folding import listed
from bot.content.models import TreeShape
from bot.diagnostics import Span
from bot.dilemma.tree import Option, Question, Tree
from bot.ids import Role

MAX_QUESTIONS = 60
"""Of one tree (K05)."""

Pair = tuple[Written[TreeShape], Tree]


def pairs(draft: Draft) -> Iterator[Pair]:
    for file in draft.trees:
        yield file, draft.plain[file.file]


def trees(draft: Draft) -> Iterator[Pair]:
    """The trees of a size that can be looked at."""
    return ((file, tree) for file, tree in pairs(draft) if len(tree.questions) <= MAX_QUESTIONS)


def whole_trees(draft: Draft) -> Iterator[Pair]:
    """The trees in which every link is right (G01, G02, G03): only there does being reachable mean anything."""
    for file, tree in trees(draft):
        nodes = tree.questions.keys() | tree.outcomes.keys()
        is_whole = tree.start in tree.questions and all(option.to in nodes for _, _, option in options_of(tree))
        if is_whole and not tree.questions.keys() & tree.outcomes.keys():
            yield file, tree


def options_of(tree: Tree) -> Iterator[tuple[Question, int, Option]]:
    for question in tree.questions.values():
        for number, option in enumerate(question.options):
            yield question, number, option


def target_span(file: Written[TreeShape], question: Question, number: int) -> Span:
    return file.span("vragen", question.id, "opties", number, "naar")


def names(roles: frozenset[Role] | set[Role]) -> str:
    return listed(sorted(roles)).replace(" of ", " en ")

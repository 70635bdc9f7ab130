"""What the rules about trees have in common: which trees to look at, and going over their options."""

from collections.abc import Iterator, Mapping

from bot.content.draft import Draft, Written
from bot.content.folding import is_doubt, listed
from bot.content.models import TreeShape
from bot.diagnostics import Span
from bot.dilemma.graph import count_paths, dead_ends, loops, reachable
from bot.dilemma.tree import Option, Question, Tree
from bot.ids import NodeId, Role

MAX_QUESTIONS = 60
"""Of one tree (K05)."""
MAX_PATHS = 20_000
"""Of one tree (G16): every path is walked by machine."""

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


def sound_trees(draft: Draft) -> Iterator[Pair]:
    """The trees that can be walked to the end in every role: no lost parts, no loops, no dead ends (G01-G07, G16)."""
    for file, tree in whole_trees(draft):
        if not tree.roles or not tree.roles <= tree.questions[tree.start].roles or loops(tree):
            continue
        reached = frozenset[NodeId]().union(*(reachable(tree, role) for role in tree.roles))
        is_whole = reached >= tree.questions.keys() | tree.outcomes.keys()
        is_open = is_whole and not any(dead_ends(tree, role) for role in tree.roles)
        if is_open and count_paths(tree) <= MAX_PATHS and _ids_are_clear(tree):
            yield file, tree


def _ids_are_clear(tree: Tree) -> bool:
    """Whether an answer is told apart by its id (G10)."""
    return all(len({option.id for option in q.options}) == len(q.options) for q in tree.questions.values())


def options_of(tree: Tree) -> Iterator[tuple[Question, int, Option]]:
    for question in tree.questions.values():
        for number, option in enumerate(question.options):
            yield question, number, option


def lacks_doubt(tree: Tree, question: Question) -> bool:
    """Whether somebody is asked this who has no way to say "weet ik niet", whatever the role (G13)."""
    return bool(tree.roles & question.roles and question.options) and not any(map(is_doubt, question.options))


def askers(tree: Tree) -> Mapping[NodeId, frozenset[Role]]:
    """Of each question and outcome the roles in which somebody can come there."""
    reach = {role: reachable(tree, role) for role in tree.roles}
    return {id_: frozenset(r for r in reach if id_ in reach[r]) for id_ in (*tree.questions, *tree.outcomes)}


def target_span(file: Written[TreeShape], question: Question, number: int) -> Span:
    return file.span("vragen", question.id, "opties", number, "naar")


def names(roles: frozenset[Role] | set[Role]) -> str:
    return listed(sorted(roles)).replace(" of ", " en ")


def labels(draft: Draft) -> Iterator[tuple[Span, str]]:
    """Every text that stands on a button."""
    for tree in draft.trees:
        yield tree.span("knop"), tree.shape.button
        for question, shape in tree.shape.questions.items():
            for number, option in enumerate(shape.options):
                yield tree.span("vragen", question, "opties", number, "label"), option.label
    if draft.themes:
        for number, theme in enumerate(draft.themes.shape.themes):
            yield draft.themes.span("themas", number, "knop"), theme.button


def typed_words(draft: Draft) -> Iterator[tuple[Span, str]]:
    """Every word that people may type instead of pressing a button of a tree."""
    for tree in draft.trees:
        for question, shape in tree.shape.questions.items():
            for number, option in enumerate(shape.options):
                for place, word in enumerate(option.words):
                    yield tree.span("vragen", question, "opties", number, "woorden", place), word

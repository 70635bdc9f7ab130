"""Proofs over every path of every tree: going back and changing one answer agree with starting afresh (P07, P08).

The engine replays answers, so these hold by its design; here it is held to that, on the content as it is. Paths are
walked one after the other and none is kept. Of a tree with very many paths those are held to it that give some answer
for the first time: paths multiply, answers do not.
"""

from collections.abc import Iterator

from bot.content.draft import Draft, Written
from bot.content.models import TreeShape
from bot.content.rules.walking import sound_trees
from bot.diagnostics import Diagnostic, Span
from bot.dilemma.engine import Answers, Walk, answered, back, walk
from bot.dilemma.graph import Path, count_paths, paths
from bot.dilemma.tree import Tree
from bot.ids import NodeId, OptionId, Role

MANY_PATHS = 1_000
"""Real trees have some fifty."""


def answers_can_be_taken_back(draft: Draft) -> Iterator[Diagnostic]:
    """P08: going back and giving the same answer again leads to the same place, at every answer of every path."""
    for file, tree in sound_trees(draft):
        for role, path in _all_paths(tree):
            if not _back_agrees(tree, role, path):
                yield _fault("P08", file, path, "teruggaan en hetzelfde antwoord geven komt ergens anders uit")
                break


def answers_can_be_changed(draft: Draft) -> Iterator[Diagnostic]:
    """P07: after changing one answer, what still applies is kept, and the place is that of starting afresh with it."""
    for file, tree in sound_trees(draft):
        for role, path in _all_paths(tree):
            if not _change_agrees(tree, role, path):
                yield _fault("P07", file, path, "één antwoord wijzigen komt ergens anders uit dan opnieuw beginnen")
                break


def _all_paths(tree: Tree) -> Iterator[tuple[Role | None, Path]]:
    """Every path for an unknown role and for each role of the tree that is offered something else."""
    seen = []
    for role in (None, *sorted(tree.roles)):
        offered = [tree.offered(question, role) for question in tree.questions.values()]
        if offered not in seen:
            seen.append(offered)
            yield from ((role, path) for path in _telling(tree, role))


def _telling(tree: Tree, role: Role | None) -> Iterator[Path]:
    """All paths, or of very many those that give an answer which none before them gave."""
    if count_paths(tree, role) <= MANY_PATHS:
        yield from paths(tree, role)
        return
    given: set[tuple[NodeId, OptionId]] = set()
    for path in paths(tree, role):
        if not given.issuperset(path.answers):
            given.update(path.answers)
            yield path


def _back_agrees(tree: Tree, role: Role | None, path: Path) -> bool:
    given: Answers = {}
    for question, option in path.answers:
        before, given = given, answered(given, question, option)
        here = walk(tree, given, role)
        undone = back(here, given)
        if not _is_same(walk(tree, undone, role), walk(tree, before, role)):
            return False
        if not _is_same(walk(tree, answered(undone, question, option), role), here):
            return False
    return True


def _change_agrees(tree: Tree, role: Role | None, path: Path) -> bool:
    given = dict(path.answers)
    for question in given:
        for option in tree.offered(tree.questions[question], role):
            changed = walk(tree, answered(given, question, option.id), role)
            afresh = walk(tree, changed.answers, role)
            is_given = any(step.question.id == question and step.option == option for step in changed.path)
            others = [step for step in changed.path if step.question.id != question]
            kept = all(given.get(step.question.id) == step.option.id for step in others)
            if not (_is_same(changed, afresh) and is_given and kept and not afresh.unused):
                return False
    return True


def _is_same(one: Walk, two: Walk) -> bool:
    return one.path == two.path and one.here == two.here


def _fault(code: str, file: Written[TreeShape], path: Path, message: str) -> Diagnostic:
    answers = ", ".join(f"{question}={option}" for question, option in path.answers)
    hint = f"Dit is een fout van het programma. Meld het aan de beheerder, met deze antwoorden: {answers}."
    span: Span = file.key("vragen")
    return Diagnostic(code=code, span=span, message=message, hint=hint)

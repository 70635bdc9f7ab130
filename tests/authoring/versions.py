"""Versions of the small good content: a library with pieces of text replaced, and a tree edited part by part."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from bot.content.compiler import compile_content
from bot.content.library import Library
from bot.dilemma.tree import Option, Outcome, Question, Tree
from bot.ids import NodeId, OptionId, Role, TreeId
from tests.content.overlay import GOOD

TREE = "dilemmas/geschenk.yaml"
NORM = "knowledge/normen/geschenken.yaml"
Edit = Callable[[Tree], Tree]


def version(changes: Mapping[str, Mapping[str, str]] | None = None) -> Library:
    """The good content after replacing texts in some of its files; each text stands there once."""
    files = dict(GOOD)
    for file, pairs in (changes or {}).items():
        text = files[file].decode()
        for was, now in pairs.items():
            assert text.count(was) == 1, was
            text = text.replace(was, now)
        files[file] = text.encode()
    compiled = compile_content(files)
    assert compiled.library is not None, compiled.diagnostics
    return compiled.library


@cache
def good() -> Library:
    """The good content as it is."""
    return version()


def gift() -> Tree:
    """Five paths: three through the price, and two that end at once."""
    return good().trees[TreeId("geschenk")]


def option(question: str, id_: str, **changes: Any) -> Edit:
    """Change one answer."""

    def edit(tree: Tree) -> Tree:
        old = tree.questions[NodeId(question)]
        options = tuple(replace(o, **changes) if o.id == id_ else o for o in old.options)
        assert old.option(OptionId(id_)) is not None, id_
        return with_question(replace(old, options=options))(tree)

    return edit


def options(question: str, change: Callable[[tuple[Option, ...]], tuple[Option, ...]]) -> Edit:
    """Change the list of answers."""

    def edit(tree: Tree) -> Tree:
        old = tree.questions[NodeId(question)]
        return with_question(replace(old, options=change(old.options)))(tree)

    return edit


def outcome(id_: str, **changes: Any) -> Edit:
    """Change an outcome, or add a changed copy of it under another `id`."""

    def edit(tree: Tree) -> Tree:
        new: Outcome = replace(tree.outcomes[NodeId(id_)], **changes)
        return replace(tree, outcomes={**tree.outcomes, new.id: new})

    return edit


def with_question(question: Question) -> Edit:
    """Add or replace a question."""
    return lambda tree: replace(tree, questions={**tree.questions, question.id: question})


def without(node: str) -> Edit:
    """Take a question or an outcome out; whoever led to it has been changed already."""
    return lambda tree: replace(
        tree,
        questions={id_: q for id_, q in tree.questions.items() if id_ != node},
        outcomes={id_: o for id_, o in tree.outcomes.items() if id_ != node},
    )


def renamed(question: str, to: str) -> Edit:
    """A question under another id."""

    def edit(tree: Tree) -> Tree:
        questions = {
            NodeId(to if id_ == question else id_): replace(
                q,
                id=NodeId(to if id_ == question else id_),
                options=tuple(replace(o, to=NodeId(to) if o.to == question else o.to) for o in q.options),
            )
            for id_, q in tree.questions.items()
        }
        return replace(tree, questions=questions, start=NodeId(to) if tree.start == question else tree.start)

    return edit


def asked(id_: str, text: str, **targets: str) -> Question:
    """A question whose labels are its option ids."""
    made = tuple(Option(id=OptionId(o.replace("_", "-")), label=o, to=NodeId(to)) for o, to in targets.items())
    return Question(id=NodeId(id_), text=text, why=None, options=made)


def edited(*edits: Edit) -> Tree:
    """The tree about gifts after these edits."""
    tree = gift()
    for edit in edits:
        tree = edit(tree)
    return tree


OFFICIALS = frozenset({Role.OFFICIAL})

"""A place in a tree with all that its screens look at: the answers, the revision in which the walk began, the asker."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from bot.content.library import Library
from bot.content.values import fill
from bot.conversation.button import Look, ShowWalk, read_answers, tree_with, with_answers, write
from bot.conversation.desk import Desk
from bot.conversation.turn import Block, Choice, Context, Style
from bot.dilemma.engine import Answered, Answers, Walk, walk
from bot.dilemma.tree import Outcome, Tree


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where a walk is. `library` is that of the walk's own revision; `desk` is today's."""

    move: ShowWalk
    tree: Tree
    answers: Answers
    """All of them, those that do not apply now included."""
    library: Library
    desk: Desk

    @classmethod
    def at(cls, move: ShowWalk, desk: Desk) -> Self | None:
        """The place that a payload stands for; None when its revision is gone, or has no such tree or answers."""
        library = desk.library_of(move.tag)
        tree = tree_with(library.trees.values(), move.tree) if library else None
        answers = read_answers(tree, move.answers) if tree else None
        if library is None or tree is None or answers is None:
            return None
        return cls(move=move, tree=tree, answers=answers, library=library, desk=desk)

    @property
    def context(self) -> Context:
        """Who walks."""
        return self.move.context

    @cached_property
    def walked(self) -> Walk:
        """The path that the answers take, and where it ends."""
        return walk(self.tree, self.answers, self.context.role)

    @property
    def settled(self) -> "Spot":
        """The same place, where the answers that do not apply were shown and dropped."""
        return replace(self, answers=self.walked.answers, move=self.with_answers(self.walked.answers))

    @property
    def data(self) -> str:
        """The payload that shows this place again."""
        return write(replace(self.move, look=Look.HERE), self.desk.library.organisations)

    def with_answers(self, answers: Answers) -> ShowWalk:
        """The same walk with other answers."""
        return with_answers(self.move, self.tree, answers)

    def look(self, look: Look, again: int | None = None) -> ShowWalk:
        """Another side of the same place."""
        return replace(self.move, look=look, again=again)

    def own(self, text: str, style: Style = Style.TEXT) -> Block:
        """A text of the tree, with the values that the asker's organisation has for their role filled in."""
        organisation = self.library.organisation(self.context.organisation)
        return Block(text=fill(text, organisation, self.context.role), style=style)

    def answer(self, step: Answered) -> dict[str, str]:
        """A question and its answer, as fields of a fixed sentence."""
        return {"vraag": self.own(step.question.text).text, "antwoord": step.option.label}

    def given(self) -> list[Block]:
        """The answers on the path, numbered."""
        return [
            Block(
                text=self.desk.texts("boom.antwoord-nummer", nummer=number, **self.answer(step)),
                style=Style.ITEM,
            )
            for number, step in enumerate(self.walked.path, 1)
        ]

    def worded(self, key: str, move: ShowWalk, *, aside: bool = False) -> Choice:
        """The button with this key, which also works by its words."""
        desk = self.desk
        choice = desk.choice(desk.texts(f"knop.{key}"), move, desk.texts.words(f"woorden.{key}"))
        return replace(choice, aside=aside)


def verdict_of(outcome: Outcome, desk: Desk) -> dict[str, str]:
    """The kind of outcome in words and its heading as the rest of that sentence, as fields of a fixed sentence."""
    heading = outcome.heading
    if heading[1:2].islower():
        heading = heading[0].lower() + heading[1:]
    return {"soort": desk.texts(f"soort.{outcome.verdict.value}"), "kop": heading}

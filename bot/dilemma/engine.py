"""Walking a tree: answers in, path and place out. Nothing is kept between calls; every place is replayed from answers.

Because the path is recomputed each time, going back, changing one answer, resuming after a restart and "what if" are
the same small function.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.dilemma.tree import Option, Outcome, Question, Tree
from bot.ids import NodeId, OptionId, Role

Answers = Mapping[NodeId, OptionId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question on the path, and the option that was chosen there."""

    question: Question
    option: Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """Where a set of answers leads."""

    tree: Tree
    role: Role | None
    path: tuple[Answered, ...]
    here: Question | Outcome
    unused: tuple[Answered, ...]
    """Answers to questions off the path, in the order of the file: kept until an outcome, then dropped visibly."""

    @property
    def answers(self) -> Answers:
        """The answers on the path: what is left once the unused ones are dropped."""
        return {step.question.id: step.option.id for step in self.path}


def walk(tree: Tree, answers: Answers, role: Role | None = None) -> Walk:
    """Replay `answers` from the start of `tree`; give the path taken and where it ends.

    An option that no longer exists, or is not offered to `role`, leaves its question open. Answers to questions off the
    path are kept apart, so changing an early answer loses nothing. Ends on every tree without loops (rule G06) whose
    targets exist (G02); a loop in a tree that was not checked raises `ValueError`.
    """
    path: list[Answered] = []
    here = tree.start
    while here in tree.questions:
        question = tree.questions[here]
        chosen = _chosen(tree, question, answers, role)
        if chosen is None:
            break
        path.append(Answered(question=question, option=chosen))
        if len(path) > len(tree.questions):
            raise ValueError("the tree has a loop")
        here = chosen.to
    walked = {step.question.id for step in path}
    unused = tuple(
        Answered(question=question, option=option)
        for id_, question in tree.questions.items()
        if id_ in answers and id_ not in walked and (option := question.option(answers[id_])) is not None
    )
    end = tree.questions[here] if here in tree.questions else tree.outcomes[here]
    return Walk(tree=tree, role=role, path=tuple(path), here=end, unused=unused)


def answered(answers: Answers, question: NodeId, option: OptionId) -> Answers:
    """`answers` with this one added or changed; all others stay."""
    return {**answers, question: option}


def back(walked: Walk, answers: Answers) -> Answers:
    """`answers` without the last one on the path; the same answers at the start of the tree."""
    if not walked.path:
        return answers
    last = walked.path[-1].question.id
    return {question: option for question, option in answers.items() if question != last}


def questions_ahead(tree: Tree, node: NodeId, role: Role | None = None) -> int:
    """The most questions that can still come from `node` on, that one included; 0 at an outcome.

    Used for "vraag 2 van hooguit 5". Ends on every tree without loops.
    """
    longest: dict[NodeId, int] = {}

    def count(at: NodeId) -> int:
        question = tree.questions.get(at)
        if question is None:
            return 0
        if at not in longest:
            longest[at] = 1 + max((count(o.to) for o in tree.offered(question, role)), default=0)
        return longest[at]

    return count(node)


def _chosen(tree: Tree, question: Question, answers: Answers, role: Role | None) -> Option | None:
    wanted = answers.get(question.id)
    return next((o for o in tree.offered(question, role) if o.id == wanted), None)

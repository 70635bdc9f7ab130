"""What hundreds of people type and press: questions from the content, and whole walks through the trees."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, zip_longest

from bot.conversation.desk import Desk
from bot.dilemma.graph import paths
from bot.ids import Role
from tests.loopback import User

ROLE = Role.EXECUTIVE
"""The role in which the trees are walked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One walk: the label of a tree, then each answer up to an outcome, by its number and its label."""

    tree: str
    answers: tuple[tuple[int, str], ...]


def questions(desk: Desk) -> Iterator[str]:
    """Questions without end: found, half found, not found, danger, and what is no question at all."""
    norms = (norm.questions for norm in desk.library.norms.values())
    examples = [question for row in zip_longest(*norms) for question in row if question]
    others = ("wat wordt het weer morgen", "ik word bedreigd", "/controleer", "/zomaar", "/start", "waarom", "???")
    for number, (example, other) in enumerate(zip(cycle(examples), cycle(others))):
        yield other if number % 5 == 4 else example


def rounds(desk: Desk) -> Iterator[Round]:
    """Walks without end, over every tree in turn, each time along another path."""
    open_trees = [tree for tree in desk.library.trees.values() if ROLE in tree.roles]
    ways = [(tree, cycle(paths(tree, ROLE))) for tree in open_trees]
    while True:
        for tree, path in ways:
            answers = []
            for question, option in next(path).answers:
                offered = tree.offered(tree.questions[question], ROLE)
                answers += [(number, o.label) for number, o in enumerate(offered, 1) if o.id == option]
            yield Round(tree=tree.button, answers=tuple(answers))


def typed(round_: Round, aside: str) -> list[str]:
    """A walk as lines in a terminal, with something typed in between that is no answer."""
    numbers = [str(number) for number, _ in round_.answers]
    return ["/keuzehulp", round_.tree, aside, "verder", *numbers]


async def walked(user: User, round_: Round, desk: Desk, aside: str) -> str:
    """Walk on Telegram, with something typed in between; gives what is on the screen at the end."""
    await user.text("/keuzehulp")
    await user.heard(timeout=20)
    shown = await _press(user, round_.tree)
    if desk.texts("rol.vraag") in shown:
        shown = await _press(user, desk.texts(f"rol.{ROLE.value}"))
    await user.text(aside)
    await user.heard(timeout=20)
    for label in (desk.texts("knop.verder"), *(label for _, label in round_.answers)):
        shown = await _press(user, label)
    return shown


async def _press(user: User, label: str) -> str:
    """Press the button with this label, whatever number stands before it."""
    labels = [button for row in user.chat.shown[-1].buttons for button in row]
    await user.press(next(whole for whole in labels if whole.partition(". ")[2] == label))
    return (await user.heard(timeout=20))[-1].text

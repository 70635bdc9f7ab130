"""Walking a tree of the real content in conversation, for tests."""

from collections.abc import Iterator

from bot.conversation.desk import Desk
from bot.conversation.turn import Context, Pressed
from bot.ids import Role
from tests.conversation.talking import AT, Talk

EXECUTIVE = Context(role=Role.EXECUTIVE)


def at(desk: Desk, tree: str, context: Context = EXECUTIVE) -> Talk:
    talk = Talk(desk, context)
    talk.command("keuzehulp")
    talk.press(tree)
    return talk


def to_outcome(talk: Talk, *labels: str) -> Talk:
    for label in labels:
        talk.press(label)
    return talk


def abstained(desk: Desk) -> Talk:
    return to_outcome(
        at(desk, "Meepraten"), "Ik praat of stem mee", "Mij of iets van mij", "Vooral mij", "Ik deed nog niet mee"
    )


def changing(desk: Desk) -> Talk:
    """At the question that is asked again because its answer was wrong."""
    talk = abstained(desk)
    talk.presses("wijzigen")
    talk.press(desk.texts("knop.wijzig", nummer=2))
    return talk


def screens(talk: Talk) -> Iterator[Talk]:
    """Every question and outcome that can be reached from here by answering."""
    yield talk
    options = [choice for choice in talk.reply.choices if not choice.aside]
    if talk.shows("boom.klaar"):
        return
    for option in options:
        onward = Talk(talk.desk, talk.state.context)
        onward.hear(Pressed(data=option.data, at=AT))
        yield from screens(onward)

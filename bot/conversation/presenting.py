"""The last touch to a turn: the way back to the tree, who asks in every remembered button, and the asker's manner."""

from dataclasses import replace

from bot.conversation import guide
from bot.conversation.button import read, write
from bot.conversation.desk import Desk
from bot.conversation.turn import Choice, Context, Manner, Reply, State, Turn

_USUAL = Manner()


def presented(turn: Turn, before: Context, desk: Desk) -> Turn:
    """The turn as it is shown and remembered. `before` is what was known of the asker when it began."""
    *others, last = turn.replies
    state, place = turn.state, turn.state.place
    if place is not None and last.choices != place.choices and place.data not in {c.data for c in last.choices}:
        last = replace(last, choices=(*last.choices, _resume(state, place.data, desk)))
    if state.context != before:
        state = _agreeing(state, desk)
        place = state.place
    if desk.is_formal(state):
        others, last = [_formal(reply, desk) for reply in others], _formal(last, desk)
        place = replace(place, choices=_formal_choices(place.choices, desk)) if place else None
    replies = tuple(_in_manner(reply, state.manner) for reply in (*others, last))
    return replace(turn, state=replace(state, choices=last.choices, place=place), replies=replies)


def _resume(state: State, data: str, desk: Desk) -> Choice:
    label = desk.texts("knop.uitkomst" if guide.is_done(state) else "knop.verder")
    return Choice(label=label, data=_of(data, state.context, desk), words=desk.words("verder", "terug"))


def _agreeing(state: State, desk: Desk) -> State:
    """The state in which every button that is remembered carries who asks as it is known now."""

    def agreeing(choice: Choice) -> Choice:
        return replace(choice, data=_of(choice.data, state.context, desk))

    place, why = state.place, state.why
    if place is not None:
        choices = tuple(map(agreeing, place.choices))
        place = replace(place, data=_of(place.data, state.context, desk), choices=choices)
    if why is not None:
        why = replace(why, choice=agreeing(why.choice), not_this=agreeing(why.not_this))
    return replace(state, place=place, why=why)


def _of(data: str, context: Context, desk: Desk) -> str:
    """The payload with this context, unless it is a button by which somebody says who they are."""
    move = read(data, desk.library.organisations)
    if move is None or move.tells:
        return data
    return write(replace(move, context=context), desk.library.organisations)


def _formal(reply: Reply, desk: Desk) -> Reply:
    blocks = tuple(replace(block, text=desk.texts.formal(block.text)) for block in reply.blocks)
    return replace(reply, blocks=blocks, choices=_formal_choices(reply.choices, desk))


def _formal_choices(choices: tuple[Choice, ...], desk: Desk) -> tuple[Choice, ...]:
    return tuple(replace(choice, label=desk.texts.formal(choice.label)) for choice in choices)


def _in_manner(reply: Reply, manner: Manner) -> Reply:
    if manner == _USUAL:
        return reply
    in_place = reply.in_place and not manner.plain
    return replace(reply, in_place=in_place, plain=manner.plain, vanish_after=manner.vanish_after)

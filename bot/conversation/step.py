"""One turn: which event asks for which answer. Danger words come before everything else."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import assert_never

from bot.conversation import consult, guide, hearing, looking_back, menu, privacy, refer
from bot.conversation.button import (
    ChangeManner,
    Move,
    NotThis,
    Page,
    ShowNorm,
    ShowPage,
    ShowTheme,
    ShowWalk,
    read,
    write,
)
from bot.conversation.desk import Desk
from bot.conversation.turn import (
    Choice,
    Commanded,
    Context,
    Edited,
    Erased,
    Event,
    Pressed,
    Received,
    Reply,
    Said,
    State,
    Turn,
)
from bot.conversation.typed import named_in, said_of
from bot.ids import CardId
from bot.matching.normalise import FOLDED_CAP

_PAGES: Mapping[Page, Callable[[State, Desk], Turn]] = {
    Page.START: menu.start,
    Page.ASK: menu.ask_away,
    Page.DILEMMAS: menu.dilemmas,
    Page.THEMES: menu.themes,
    Page.HUMAN: refer.human,
    Page.INSIDE: refer.inside,
    Page.LINE: refer.in_line,
    Page.OUTSIDE: refer.outside,
    Page.PRIVACY: privacy.privacy,
    Page.PERSONAL_DATA: privacy.personal_data,
    Page.QUALITY: menu.quality,
    Page.HELP: menu.help_,
    Page.SETTINGS: menu.settings,
    Page.VANISHING: menu.vanishing,
    Page.ORGANISATION: menu.organisation,
    Page.MY_ORGANISATION: menu.my_organisation,
    Page.CLEAR: menu.clear,
    Page.STOP: menu.stop,
    Page.NONE_OF_THESE: consult.none_of_these,
    Page.WHY: consult.why,
}

COMMANDS: Mapping[str, Page] = {
    "start": Page.START,
    "help": Page.HELP,
    "themas": Page.THEMES,
    "keuzehulp": Page.DILEMMAS,
    "mens": Page.HUMAN,
    "privacy": Page.PRIVACY,
    "kwaliteit": Page.QUALITY,
    "instellingen": Page.SETTINGS,
    "stop": Page.STOP,
    "cancel": Page.STOP,
}
"""Commands that show a page. `vergeet` and `controleer` do something besides."""
_NAMED = frozenset({Page.DILEMMAS, Page.THEMES})
"""Lists of which one can be named behind the command: `/keuzehulp geschenk`."""


def step(state: State, event: Event, desk: Desk) -> Turn:
    """Answer one event. Pure: the same arguments give an equal `Turn`. Every event gets at least one reply."""
    desk = replace(desk, now=event.at)
    asked, state = state.asking, replace(state, asking=None)
    card = _card(event, desk)
    match event:
        case _ if card is not None:
            turn = refer.danger(state, card, desk)
        case Said():
            turn = _with_notes(_said(state, event, asked, desk), event, desk)
        case Pressed():
            turn = _pressed(state, event, desk)
        case Commanded():
            turn = _commanded(state, event, desk)
        case Received(kind=sent):
            turn = menu.say(state, desk, f"ontvangen.{sent.value}", "ontvangen.typ")
        case Edited():
            turn = menu.say(state, desk, "ontvangen.gewijzigd")
        case Erased():
            turn = menu.erased(state, event, desk)
        case _:
            assert_never(event)
    return _finished(turn, desk)


def is_danger(event: Event, desk: Desk) -> bool:
    """Whether somebody may be in danger, by what they typed."""
    return _card(event, desk) is not None


def slow_down(desk: Desk) -> tuple[Reply, ...]:
    """What somebody reads who sends more than can be answered."""
    return (Reply(blocks=(desk.paragraph("ontvangen.rustig"),)),)


def _card(event: Event, desk: Desk) -> CardId | None:
    match event:
        case Said(text=text) | Edited(text=text):
            pass
        case Commanded(name=name, argument=argument) if argument:
            text = f"{name} {argument}"
        case _:
            return None
    return desk.matcher.danger.card_for(text)


def _finished(turn: Turn, desk: Desk) -> Turn:
    """The turn in the asker's manner, with the way back to the tree on every screen that is not the tree."""
    state = turn.state
    *before, last = turn.replies
    place = state.place
    if place is not None and last.choices != place.choices and place.data not in {c.data for c in last.choices}:
        last = replace(last, choices=(*last.choices, _resume(state, place.data, desk)))
    if desk.is_formal(state):
        before, last = [_formal(reply, desk) for reply in before], _formal(last, desk)
        place = replace(place, choices=_formal_choices(place.choices, desk)) if place else None
    manner = state.manner
    replies = tuple(
        replace(
            reply, in_place=reply.in_place and not manner.plain, plain=manner.plain, vanish_after=manner.vanish_after
        )
        for reply in (*before, last)
    )
    return replace(turn, state=replace(state, choices=last.choices, place=place), replies=replies)


def _formal(reply: Reply, desk: Desk) -> Reply:
    blocks = tuple(replace(block, text=desk.texts.formal(block.text)) for block in reply.blocks)
    return replace(reply, blocks=blocks, choices=_formal_choices(reply.choices, desk))


def _formal_choices(choices: tuple[Choice, ...], desk: Desk) -> tuple[Choice, ...]:
    return tuple(replace(choice, label=desk.texts.formal(choice.label)) for choice in choices)


def _resume(state: State, data: str, desk: Desk) -> Choice:
    move = read(data, desk.library.organisations)
    if move is not None:  # who they are may have become known since
        data = write(replace(move, context=_merged(move.context, state.context)), desk.library.organisations)
    label = desk.texts("knop.uitkomst" if guide.is_done(state) else "knop.verder")
    return Choice(
        label=label, data=data, words=(*desk.texts.words("woorden.verder"), *desk.texts.words("woorden.terug"))
    )


def _said(state: State, event: Said, asked: str | None, desk: Desk) -> Turn:
    if event.forwarded and said_of(event.text):  # somebody else's words choose nothing
        return consult.ask(state, event.text, desk)
    meant = hearing.meant_by(state, event.text, asked, desk)
    return _pressed(state, Pressed(data=meant.data, at=event.at), desk) if isinstance(meant, Choice) else meant


def _with_notes(turn: Turn, event: Said, desk: Desk) -> Turn:
    """The answer, with what somebody should know of how their message was read before it."""
    told = {
        "ontvangen.doorgestuurd": event.forwarded,
        "ontvangen.erbij": event.attached,
        "ontvangen.lang": len(event.text) > FOLDED_CAP,
    }
    notes = [desk.note(key) for key, holds in told.items() if holds]
    first, *others = turn.replies
    return replace(turn, replies=(replace(first, blocks=(*notes, *first.blocks)), *others))


def _pressed(state: State, event: Pressed, desk: Desk) -> Turn:
    move = read(event.data, desk.library.organisations)
    if move is None:
        return menu.say(state, desk, "knop-verouderd")
    return _moved(replace(state, context=_merged(state.context, move.context)), move, desk)


def _moved(state: State, move: Move, desk: Desk) -> Turn:
    match move:
        case ShowPage(page=page):
            return _PAGES[page](state, desk)
        case ShowTheme():
            return menu.theme(state, move, desk)
        case ShowNorm():
            return consult.norm(state, move, desk)
        case NotThis():
            return consult.not_this(state, move, desk)
        case ShowWalk():
            return guide.show(state, move, desk)
        case ChangeManner(manner=manner):
            return menu.settings(replace(state, manner=manner), desk)
        case _:
            assert_never(move)


def _commanded(state: State, event: Commanded, desk: Desk) -> Turn:
    if event.name == "vergeet":
        return menu.forget(state, desk)
    if event.name == "controleer":
        return looking_back.verify(state, event.argument, desk)
    linked = menu.linked(state, event.argument, desk) if event.name == "start" else None
    if linked is not None:
        greeted = menu.start(state, desk)
        turn = _pressed(greeted.state, Pressed(data=linked.data, at=event.at), desk)
        return replace(turn, replies=(replace(greeted.replies[0], choices=()), *turn.replies))
    page = COMMANDS.get(event.name)
    if page is None:
        return menu.say(state, desk, "opdracht-onbekend")
    turn = _PAGES[page](state, desk)
    named = named_in(turn.replies[-1].choices, said_of(event.argument)) if page in _NAMED else None
    return _pressed(turn.state, Pressed(data=named.data, at=event.at), desk) if named else turn


def _merged(remembered: Context, carried: Context) -> Context:
    """The button's context: what was on screen when it was shown, and after a restart all there is.

    Where the button knows nothing, because it is older than the answer, what is remembered stays.
    """
    knows_role = carried.role is not None or carried.declined
    knows_place = carried.organisation is not None or carried.declined_organisation
    return Context(
        role=carried.role if knows_role else remembered.role,
        declined=carried.declined if knows_role else remembered.declined,
        organisation=carried.organisation if knows_place else remembered.organisation,
        declined_organisation=carried.declined_organisation if knows_place else remembered.declined_organisation,
    )

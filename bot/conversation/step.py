"""One turn: which event asks for which answer. Danger words come before everything else."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import assert_never

from bot.conversation import card as cards
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
)
from bot.conversation.desk import Desk
from bot.conversation.presenting import presented
from bot.conversation.turn import (
    Choice,
    Commanded,
    Context,
    Edited,
    Erased,
    Event,
    Pressed,
    Received,
    Said,
    State,
    Turn,
)
from bot.conversation.typed import denies, named_in, own, said_of
from bot.matching.alarm import Alert
from bot.matching.danger import LOOKED_AT
from bot.matching.normalise import FOLDED_CAP

LONGEST = 32_768
"""Characters of a message that are searched for danger: more than any channel lets through."""
OVERLAP = 200
"""Characters that two parts of a long text share, longer than any phrase of danger."""

_PAGES: Mapping[Page, Callable[[State, Desk], Turn]] = {
    Page.START: menu.start,
    Page.ASK: menu.ask_away,
    Page.DILEMMAS: menu.dilemmas,
    Page.THEMES: menu.themes,
    Page.HUMAN: refer.human,
    Page.SAFE: refer.safe,
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
    "contact": Page.HUMAN,
}
"""Commands that show a page. `vergeet` and `controleer` do something besides."""
_UNDERSTOOD_NOTHING = frozenset({Page.NONE_OF_THESE, Page.WHY})
"""Screens after which somebody is no further than before."""
_NAMED = frozenset({Page.DILEMMAS, Page.THEMES})
"""Lists of which one can be named behind the command: `/keuzehulp geschenk`."""


def step(state: State, event: Event, desk: Desk) -> Turn:
    """Answer one event. Pure: the same arguments give an equal `Turn`. Every event gets at least one reply."""
    desk = replace(desk, now=event.at)
    known, asked, shown = state.context, state.asking, state.card
    alert = Alert() if _is_on_screen(state, event, desk) else _alert(event, desk)
    state = replace(state, asking=None, card=None)
    match event:
        case _ if alert.card is not None:
            turn = refer.danger(state, alert.card, desk)
        case Said():
            before = hearing.Before(asking=asked, card=shown)
            turn = _with_notes(_said(state, event, before, desk), event, desk)
            turn = _with_way_out(turn, desk) if alert.uneasy else turn
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
    return presented(turn, known, desk)


def is_danger(event: Event, desk: Desk) -> bool:
    """Whether somebody may be in danger, by what they typed."""
    return _alert(event, desk).card is not None


def slow_down(state: State, desk: Desk) -> Turn:
    """What somebody reads who sends more than can be answered. What could be chosen still can be."""
    return presented(menu.aside(state, desk, "ontvangen.rustig"), state.context, desk)


def _is_on_screen(state: State, event: Event, desk: Desk) -> bool:
    """Whether this is what stands on a button, to the letter: whoever types that has read it there.

    Under a safety card so is any way of saying that there is no danger.
    """
    if not isinstance(event, Said):
        return False
    said = said_of(event.text)
    denied = state.card is not None and denies(said, desk.texts)
    return denied or any(said == own(choice.label) for choice in state.choices)


def _alert(event: Event, desk: Desk) -> Alert:
    match event:
        case Said(text=text) | Edited(text=text):
            pass
        case Commanded(name=name, argument=argument) if argument or name not in COMMANDS:
            text = f"{name} {argument}".replace("_", " ")
        case _:
            return Alert()
    alarm = desk.matcher.danger
    alerts = [alarm.alert(part) for part in _parts(text)]
    card = alarm.watch.most_urgent(alert.card for alert in alerts if alert.card is not None)
    return Alert(card=card, uneasy=any(alert.uneasy for alert in alerts))


def _parts(text: str) -> Iterator[str]:
    """The text in parts that the alarm looks at whole; what is cut in two by one is whole in the next."""
    text = text[:LONGEST]
    for begin in range(0, max(1, len(text) - OVERLAP), LOOKED_AT - OVERLAP):
        yield text[begin : begin + LOOKED_AT]


def _said(state: State, event: Said, before: hearing.Before, desk: Desk) -> Turn:
    if event.forwarded and said_of(event.text):  # somebody else's words choose nothing
        return consult.ask(state, event.text, desk)
    meant = hearing.meant_by(state, event.text, before, desk)
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


def _with_way_out(turn: Turn, desk: Desk) -> Turn:
    """The answer, and under it where to go in danger, for who may be. Without an answer that is said already."""
    *others, last = turn.replies
    asked_back = any(choice.data == desk.page(turn.state.context, Page.NONE_OF_THESE).data for choice in last.choices)
    if not asked_back and any("112" in block.text for block in last.blocks):
        return turn
    return replace(turn, replies=(*others, replace(last, blocks=(*last.blocks, desk.paragraph("nood.misschien")))))


def _pressed(state: State, event: Pressed, desk: Desk) -> Turn:
    move = read(event.data, desk.library.organisations)
    if move is None:
        return menu.say(state, desk, "knop-verouderd")
    return _moved(replace(state, context=_who(state.context, move)), move, desk)


def _moved(state: State, move: Move, desk: Desk) -> Turn:
    match move:
        case ShowPage(page=page):
            return _PAGES[page](state if page in _UNDERSTOOD_NOTHING else replace(state, fallbacks=0), desk)
        case ShowTheme():
            return menu.theme(state, move, desk)
        case ShowNorm():
            return cards.norm(state, move, desk)
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
    if event.name == "start":
        state = replace(state, place=None)
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


def _who(remembered: Context, move: Move) -> Context:
    """Who asks: what is remembered, and of what is not known what the button carries; after a restart that is all.

    A button by which somebody says who they are goes before everything.
    """
    carried = move.context
    if move.tells:
        return carried
    knows_role = remembered.role is not None or remembered.declined
    knows_place = remembered.organisation is not None or remembered.declined_organisation
    return Context(
        role=remembered.role if knows_role else carried.role,
        declined=remembered.declined if knows_role else carried.declined,
        organisation=remembered.organisation if knows_place else carried.organisation,
        declined_organisation=remembered.declined_organisation if knows_place else carried.declined_organisation,
    )

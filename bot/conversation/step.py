"""One turn: which event asks for which answer. Danger words come before everything else."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import assert_never

from bot.conversation import consult, guide, menu, refer
from bot.conversation.button import NotThis, Page, ShowNorm, ShowPage, ShowTheme, ShowWalk, read
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
from bot.dilemma.tree import Status
from bot.ids import CardId, NormId, ThemeId, TreeId
from bot.matching.danger import LOOKED_AT
from bot.matching.normalise import FOLDED_CAP, fold, words_of

CONFIRM_WORDS = 6
"""Up to this length, typed text in a tree that holds one of the answers is taken as a try to answer."""
OVERLAP = 200
"""Characters that two parts of a long text share, longer than any phrase of danger."""

_PAGES: Mapping[Page, Callable[[State, Desk], Turn]] = {
    Page.START: menu.start,
    Page.ASK: menu.ask_away,
    Page.DILEMMAS: menu.dilemmas,
    Page.THEMES: menu.themes,
    Page.HUMAN: refer.human,
    Page.PRIVACY: menu.privacy,
    Page.QUALITY: menu.quality,
    Page.HELP: menu.help_,
    Page.SETTINGS: menu.settings,
    Page.ORGANISATION: menu.organisation,
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


def step(state: State, event: Event, desk: Desk) -> Turn:
    """Answer one event. Pure: the same arguments give an equal `Turn`. Every event gets at least one reply."""
    desk = replace(desk, now=event.at)
    card = _card(event, desk)
    match event:
        case _ if card is not None:
            turn = refer.danger(state, card, desk)
        case Said():
            turn = _with_notes(_said(state, event, desk), event, desk)
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
    return replace(turn, state=replace(turn.state, choices=turn.replies[-1].choices))


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
    found = {desk.matcher.danger.card_for(part) for part in _parts(text)}
    return next((card.id for card in desk.library.danger.cards if card.id in found), None)


def _parts(text: str) -> Iterator[str]:
    """The text in parts that the alarm looks at whole; what is cut in two by one is whole in the next."""
    for begin in range(0, max(1, len(text) - OVERLAP), LOOKED_AT - OVERLAP):
        yield text[begin : begin + LOOKED_AT]


def _said(state: State, event: Said, desk: Desk) -> Turn:
    said = _words(event.text)
    if not said:
        return menu.say(state, desk, "ontvangen.leeg")
    if event.forwarded:  # somebody else's words choose nothing
        return _asked(state, event, desk)
    chosen = _typed(state.choices, said)
    if chosen is not None:
        return _pressed(state, Pressed(data=chosen.data, at=event.at), desk)
    if len(said) == 1 and said[0].isdecimal():
        return menu.say(state, desk, "ontvangen.nummer")
    page = next((p for p in Page if p is not Page.NONE_OF_THESE and _folded(desk, p, said)), None)
    if page is not None:
        return _PAGES[page](state, desk)
    if state.walking is not None and len(said) <= CONFIRM_WORDS:
        meant = [choice for choice in state.choices if _holds(said, choice)]
        if len(meant) == 1:
            return guide.confirm(state, meant[0], desk)
    return _asked(state, event, desk)


def _asked(state: State, event: Said, desk: Desk) -> Turn:
    turn = consult.ask(state, event.text, desk)
    *before, last = turn.replies
    back = refer.resume(state, desk)
    return replace(turn, replies=(*before, replace(last, choices=(*last.choices, *back))))


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
    state = replace(state, context=_merged(state.context, move.context))
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
            return guide.show(state, move, event, desk)
        case _:
            assert_never(move)


def _commanded(state: State, event: Commanded, desk: Desk) -> Turn:
    if event.name == "vergeet":
        return menu.forget(state, desk)
    if event.name == "controleer":
        return guide.verify(state, event, desk)
    if event.name == "start" and (linked := _linked(state, event, desk)):
        return linked
    page = COMMANDS.get(event.name)
    return _PAGES[page](state, desk) if page else menu.say(state, desk, "opdracht-onbekend")


def _linked(state: State, event: Commanded, desk: Desk) -> Turn | None:
    """What a link such as `t.me/bot?start=geschenk` leads to: the greeting, then the tree, theme or norm of that name.

    None for whatever else follows `/start`: it is ignored, and never said back.
    """
    library, name, context = desk.library, event.argument, state.context
    tree, norm = library.trees.get(TreeId(name)), library.norms.get(NormId(name))
    if tree is not None and tree.status is Status.PUBLISHED:
        named = desk.start_choice(context, tree)
    elif name in library.themes:
        named = desk.choice("", ShowTheme(context=context, theme=ThemeId(name)))
    elif norm is not None and norm.status is Status.PUBLISHED:
        named = consult.norm_choice(context, norm.id, desk)
    else:
        return None
    greeted = menu.start(state, desk)
    turn = _pressed(greeted.state, Pressed(data=named.data, at=event.at), desk)
    return replace(turn, replies=(replace(greeted.replies[0], choices=()), *turn.replies))


def _merged(remembered: Context, carried: Context) -> Context:
    """The button's context: what was on screen when it was shown, and after a restart all there is.

    Where the button knows nothing, because it is older than the answer, what is remembered stays.
    """
    knows_role = carried.role is not None or carried.declined
    return Context(
        role=carried.role if knows_role else remembered.role,
        declined=carried.declined if knows_role else remembered.declined,
        organisation=carried.organisation or remembered.organisation,
    )


def _typed(choices: tuple[Choice, ...], said: tuple[str, ...]) -> Choice | None:
    """The choice whose number, label or word was typed, and nothing else. What stands on a button goes before words."""
    if len(said) == 1 and said[0].isascii() and said[0].isdigit():
        number = int(said[0]) if len(said[0]) <= 2 else 0
        return choices[number - 1] if 1 <= number <= len(choices) else None
    named = next((c for c in choices if said == _words(c.label)), None)
    return named or next((c for c in choices if said in map(_words, c.words)), None)


def _holds(said: tuple[str, ...], choice: Choice) -> bool:
    """Whether the typed words hold the label or a word of a choice, as whole words in a row."""
    for text in (choice.label, *choice.words):
        sought = _words(text)
        if sought and any(said[at : at + len(sought)] == sought for at in range(len(said) - len(sought) + 1)):
            return True
    return False


def _folded(desk: Desk, page: Page, said: tuple[str, ...]) -> bool:
    return said in {_words(word) for word in desk.texts.words(f"woorden.{page.value}")}


def _words(text: str) -> tuple[str, ...]:
    return words_of(fold(text))

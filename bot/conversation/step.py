"""One turn: which event asks for which answer. Danger words come before everything else."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import assert_never

from bot.conversation import consult, guide, menu, privacy, refer
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
from bot.ids import CardId
from bot.matching.normalise import fold, words_of

CONFIRM_WORDS = 6
"""Up to this length, typed text in a tree that holds one of the answers is taken as a try to answer."""

_PAGES: Mapping[Page, Callable[[State, Desk], Turn]] = {
    Page.START: menu.start,
    Page.ASK: menu.ask_away,
    Page.DILEMMAS: menu.dilemmas,
    Page.THEMES: menu.themes,
    Page.HUMAN: refer.human,
    Page.PRIVACY: privacy.privacy,
    Page.PERSONAL_DATA: privacy.personal_data,
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
            turn = _said(state, event, desk)
        case Pressed():
            turn = _pressed(state, event, desk)
        case Commanded():
            turn = _commanded(state, event, desk)
        case Received():
            turn = menu.say(state, desk, "ontvangen.alleen-tekst")
        case Edited():
            turn = menu.say(state, desk, "ontvangen.gewijzigd")
        case Erased():
            turn = menu.forget(state, desk)
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
            return desk.matcher.danger.card_for(text)
        case Commanded(name=name, argument=argument):
            return desk.matcher.danger.card_for(f"{name} {argument}") if argument else None
        case _:
            return None


def _said(state: State, event: Said, desk: Desk) -> Turn:
    said = _words(event.text)
    if not said:
        return menu.say(state, desk, "ontvangen.leeg")
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
    turn = consult.ask(state, event.text, desk)
    *before, last = turn.replies
    back = refer.resume(state, desk)
    return replace(turn, replies=(*before, replace(last, choices=(*last.choices, *back))))


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
    page = COMMANDS.get(event.name)
    return _PAGES[page](state, desk) if page else menu.say(state, desk, "opdracht-onbekend")


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

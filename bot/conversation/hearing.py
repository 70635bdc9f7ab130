"""What typed words mean, where they were typed: a button, a side of the last answer, a name, an answer, or a question.

The readings are tried in a fixed order and the first that fits counts. What is on screen comes first, then what was
left open in a tree, then the words that work everywhere, and a question of one's own last. Danger comes before all of
this, in `step`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.conversation import asker, consult, guide, menu, refer
from bot.conversation.button import Page, ShowNorm, View, read
from bot.conversation.desk import Desk
from bot.conversation.turn import Choice, Place, State, Turn
from bot.conversation.typed import (
    Words,
    chosen,
    denies,
    holds,
    is_word,
    mentioned,
    number_of,
    own,
    pointed_at,
    said_of,
)
from bot.ids import CardId

ANSWER_WORDS = 20
"""Up to this length, typed text in a tree that holds one of the answers is taken as a try to answer."""

_ON_SCREEN_ONLY = frozenset({Page.NONE_OF_THESE, Page.SAFE})
"""Pages whose words mean something only where their button stands."""
_SIDES: Mapping[View, str] = {View.MORE: "meer", View.PLAIN: "makkelijk", View.FOR_ME: "voor-mij"}
_TO_ANSWER = (*_SIDES.values(), "antwoord", "terug")
_STEERING = (*_TO_ANSWER, "verder", "antwoorden", "wat-als", "wijzigen", "bewaren")
"""Words of buttons. When none of these is on screen they are no question either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What the last screen was about, and nothing after it."""

    asking: str | None
    """The payload of where to go on when the name of an organisation is typed."""
    card: CardId | None
    """The safety card that it showed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    state: State
    text: str
    said: Words
    before: Before
    desk: Desk

    def __repr__(self) -> str:
        return "_Heard(...)"

    @property
    def open_question(self) -> Place | None:
        """The question of a tree that still waits for an answer."""
        return None if guide.is_done(self.state) else self.state.place

    @property
    def is_at_tree(self) -> bool:
        """Whether the tree is what is on screen."""
        return self.state.place is not None and self.state.choices == self.state.place.choices


def meant_by(state: State, text: str, before: Before, desk: Desk) -> Choice | Turn:
    """The button that was meant, or the answer where there is no such button."""
    heard = _Heard(state=state, text=text, said=said_of(text), before=before, desk=desk)
    for reading in _READINGS:
        meant = reading(heard)
        if meant is not None:
            return meant
    return _question(heard)


def _nothing(heard: _Heard) -> Turn | None:
    return None if heard.said else menu.say(heard.state, heard.desk, "ontvangen.leeg")


def _on_screen(heard: _Heard) -> Choice | Turn | None:
    choices = heard.state.choices
    number = number_of(heard.said, heard.desk.texts)
    if number is not None and 1 <= number <= len(choices):
        return choices[number - 1]
    found = chosen(choices, heard.said)
    if found is None and number is not None and any(word.isdecimal() for word in heard.said):
        return menu.aside(heard.state, heard.desk, "ontvangen.nummer")
    return found


def _after_card(heard: _Heard) -> Choice | Turn | None:
    """A word after a safety card: no is believed; whoever says yes, or where they work, still needs the card."""
    state, desk, card = heard.state, heard.desk, heard.before.card
    if card is None:
        return None
    if denies(heard.said, desk.texts):
        return desk.page(state.context, Page.SAFE)
    context = asker.introduced(heard.said, state.context, desk)
    if context is None and not is_word(heard.said, desk.texts, "ja", "wie-nu"):
        return None
    return refer.still_there(replace(state, context=context or state.context), card, desk)


def _small_talk(heard: _Heard) -> Turn | None:
    for talk in ("dank", "afscheid", "voorlezen", "zwaar", "boos"):
        if is_word(heard.said, heard.desk.texts, talk, slips=True):
            return menu.aside(heard.state, heard.desk, f"praatje.{talk}")
    return None


def _why_this_question(heard: _Heard) -> Turn | None:
    place, texts = heard.open_question, heard.desk.texts
    if place is None or not place.choices:
        return None
    asked_here = heard.is_at_tree and is_word(heard.said, texts, "waarom", "makkelijk")
    if not asked_here and not is_word(heard.said, texts, "waarom-vraag"):
        return None
    return guide.explain(heard.state, place, heard.desk)


def _page(heard: _Heard) -> Choice | None:
    pages = (page for page in Page if page not in _ON_SCREEN_ONLY)
    found = next((page for page in pages if is_word(heard.said, heard.desk.texts, page.value, slips=True)), None)
    return heard.desk.page(heard.state.context, found) if found else None


def _left_open(heard: _Heard) -> Choice | Turn | None:
    """What can be chosen in the tree that is not on screen. An answer is asked back, with its question."""
    place = heard.state.place
    found = chosen(place.choices, heard.said) if place else None
    if place is None or found is None or place.done or found.aside:
        return found
    if found.doubt:  # doubt about what, while something else is on screen?
        return Choice(label=found.label, data=place.data)
    move = read(found.data, heard.desk.library.organisations)
    return found if move is not None and move.tells else guide.confirm(heard.state, found, heard.desk)


def _not_meant(heard: _Heard) -> Choice | Turn | None:
    if not is_word(heard.said, heard.desk.texts, "niet-bedoeld"):
        return None
    if heard.state.why is not None:
        return heard.state.why.not_this
    if heard.open_question and heard.is_at_tree:
        return None  # "nee" at a question that cannot be answered with it
    if not heard.state.fallbacks:
        return menu.aside(heard.state, heard.desk, "ontvangen.niets-open")
    return consult.none_of_these(heard.state, heard.desk)


def _steering(heard: _Heard) -> Choice | Turn | None:
    """A word for a button that is not on screen: about the last answer if there was one, and else about nothing."""
    state, desk, texts = heard.state, heard.desk, heard.desk.texts
    if not is_word(heard.said, texts, *_STEERING):
        return None
    if heard.open_question and is_word(heard.said, texts, "wat-als", "bewaren"):
        return menu.aside(state, desk, "boom.later")
    if state.why is None or not is_word(heard.said, texts, *_TO_ANSWER):
        return menu.aside(state, desk, "ontvangen.niets-open")
    answer = read(state.why.choice.data, desk.library.organisations)
    if not isinstance(answer, ShowNorm):
        return state.why.choice
    side = next((view for view, key in _SIDES.items() if is_word(heard.said, texts, key)), View.CARD)
    return desk.choice(state.why.choice.label, replace(answer, context=state.context, view=side))


def _organisation(heard: _Heard) -> Choice | Turn | None:
    """The answer to the question for an organisation."""
    state, desk = heard.state, heard.desk
    back = read(heard.before.asking, desk.library.organisations) if heard.before.asking else None
    if back is None:
        return None
    same = asker.named(heard.said, desk.library, desk.texts)
    found, is_clear = asker.like_named(heard.said, desk.library, desk.texts)
    if same or is_clear:
        return asker.pick(same or found[0], back, state, desk)
    if found or len(heard.said) <= asker.SHORT_WORDS:
        return asker.offer(state, found, back, desk)
    return None


def _pointed_at(heard: _Heard) -> Choice | None:
    choices = heard.state.choices
    if heard.is_at_tree and heard.open_question:
        choices = tuple(choice for choice in choices if choice.aside)  # an answer in a tree is asked back first
    return pointed_at(choices, heard.said)


def _introduction(heard: _Heard) -> Choice | Turn | None:
    """Somebody says who they are: what was on screen is shown anew, as it is for them."""
    state, desk = heard.state, heard.desk
    context = asker.introduced(heard.said, state.context, desk)
    if context is None:
        return None
    human = desk.page(state.context, Page.ORGANISATION)
    if human.data in {choice.data for choice in state.choices}:  # they are looking for somebody at their organisation
        shown: str | None = desk.page(state.context, Page.HUMAN).data
    elif heard.is_at_tree and state.place:
        shown = state.place.data
    else:
        shown = state.why.choice.data if state.why else None
    move = read(shown, desk.library.organisations) if shown else None
    if move is None:
        return menu.known(replace(state, context=context, fallbacks=0), desk)
    return desk.choice("", replace(move, context=context, tells=True))


def _hardly_anything(heard: _Heard) -> Turn | None:
    """A word such as "ja" or "ok" where it answers nothing: the same choices again, and what can be typed."""
    state, desk = heard.state, heard.desk
    if heard.before.card is not None or not is_word(heard.said, desk.texts, "kort", "ja"):
        return None
    if heard.open_question and heard.is_at_tree:
        return menu.aside(state, desk, "boom.kies-antwoord")
    none_of_these = desk.page(state.context, Page.NONE_OF_THESE).data
    asked_back = any(choice.data == none_of_these for choice in state.choices)
    return menu.aside(state, desk, "bedoel-je.welke" if asked_back else "praatje.kort")


def _question(heard: _Heard) -> Turn:
    """An answer to the open question of a tree, to be confirmed, or a question of one's own, with the role in it."""
    role = asker.role_of(heard.said, heard.desk)
    known, ik_ben = heard.state.context.role, own(heard.desk.texts("rol.ik-ben"))
    if role is None or role is known or (known is not None and not holds(heard.said, ik_ben)):
        return _asked(heard)
    context = replace(heard.state.context, role=role, declined=False)
    turn = _asked(replace(heard, state=replace(heard.state, context=context)))
    note = heard.desk.note("rol.gehoord", rol=heard.desk.texts(f"rol.{role.value}").lower())
    first, *others = turn.replies
    return replace(turn, replies=(replace(first, blocks=(note, *first.blocks)), *others))


def _asked(heard: _Heard) -> Turn:
    state, desk = heard.state, heard.desk
    place = heard.open_question if len(heard.said) <= ANSWER_WORDS else None
    answers = tuple(choice for choice in place.choices if not choice.aside) if place else ()
    meant = pointed_at(answers, heard.said) or mentioned(answers, heard.said)
    turn = consult.ask(state, heard.text, desk)
    if meant is not None:
        return guide.confirm(replace(state, why=turn.state.why), meant, desk)
    if heard.before.card is not None and turn.state.why is None:
        return refer.still_there(state, heard.before.card, desk)
    return turn


_READINGS: tuple[Callable[[_Heard], Choice | Turn | None], ...] = (
    _nothing,
    _on_screen,
    _after_card,
    _small_talk,
    _why_this_question,
    _page,
    _organisation,
    _left_open,
    _not_meant,
    _steering,
    _pointed_at,
    _introduction,
    _hardly_anything,
)

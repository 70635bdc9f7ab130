"""What typed words mean, where they were typed: a button, a side of the last answer, a name, an answer, or a question.

The readings are tried in a fixed order and the first that fits counts. What is on screen comes first, then what was
left open in a tree, then the words that work everywhere, and a question of one's own last. Danger comes before all of
this, in `step`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.conversation import asker, consult, guide, menu
from bot.conversation.button import Page, ShowNorm, View, read
from bot.conversation.desk import Desk
from bot.conversation.turn import Choice, Place, State, Turn
from bot.conversation.typed import Said, chosen, is_word, mentioned, number_of, pointed_at, said_of

ANSWER_WORDS = 20
"""Up to this length, typed text in a tree that holds one of the answers is taken as a try to answer."""

_SIDES: Mapping[View, str] = {View.MORE: "meer", View.PLAIN: "makkelijk", View.FOR_ME: "voor-mij"}
_TO_ANSWER = (*_SIDES.values(), "antwoord", "terug")
_STEERING = (*_TO_ANSWER, "verder", "antwoorden", "wat-als", "wijzigen", "bewaren")
"""Words of buttons. When none of these is on screen they are no question either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    state: State
    text: str
    said: Said
    asked: str | None
    desk: Desk

    @property
    def open_question(self) -> Place | None:
        """The question of a tree that still waits for an answer."""
        return None if guide.is_done(self.state) else self.state.place

    @property
    def is_at_tree(self) -> bool:
        """Whether the tree is what is on screen."""
        return self.state.place is not None and self.state.choices == self.state.place.choices


def meant_by(state: State, text: str, asked: str | None, desk: Desk) -> Choice | Turn:
    """The button that was meant, or the answer where there is no such button.

    `asked` is the payload of where to go on, when the name of an organisation was asked for just now.
    """
    heard = _Heard(state=state, text=text, said=said_of(text), asked=asked, desk=desk)
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
        return menu.say(heard.state, heard.desk, "ontvangen.nummer")
    return found


def _why_this_question(heard: _Heard) -> Turn | None:
    place = heard.open_question if heard.is_at_tree else None
    if place is None or not is_word(heard.said, heard.desk.texts, "waarom", "makkelijk"):
        return None
    return guide.explain(heard.state, place, heard.desk)


def _page(heard: _Heard) -> Choice | None:
    pages = (page for page in Page if page is not Page.NONE_OF_THESE)
    found = next((page for page in pages if is_word(heard.said, heard.desk.texts, page.value)), None)
    return heard.desk.page(heard.state.context, found) if found else None


def _left_open(heard: _Heard) -> Choice | None:
    return chosen(heard.state.place.choices, heard.said) if heard.state.place else None


def _not_meant(heard: _Heard) -> Choice | Turn | None:
    if not is_word(heard.said, heard.desk.texts, "niet-bedoeld"):
        return None
    return heard.state.why.not_this if heard.state.why else consult.none_of_these(heard.state, heard.desk)


def _steering(heard: _Heard) -> Choice | Turn | None:
    """A word for a button that is not on screen: about the last answer if there was one, and else about nothing."""
    state, desk, texts = heard.state, heard.desk, heard.desk.texts
    if not is_word(heard.said, texts, *_STEERING):
        return None
    if state.why is None or not is_word(heard.said, texts, *_TO_ANSWER):
        return menu.say(state, desk, "ontvangen.niets-open")
    answer = read(state.why.choice.data, desk.library.organisations)
    if not isinstance(answer, ShowNorm):
        return state.why.choice
    side = next((view for view, key in _SIDES.items() if is_word(heard.said, texts, key)), View.CARD)
    return desk.choice(state.why.choice.label, replace(answer, context=state.context, view=side))


def _organisation(heard: _Heard) -> Choice | Turn | None:
    """The answer to the question for an organisation."""
    state, desk = heard.state, heard.desk
    back = read(heard.asked, desk.library.organisations) if heard.asked else None
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
    if heard.is_at_tree and heard.open_question:
        return None  # an answer in a tree is asked back first
    return pointed_at(heard.state.choices, heard.said)


def _introduction(heard: _Heard) -> Turn | None:
    if heard.is_at_tree:
        return None
    context = asker.introduced(heard.said, heard.state.context, heard.desk)
    return menu.known(replace(heard.state, context=context), heard.desk) if context else None


def _question(heard: _Heard) -> Turn:
    """An answer to the open question of a tree, to be confirmed, or a question of one's own."""
    place = heard.open_question if len(heard.said) <= ANSWER_WORDS else None
    meant = (pointed_at(place.choices, heard.said) or mentioned(place.choices, heard.said)) if place else None
    turn = consult.ask(heard.state, heard.text, heard.desk)
    if meant is None:
        return turn
    return guide.confirm(replace(heard.state, why=turn.state.why), meant, heard.desk)


_READINGS: tuple[Callable[[_Heard], Choice | Turn | None], ...] = (
    _nothing,
    _on_screen,
    _why_this_question,
    _page,
    _left_open,
    _not_meant,
    _steering,
    _organisation,
    _pointed_at,
    _introduction,
)

"""Who is in danger gets a card, and hardly anybody else does: measured on messages that nothing was learned from."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz import fuzz, process

from bot.content.folding import fold
from bot.content.library import Library
from bot.conversation.desk import Desk
from bot.dilemma.tree import Option, Verdict
from bot.matching.alarm import Alarm
from bot.matching.danger import LOOKED_AT

HELD_OUT, BLIND = (Path(__file__).parent / f"{name}_danger.txt" for name in ("held_out", "blind"))
CALM = "rustig"
OF_DANGER = re.compile(
    r"(be)?dreig(d|t)|afgeperst|gechanteerd|aangevallen|vechtpartij|bedreigen m(e|ij)|hebben foto's|waar ik woon"
)
"""In the words of an option that does not lead to help at once: who types these may need help all the same."""
TWINS = 90
"""From this likeness, of 100, on a message says the same as another."""


@pytest.fixture(scope="module")
def alarm(desk: Desk) -> Alarm:
    """What was learned from the content of this repository."""
    return desk.matcher.danger


def held_out(file: Path = HELD_OUT) -> list[tuple[str, str]]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [(kind, text) for kind, _, text in (line.partition(": ") for line in lines if not line.startswith("#"))]


def test_danger_is_found_in_words_that_nobody_wrote_down(alarm: Alarm) -> None:
    """These are hard: told indirectly, rare accidents, dialect, English. Of labelled questions nearly all are found."""
    urgent = [(card, alarm.card_for(text)) for card, text in held_out() if card != CALM]
    found = [(card, shown) for card, shown in urgent if shown is not None]
    assert len(urgent) >= 240
    assert len(found) >= 0.74 * len(urgent)
    assert sum(card == shown for card, shown in found) >= 0.72 * len(found)


def test_who_gets_no_card_is_mostly_told_where_to_go_in_danger(alarm: Alarm, library: Library) -> None:
    """A sentence with the answer takes nothing away, so it may come sooner than a card."""
    urgent = [alarm.alert(text) for card, text in held_out() if card != CALM]
    calm = [alarm.alert(trial.question) for trial in library.trials]
    assert sum(alert.card is not None or alert.uneasy for alert in urgent) >= 0.9 * len(urgent)
    assert sum(alert.uneasy for alert in calm) <= 0.04 * len(calm)


def test_of_messages_by_who_never_saw_the_bot_most_are_found(alarm: Alarm) -> None:
    """The honest figure: three of five get a card, three of four at least the sentence."""
    urgent = [alarm.alert(text) for card, text in held_out(BLIND) if card != CALM]
    calm = [alarm.alert(text) for card, text in held_out(BLIND) if card == CALM]
    assert sum(alert.card is not None for alert in urgent) >= 0.58 * len(urgent)
    assert sum(alert.card is not None or alert.uneasy for alert in urgent) >= 0.72 * len(urgent)
    assert sum(alert.card is not None for alert in calm) <= 0.08 * len(calm)


def test_what_sounds_like_danger_seldom_shows_a_card(alarm: Alarm) -> None:
    calm = [text for kind, text in held_out() if kind == CALM]
    alarms = [text for text in calm if alarm.card_for(text) is not None]
    assert len(calm) >= 400
    assert len(alarms) <= 0.11 * len(calm), alarms


def test_trial_questions_hardly_ever_show_a_card(alarm: Alarm, library: Library) -> None:
    """Nobody among them is in danger, nothing was learned from them, and they are asked as people ask."""
    alarms = [trial.question for trial in library.trials if alarm.card_for(trial.question) is not None]
    assert len(alarms) <= 0.01 * len(library.trials), alarms


@pytest.mark.parametrize(
    "text",
    [
        "ik wil niet meer leven",
        "ik wil neit meer leven",
        "ik wil niet meer lven",
        "IK WIL NIET MEER LEVEN!!!",
        "ikwilnietmeerleven",
        "ik w i l d o o d",
        "z e l f m o o r d",
        "ik denk aan zelf moord",
        "ik ga zlefmoord plegen",
        "ik word bedriegd",
        "ikword bedreigd",
        "ik wordt bedreigt",
        "ich weur bedreig",
        "er staat een man met eeen mes aan de balie",
        "hijheeft een mes",
        "mijn colega is bewustelos",
        "hij slaad me",
        "ben verkragt vannacht",
        "I want to kill myself",
        "zеlfmооrd plegen ga ik",
        "ik wil\u200b niet meer leven",
    ],
)
def test_typing_errors_spaces_and_disguises_hide_no_danger(alarm: Alarm, text: str) -> None:
    assert alarm.card_for(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "die vergadering was moordend",
        "ik schaam me dood voor die declaratie",
        "hij zet me het mes op de keel met zijn offerte",
        "de coalitie staat op springen",
        "mijn voorstel is afgeschoten in de raad",
        "de bom is gebarsten in de fractie",
        "ik ga kapot aan al dat papier",
        "we hebben elkaar vorig jaar bedreigd met een motie",
        "wat staat er in het protocol over agressie",
        "mag ik als raadslid meestemmen over suïcidepreventie",
        "de aed training is dinsdag, moet ik daarheen",
        "mijn chef slaat alles op in een map",
        "mijn collega springt morgen voor mij in",
        "ik wil stoppen met mijn nevenfunctie",
        "het is hier doodstil",
        "ik zit vast in een vergadering",
    ],
)
def test_figures_of_speech_and_policy_show_no_card(alarm: Alarm, text: str) -> None:
    assert alarm.card_for(text) is None


def harmless_options(library: Library) -> Iterator[Option]:
    """The options that do not send somebody to help at once."""
    for tree in library.trees.values():
        help_now = {id_ for id_, outcome in tree.outcomes.items() if outcome.verdict is Verdict.HELP_NOW}
        for question in tree.questions.values():
            yield from (option for option in question.options if option.to not in help_now)


def of(key: str, part: str) -> bool:
    return key.startswith(f"{part}.")


def names_on_screen(library: Library) -> Iterator[str]:
    """Titles and names that people read on a button or in a list, and type after it."""
    for tree in library.tree_files.values():
        yield from (tree.title, tree.button)
    for theme in library.themes.values():
        yield from (theme.title, theme.button)
    for organisation in library.organisations.values():
        yield organisation.name
        yield from (route.name for route in organisation.routes.values())
    yield from (norm.title for norm in library.norms.values())


def test_who_types_what_a_button_or_a_list_says_gets_no_card(alarm: Alarm, library: Library, desk: Desk) -> None:
    buttons = [desk.texts(key, **dict.fromkeys(desk.texts.fields(key), "")) for key in desk.texts if of(key, "knop")]
    said = [*buttons, *names_on_screen(library), *(option.label for option in harmless_options(library))]
    assert len(said) >= 700
    assert {text: card for text in said if (card := alarm.card_for(text)) is not None} == {}


def test_the_words_for_a_button_or_an_option_show_no_card_unless_they_tell_of_danger(
    alarm: Alarm, library: Library, desk: Desk
) -> None:
    """Each stands for a choice that leads on. `Help` is a command, `collega` an answer, `mij` too."""
    whole = [key for key in desk.texts if of(key, "woorden") and not re.search(r"\.(taal-|rol-(is|als|begin)$)", key)]
    pages = [word for key in whole for word in desk.texts.words(key)]
    words = {word for option in harmless_options(library) for word in option.words}
    assert len(words) >= 2_000
    alarms = {word: card for word in (*pages, *sorted(words)) if (card := alarm.card_for(word)) is not None}
    assert {word: card for word, card in alarms.items() if not OF_DANGER.search(word)} == {}
    assert {"bedreigd", "gechanteerd", "aangevallen"} <= alarms.keys()


@pytest.mark.parametrize(
    "text",
    [
        "nee",
        "nu niet",
        "nee hoor",
        "nee hoor het is voorbij",
        "het is voorbij",
        "grapje",
        "geen gevaar",
        "er is niets aan de hand",
        "bel mij",
        "kun je mij bellen",
        "bel me morgen terug",
        "ik heb hulp nodig met een formulier",
        "help",
        "hulp",
    ],
)
def test_who_answers_a_card_or_asks_for_a_hand_gets_no_card(alarm: Alarm, text: str) -> None:
    assert alarm.card_for(text) is None


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("ik schiet haar neer", "gevaar"),
        ("ik doe hem wat aan", "gevaar"),
        ("k sla um verrot vanavond", "gevaar"),
        ("help mij", "gevaar"),
        ("ik word gechanteerd door een crimineel", "bedreiging"),
        ("ze weten waar ik woon", "bedreiging"),
        ("ik word bedreigd door de burgemeester", "bedreiging"),
    ],
)
def test_threats_and_blackmail_show_their_card(alarm: Alarm, text: str, card: str) -> None:
    assert alarm.card_for(text) == card


@pytest.mark.parametrize(
    "text",
    [
        "mijn manager stuurt elke avond kusjes en legde zijn hand op mijn been, ik wil geen gedoe",
        "mijn leidinggevende zit aan me",
        "ik ben het zat met die klotegemeente",
        "ik maak dat dossier vanavond af",
        "ik schiet in de stress van die raadsvraag",
        "ik doe hem een voorstel",
    ],
)
def test_harassment_without_force_anger_and_work_show_no_card(alarm: Alarm, text: str) -> None:
    assert alarm.card_for(text) is None


def test_danger_at_the_end_of_the_longest_message_is_found(alarm: Alarm, library: Library) -> None:
    chatter = " ".join(trial.question for trial in library.trials if alarm.chance(trial.question) < 0.05)
    for cry in ("ik wil niet meer leven", "help hij staat met een bijl in de hal en slaat op de deur"):
        text = f"{chatter[: LOOKED_AT - len(cry) - 2]}. {cry}"
        assert len(text) <= LOOKED_AT
        assert alarm.card_for(text) is not None


def test_nothing_that_is_measured_with_is_learned(library: Library) -> None:
    learned = [message for group in library.danger_examples for message in group.messages]
    learned += library.calm
    folded = [fold(message) for message in learned]
    kept_apart = [fold(text) for file in (HELD_OUT, BLIND) for _, text in held_out(file)]
    assert set(folded).isdisjoint(kept_apart)
    assert len(set(kept_apart)) == len(kept_apart)


def test_each_message_is_another_one(library: Library) -> None:
    for messages in ([m for group in library.danger_examples for m in group.messages], library.calm):
        folded = [fold(message) for message in messages]
        likeness = process.cdist(folded, folded, scorer=fuzz.ratio, score_cutoff=TWINS, workers=1)
        twins = np.argwhere(np.triu(likeness, 1))
        assert len(twins) <= 0.02 * len(messages), [(folded[a], folded[b]) for a, b in twins]

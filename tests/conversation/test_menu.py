"""The screens around the advice."""

from dataclasses import replace
from datetime import date

import pytest

from bot.conversation.card import CARD_CHARACTERS, length_of
from bot.conversation.desk import Desk
from bot.conversation.turn import Context, Erased, Medium, State
from bot.ids import Role
from tests.conversation.talking import AT, Talk
from tests.matching.test_measured import MEASURED

FIVE = ("belangenverstrengeling", "financiele-belangen", "introductieprogramma", "eed-of-belofte", "privesfeer")


@pytest.mark.parametrize("medium", Medium)
def test_start_says_in_one_message_what_this_is_what_is_kept_and_the_ways_on(desk: Desk, medium: Medium) -> None:
    talk = Talk(desk)
    talk.state = State(medium=medium)
    text = talk.command("start")
    for word in ("computerprogramma", "meldpunt", "juridisch", "niet", "112", "113"):
        assert word in text
    assert talk.shows("start.bewaren")
    assert talk.shows(f"start.{medium.value}")
    assert ("Telegram" in text) == (medium is Medium.TELEGRAM)
    assert talk.labels == [desk.texts(f"knop.{page}") for page in ("vraag", "keuzehulp", "themas", "mens", "privacy")]


def test_the_five_themes_of_the_source_page_come_first_each_with_a_page_and_a_way_on(desk: Desk) -> None:
    assert tuple(desk.library.themes)[:5] == FIVE
    for theme in desk.library.themes.values():
        talk = Talk(desk)
        talk.command("themas")
        text = talk.press(theme.button)
        assert theme.title in text
        assert len(text) > 200
        assert len(talk.labels) >= 3


def test_settings_are_shown_and_change_what_is_known(desk: Desk) -> None:
    talk = Talk(desk)
    assert desk.texts("instellingen.onbekend") in talk.command("instellingen")
    talk.press("Bestuurder")
    talk.presses("mijn-organisatie")
    talk.press("Waterschap")
    assert talk.state.context.role is Role.EXECUTIVE
    assert desk.body(talk.state.context) == "waterschap"
    talk.presses("wissen")
    assert talk.state.context == desk.everybody


def test_only_trees_for_the_role_are_offered(desk: Desk) -> None:
    for role in Role:
        talk = Talk(desk, Context(role=role))
        talk.command("keuzehulp")
        meant = {tree.button for tree in desk.library.trees.values() if role in tree.roles}
        assert len(talk.labels) == len(meant) + 1
        assert set(talk.labels[:-1]) == meant


def test_trees_stand_in_the_order_of_the_themes(desk: Desk) -> None:
    talk = Talk(desk)
    talk.command("keuzehulp")
    first = next(theme.trees[0] for theme in desk.library.themes.values() if theme.trees)
    assert talk.labels[0] == desk.library.trees[first].button


def test_stop_says_what_happens_to_what_was_said(desk: Desk) -> None:
    talk = Talk(desk, Context(role=Role.OFFICIAL))
    talk.command("stop")
    assert talk.shows("stop.niets-bewaard")
    talk.command("keuzehulp")
    talk.press("Geschenk")
    talk.say("stop")
    assert talk.shows("stop.boom")
    assert talk.state.place is None


@pytest.mark.belofte(1)
def test_forgetting_leaves_nothing_in_memory_and_says_what_it_cannot_wipe(desk: Desk) -> None:
    talk = Talk(desk, Context(role=Role.OFFICIAL))
    talk.command("keuzehulp")
    talk.press("Geschenk")
    talk.command("vergeet")
    assert talk.shows("vergeet.gedaan")
    assert talk.reply.erase
    assert talk.state == State(medium=Medium.TELEGRAM, choices=talk.reply.choices)


@pytest.mark.parametrize(
    ("deleted", "left", "shown", "not_shown"),
    [
        (0, 0, ["vergeet.gewist-nul"], ["vergeet.gebleven", "vergeet.gebleven-een"]),
        (1, 0, ["vergeet.gewist-een"], ["vergeet.gewist-nul", "vergeet.gebleven"]),
        (12, 1, ["vergeet.gewist", "vergeet.gebleven-een"], ["vergeet.gewist-een"]),
        (0, 2, ["vergeet.gebleven"], ["vergeet.gewist-nul", "vergeet.gewist-een"]),
    ],
)
def test_it_is_told_what_was_deleted_and_what_is_still_there(
    desk: Desk, deleted: int, left: int, shown: list[str], not_shown: list[str]
) -> None:
    talk = Talk(desk)
    text = talk.hear(Erased(at=AT, deleted=deleted, left=left))
    assert all(talk.shows(key) for key in (*shown, "vergeet.onbekend", "vergeet.telegram"))
    assert not any(talk.shows(key) for key in not_shown)
    assert all(str(number) in text for number in (deleted, left) if number > 1)
    assert talk.labels
    assert not talk.reply.erase


def test_a_terminal_does_not_speak_of_messages(desk: Desk) -> None:
    talk = Talk(desk)
    talk.state = State(medium=Medium.TERMINAL)
    assert talk.hear(Erased(at=AT, deleted=0, left=0)) == desk.texts("vergeet.terminal")


@pytest.mark.parametrize("how", ["/kwaliteit", "kwaliteit", "Hoe goed ben je?", "hoe betrouwbaar ben je"])
def test_who_asks_how_good_it_is_gets_the_measured_figures_and_a_human(desk: Desk, how: str) -> None:
    measured = replace(MEASURED, revision=desk.library.revision[:12])
    talk = Talk(replace(desk, measured=measured))
    text = talk.command("kwaliteit") if how == "/kwaliteit" else talk.say(how)
    for part in (
        "27-11-2026",
        "447",
        "58 keer",
        "30 keer",
        "3 keer",
        "9 keer",
        "32 berichten",
        "miste ik er 6",
        "/mens",
    ):
        assert part in text
    assert not talk.shows("kwaliteit.ouder")
    assert length_of(talk.reply.blocks) <= CARD_CHARACTERS
    assert talk.labels[0] == desk.texts("knop.mens")


def test_figures_of_another_revision_are_called_old_and_still_fit(desk: Desk) -> None:
    worst = replace(MEASURED, day=date(2026, 12, 31), questions=100_000, urgent=10_000, revision="f" * 12)
    talk = Talk(replace(desk, measured=worst))
    talk.command("kwaliteit")
    assert talk.shows("kwaliteit.ouder")
    assert length_of(talk.reply.blocks) <= CARD_CHARACTERS


def test_without_figures_it_says_that_nothing_was_measured(desk: Desk) -> None:
    talk = Talk(replace(desk, measured=None))
    talk.command("kwaliteit")
    assert talk.shows("kwaliteit.niet-gemeten")
    assert talk.shows("kwaliteit.mens")
    assert not any(character.isdigit() for character in talk.text)


@pytest.mark.parametrize("word", ["menu", "hallo", "Thema's", "privacy", "help", "een mens", "stop"])
def test_a_page_is_found_by_its_word(desk: Desk, word: str) -> None:
    talk = Talk(desk)
    talk.say(word)
    assert not talk.shows("onbekend.sorry")
    assert not talk.shows("bedoel-je.vraag")

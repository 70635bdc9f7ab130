"""Looking back: the answers, what another answer would have changed, the note and its code."""

import re

import pytest

from bot.conversation.desk import Desk
from bot.conversation.turn import Context, Style
from bot.ids import Role
from tests.conversation.walks import abstained, at, screens, to_outcome


def test_the_note_holds_what_one_needs_later_and_its_code_is_confirmed(desk: Desk) -> None:
    talk = abstained(desk)
    note = talk.presses("bewaren")
    assert "24-11-2026" in note
    code = re.findall(r"\S+\.\S+\.\S+\.\S*\.\S+", note)[-1]
    talk.command("controleer", code)
    assert talk.shows("controle.goed")
    assert "praat niet mee" in talk.text
    for wrong in ("", "x", code[:-1], code[:-1] + ("0" if code[-1] != "0" else "1"), "b" + code, code.upper()):
        talk.command("controleer", wrong)
        assert talk.shows("controle.fout"), wrong


def test_answers_can_be_looked_at_and_changed_in_the_middle_of_a_tree(desk: Desk) -> None:
    talk = to_outcome(at(desk, "Meepraten"), "Ik praat of stem mee", "Mij of iets van mij")
    third = talk.text
    talk.presses("antwoorden")
    assert talk.shows("boom.antwoorden")
    assert len([label for label in talk.labels if label.startswith("Wijzig")]) == 2
    assert talk.presses("terug") == third
    talk.say("wijzig")
    talk.say("1")
    assert talk.shows("boom.wijzig")
    talk.press("Ik doe mee zonder stem")
    talk.presses("antwoorden")
    assert "Ik doe mee zonder stem" in talk.text
    assert "Mij of iets van mij" in talk.text, "the other answer stays"


def test_for_each_answer_it_shows_what_each_other_would_have_led_to_and_changes_nothing(desk: Desk) -> None:
    talk = abstained(desk)
    outcome = talk.text
    talk.presses("wat-als")
    assert [label for label in talk.labels if "anders" in label] == [
        desk.texts("knop.wat-als-nummer", nummer=number) for number in range(1, 5)
    ]
    talk.press(desk.texts("knop.wat-als-nummer", nummer=4))
    shown = talk.text
    for label in ("Ik heb al meegedaan", "Ik voel druk van iemand", "Dat weet ik niet"):
        assert f"“{label}”" in shown
    assert "“Ik deed nog niet mee”" not in shown
    assert talk.presses("terug", "terug") == outcome


@pytest.mark.parametrize("role", [None, Role.OFFICIAL], ids=str)
def test_what_is_foretold_is_what_that_answer_leads_to(desk: Desk, role: Role | None) -> None:
    same, more = desk.texts("wat-als.zelfde"), "komen er nog vragen"
    seen = set()
    outcomes = (s for s in screens(at(desk, "Geschenk", Context(role=role, declined=role is None))))
    for outcome in [screen.fork() for screen in outcomes if screen.shows("boom.klaar")][::5]:
        talk = outcome.fork()
        talk.presses("wat-als")
        for label in [label for label in talk.labels if "anders was" in label]:
            look = talk.fork()
            look.press(label)
            for other, told in re.findall(r"“([^”]+)”\. (.+)", look.text):
                flipped = look.fork()
                flipped.press(desk.texts("knop.wat-als-kies", antwoord=other))
                assert flipped.shows("boom.klaar") is (more not in told), (other, told)
                heading = next(b.text for b in outcome.reply.blocks if b.style is Style.HEADING)
                assert (heading in flipped.text) is (told == same) or more in told, (other, told)
                seen.add("more" if more in told else "same" if told == same else "other")
    assert seen == {"more", "same", "other"}


def test_in_a_tree_of_one_answer_the_other_answers_are_shown_at_once(desk: Desk) -> None:
    talk = to_outcome(at(desk, "Meepraten"), "Dat weet ik niet")
    assert talk.shows("boom.klaar")
    outcome = talk.text
    talk.presses("wat-als")
    assert "“Ik praat of stem mee”" in talk.text
    assert talk.presses("terug") == outcome
    talk.presses("wat-als")
    talk.say("ik praat of stem mee")
    assert "Vraag 2" in talk.text


def test_a_note_cannot_be_had_before_there_is_an_outcome(desk: Desk) -> None:
    talk = at(desk, "Meepraten")
    talk.say("notitie")
    assert talk.shows("boom.later")


def test_a_forged_button_for_a_note_or_what_if_shows_the_place_in_the_tree(desk: Desk) -> None:
    talk = at(desk, "Meepraten")
    question, data = talk.text, talk.choice("Ik praat of stem mee").data
    second = talk.press("Ik praat of stem mee")
    assert question != second
    for kind in "b":
        talk.forge(data[0] + kind + data[2:])
        assert talk.text == second

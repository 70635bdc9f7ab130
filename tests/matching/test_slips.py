"""Typing errors: as many as asked, the same every time, and nothing else is changed."""

import pytest
from rapidfuzz.distance import OSA

from bot.ids import Role
from bot.matching.evaluate import Labelled, Sort
from bot.matching.slips import with_slips

TEXTS = (
    "Mag ik een fles wijn van een aannemer houden?",
    "krijg kaartjes voor het voetbal",
    "AANNEMER",
    "oké, én nu: 2x per jaar?",
)


def asked(text: str) -> Labelled:
    return Labelled(question=text, sort=Sort.IN_SCOPE, best="gift", tree=None, style="kort", role=Role.MEMBER)


def slipped(text: str, slips: int, draw: int = 0) -> str:
    (labelled,) = with_slips([asked(text)], slips, draw)
    return labelled.question


@pytest.mark.parametrize("text", TEXTS)
def test_a_question_is_no_more_errors_away_than_asked(text: str) -> None:
    for draw in range(50):
        assert slipped(text, 1, draw) != text
        for slips in (1, 2, 5):
            assert OSA.distance(text, slipped(text, slips, draw)) <= 2 * slips


def test_one_error_is_one_letter_left_out_doubled_beside_it_or_swapped() -> None:
    found = {slipped("vergadering", 1, draw) for draw in range(400)}
    assert all(OSA.distance("vergadering", text) == 1 for text in found)
    assert {"vergadring", "vvergadering", "vergaderimg", "evrgadering"} <= found


def test_the_same_draw_gives_the_same_errors_and_another_draw_others() -> None:
    questions = [asked(text) for text in TEXTS]
    assert list(with_slips(questions, 2)) == list(with_slips(questions, 2))
    assert list(with_slips(questions, 2, 1)) != list(with_slips(questions, 2))


def test_the_label_stays_and_what_has_no_letters_stays_too() -> None:
    (labelled,) = with_slips([asked("112")], 3)
    assert labelled == asked("112")
    assert slipped("ja", 9) != "ja"
    assert slipped("wijn", 0) == "wijn"

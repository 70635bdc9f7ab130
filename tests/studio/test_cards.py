"""The boxes of a picture: what stands in them fits."""

import pytest

from bot.ids import NodeId
from bot.studio.cards import (
    ANSWER,
    BADGE,
    CARD_WIDTH,
    HEADING,
    KIND,
    OUTCOME_WIDTH,
    PADDING,
    QUESTION,
    SMALL,
    card_of,
    ending_of,
)
from bot.studio.chart import Chart
from tests.studio.drawn import LIBRARY, TEXTS, chart, hostile, real

CHARTS = [*(chart(tree) for tree in LIBRARY.trees.values()), chart(*hostile())]


@pytest.mark.parametrize("made", CHARTS, ids=lambda made: f"{made.tree.id}-{len(made.questions)}")
def test_no_text_is_wider_or_taller_than_its_box(made: Chart) -> None:
    for question in made.questions:
        card = card_of(question, made, TEXTS)
        assert all(QUESTION.width(line) <= CARD_WIDTH - 2 * PADDING for line in card.text)
        assert len(card.text) * QUESTION.line + len(card.note) * SMALL.line + BADGE <= card.head
        for row in card.rows:
            norm = SMALL.width(row.norm) + 6 if row.norm else 0
            assert all(ANSWER.width(line) + norm <= CARD_WIDTH - 2 * PADDING - BADGE for line in row.label)
            assert all(SMALL.width(line) + norm <= CARD_WIDTH - 2 * PADDING - BADGE for line in row.note)
            assert len(row.label) * ANSWER.line + len(row.note) * SMALL.line <= row.height
    for outcome in made.outcomes:
        ending = ending_of(outcome, made, TEXTS)
        assert all(HEADING.width(line) <= OUTCOME_WIDTH - 2 * PADDING for line in ending.heading)
        assert all(KIND.width(line) <= OUTCOME_WIDTH - 2 * PADDING - BADGE for line in ending.kind)
        assert ending.head + len(ending.heading) * HEADING.line + 2 * PADDING <= ending.height


def test_rows_follow_each_other_without_a_gap() -> None:
    made = real("geschenk")
    card = card_of(made.questions[0], made, TEXTS)
    tops = [card.head]
    for row in card.rows:
        assert row.top == pytest.approx(tops[-1])
        tops.append(row.top + row.height)
    assert card.height == pytest.approx(tops[-1])


def test_an_answer_for_some_says_for_whom_and_one_that_matters_by_which_norm() -> None:
    made = real("meebeslissen")
    card = card_of(made.tree.questions[NodeId("taak")], made, TEXTS)
    assert [" ".join(row.note) for row in card.rows] == [
        "alleen ambtenaar",
        "alleen ambtenaar",
        "alleen bestuurder, volksvertegenwoordiger",
        "alleen bestuurder, volksvertegenwoordiger",
        "",
    ]
    assert [row.norm for row in card.rows] == ["§1", "§2", "§3", "§2", None]
    assert [row.is_doubt for row in card.rows] == [False, False, False, False, True]


def test_an_outcome_says_its_kind_in_words() -> None:
    made = real("geschenk")
    kinds = {" ".join(ending_of(outcome, made, TEXTS).kind) for outcome in made.outcomes}
    assert kinds == {"Dit kan", "Dit kan, onder voorwaarden", "Vertel het", "Overleg eerst", "Het advies is nee"}

"""Where everything stands in a picture."""

from itertools import pairwise

import pytest

from bot.studio.cards import CARD_WIDTH, OUTCOME_WIDTH
from bot.studio.chart import Chart
from bot.studio.layout import BETWEEN, MOST_LANES, lay_out
from tests.studio.drawn import LIBRARY, TEXTS, chart, hostile, large, real

CHARTS = [*(chart(tree) for tree in LIBRARY.trees.values()), chart(large()), chart(*hostile())]


@pytest.mark.parametrize("made", CHARTS, ids=lambda made: f"{made.tree.id}-{len(made.questions)}")
def test_no_box_lies_over_another_and_the_order_is_that_of_the_chart(made: Chart) -> None:
    layout = lay_out(made, TEXTS)
    cards = [(layout.tops[card.question.id], card.height) for card in layout.cards]
    endings = [(layout.tops[ending.outcome.id], ending.height) for ending in layout.endings]
    for column in (cards, endings):
        for (top, height), (below, _) in pairwise(column):
            assert below >= top + height + BETWEEN - 1
    assert min(top for top, _ in (*cards, *endings)) == 0
    assert max(top + height for top, height in (*cards, *endings)) == pytest.approx(layout.height)


@pytest.mark.parametrize("made", CHARTS, ids=lambda made: f"{made.tree.id}-{len(made.questions)}")
def test_the_picture_stays_narrow_enough_for_a_phone(made: Chart) -> None:
    layout = lay_out(made, TEXTS)
    assert CARD_WIDTH + OUTCOME_WIDTH < layout.width <= 640
    assert layout.ending_left >= layout.card_left + CARD_WIDTH + 20


@pytest.mark.parametrize("made", CHARTS, ids=lambda made: f"{made.tree.id}-{len(made.questions)}")
def test_a_line_begins_at_its_answers_and_ends_in_its_box(made: Chart) -> None:
    layout = lay_out(made, TEXTS)
    heights = {o.question.id: o.height for o in layout.cards} | {e.outcome.id: e.height for e in layout.endings}
    rows = {
        (row.option.to, row.is_doubt, layout.tops[card.question.id] + row.middle)
        for card in layout.cards
        for row in card.rows
    }
    drawn = {
        (route.line.target, route.line.is_doubt, start)
        for route in (*layout.onward, *layout.ending)
        for start in route.line.starts
    }
    assert drawn <= rows
    assert drawn == rows or layout.left_out
    for route in (*layout.onward, *layout.ending):
        top = layout.tops[route.line.target]
        assert top < route.line.end < top + heights[route.line.target]
        assert route.lane is None or route.lane < MOST_LANES


def test_every_line_of_a_real_tree_finds_its_lane() -> None:
    assert [lay_out(chart(tree), TEXTS).left_out for tree in LIBRARY.trees.values()] == [0] * len(LIBRARY.trees)
    assert lay_out(chart(large()), TEXTS).left_out > 0


def test_most_outcomes_with_one_sure_answer_stand_beside_it() -> None:
    layout = lay_out(real("nevenwerk"), TEXTS)
    alone = [route for route in layout.ending if not route.line.is_doubt and len(route.line.starts) == 1]
    assert sum(route.lane is None for route in alone) * 2 >= len(alone)


def test_the_same_chart_is_laid_out_the_same() -> None:
    assert lay_out(real("geschenk"), TEXTS) == lay_out(real("geschenk"), TEXTS)

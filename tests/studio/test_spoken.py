"""A tree in plain words."""

import pytest

from bot.ids import Role
from bot.studio.chart import Chart
from bot.studio.spoken import destination, named, spoken
from tests.studio.drawn import LIBRARY, TEXTS, chart, hostile, large, real

CHARTS = [*(chart(tree) for tree in LIBRARY.trees.values()), chart(*hostile()), chart(large())]


@pytest.mark.parametrize("made", CHARTS, ids=lambda made: f"{made.tree.id}-{len(made.questions)}")
def test_the_words_hold_the_whole_tree(made: Chart) -> None:
    text = spoken(made, TEXTS)
    lines = text.splitlines()
    assert lines[0] == made.tree.title
    assert made.tag in lines[1]
    for question in made.questions:
        name = TEXTS("tekening.vraag", nummer=made.marks[question.id])
        begin = next(n for n, line in enumerate(lines) if line.startswith(name) and line.endswith(f": {question.text}"))
        rows = [line for line in lines[begin : begin + 2 + len(question.options)] if line.startswith("  - ")]
        for row, option in zip(rows, question.options, strict=True):
            assert row.startswith(f"  - {option.label}")
            assert destination(option, made, TEXTS) in row
            assert option.because is None or row.endswith(made.norms[option.because])
        assert question.why is None or " ".join(question.why.split()) in text
    for outcome in made.outcomes:
        kind = TEXTS(f"soort.{outcome.verdict.value}")
        assert f"  {made.marks[outcome.id]}. {kind}: {outcome.heading}" in lines


def test_an_answer_says_where_it_leads_in_words() -> None:
    made = real("geschenk")
    first, *_, doubt = made.questions[0].options
    assert destination(first, made, TEXTS) == "naar vraag 3"
    assert destination(doubt, made, TEXTS) == "naar uitkomst D, Overleg eerst: Bespreek het voordat je iets doet"


def test_who_may_give_an_answer_is_named() -> None:
    assert "  - Ik teken het besluit (alleen ambtenaar): naar vraag 2." in spoken(real("meebeslissen"), TEXTS)
    assert named([Role.OFFICIAL, Role.MEMBER], TEXTS) == "ambtenaar, volksvertegenwoordiger"

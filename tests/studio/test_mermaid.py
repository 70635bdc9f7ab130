"""A tree as a Mermaid flowchart. The form below was tried by hand on Mermaid 11, with the hostile texts too."""

import html
import re

import pytest

from bot.studio.chart import Chart
from bot.studio.mermaid import as_mermaid, escape
from tests.studio.drawn import HOSTILE, LIBRARY, TEXTS, chart, hostile, large, real

CHARTS = [*(chart(tree) for tree in LIBRARY.trees.values()), chart(*hostile()), chart(large())]
TEXT = r'"(?:[^"<>&#;`|\[\]{}()]|#\d+;|<br>)*"'
QUESTION = re.compile(rf"  (v\d+)\[({TEXT})\]")
OUTCOME = re.compile(rf"  (u[A-Z]+)(\(\[|\[\[|>|\[/|\{{\{{|\(\(\()({TEXT})(\]\)|\]\]|\]|/\]|\}}\}}|\)\)\))")
EDGE = re.compile(rf"  (v\d+) (-->|-\.->)\|({TEXT})\| ([vu]\w+)")


def read(text: str) -> str:
    """What Mermaid shows for an escaped text."""
    return html.unescape(re.sub(r"#(\d+);", r"&#\1;", text.strip('"')))


@pytest.mark.parametrize("made", CHARTS, ids=lambda made: f"{made.tree.id}-{len(made.questions)}")
def test_every_line_has_a_form_that_mermaid_reads_and_nothing_is_missing(made: Chart) -> None:
    comment, kind, title, *lines = as_mermaid(made, TEXTS).splitlines()
    assert comment.startswith("%% ")
    assert kind == "flowchart TD"
    assert re.fullmatch(r"  accTitle: (?:[^<>&#;{}\"]|#\d+;)+", title)
    questions = [found for line in lines if (found := QUESTION.fullmatch(line))]
    outcomes = [found for line in lines if (found := OUTCOME.fullmatch(line))]
    edges = [found for line in lines if (found := EDGE.fullmatch(line))]
    assert len(questions) + len(outcomes) + len(edges) == len(lines)
    assert [q[1] for q in questions] == [f"v{made.marks[q.id]}" for q in made.questions]
    assert [o[1] for o in outcomes] == [f"u{made.marks[o.id]}" for o in made.outcomes]
    for box, question in zip(questions, made.questions, strict=True):
        assert read(box[2]).partition("<br>")[2] == " ".join(question.text.split())
    expected = [(made.marks[q.id], made.marks[o.to], o.label) for q in made.questions for o in q.options]
    for edge, (start, goal, label) in zip(edges, expected, strict=True):
        assert (edge[1][1:], edge[4][1:]) == (start, goal)
        assert read(edge[3]).startswith(" ".join(label.split()))


def test_every_kind_has_a_form_of_its_own() -> None:
    forms: dict[str, tuple[str, str]] = {}
    for made in CHARTS:
        for line in as_mermaid(made, TEXTS).splitlines():
            if found := OUTCOME.fullmatch(line):
                kind = read(found[3]).split("<br>")[0].partition(". ")[2]
                assert forms.setdefault(kind, (found[2], found[4])) == (found[2], found[4])
    assert len(set(forms.values())) == len(forms) == 6


@pytest.mark.parametrize("text", [*HOSTILE, 'zeg "ja"', "#quot; #34;", "1. lijst", "- streep", "a_b_c", "end", "€ 50"])
def test_a_text_is_shown_as_it_was_written(text: str) -> None:
    assert re.fullmatch(TEXT, f'"{escape(text)}"')
    assert "<" not in escape(text)
    assert read(escape(text)) == " ".join(text.split())
    assert not re.match(r"\d+\.|[-+*]", escape(text))


def test_doubt_is_dotted_and_roles_are_named() -> None:
    text = as_mermaid(real("meebeslissen"), TEXTS)
    assert text.count("-.->") == sum("weet-niet" in [o.id for o in q.options] for q in real("meebeslissen").questions)
    assert "alleen ambtenaar" in text

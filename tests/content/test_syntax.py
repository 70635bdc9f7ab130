"""Syntax errors in Dutch. The commonest mistakes have their examples in `broken/K02-*.txt`."""

import pytest
import yaml

from bot.content.reader import read
from bot.content.syntax import in_dutch
from bot.diagnostics import Span


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: b: c", "1:5", "dubbele punt"),
        ("a: b\n c: d", "2:3", "springt"),
        ("a: 'b\nc: d", "1:4", "aanhalingsteken"),
        ("a: 'b\nc: 'd", "1:4", "aanhalingsteken"),
        ('a: "b" c', "1:8", "aanhalingsteken"),
        ("a: [b\nc: d", "2:2", "haak"),
        ("a: ]", "1:4", "hoort"),
        ("a: |x\n  b", "1:5", "volgende regel"),
        ("a:\n- b\nc", "3:1", "dubbele punt"),
        ("- a\nb: c", "2:1", "springt"),
        ("a: ? b", "1:4", "vraagteken"),
    ],
)
def test_a_mistake_is_named_at_its_place(text: str, place: str, words: str) -> None:
    reading = read("a.yaml", text.encode())
    (note,) = (*reading.diagnostics, *reading.mended)
    assert (note.code, f"{note.span.line}:{note.span.column}") == ("K02", place)
    assert words in note.message, note.message


def test_an_error_without_a_place_still_gets_one() -> None:
    for error in (yaml.YAMLError(), yaml.MarkedYAMLError(problem="unheard of")):
        note = in_dutch("a.yaml", [], error)
        assert note.span == Span(file="a.yaml")
        assert note.hint

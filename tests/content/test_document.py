"""A document: values by their path, and the place of each."""

import re

import pytest

from bot.content.document import Document
from bot.content.reader import read
from bot.diagnostics import Span


def document(text: str) -> Document:
    reading = read("a.yaml", text.encode())
    assert reading.document is not None, reading.diagnostics
    return reading.document


def test_every_key_and_value_has_its_place() -> None:
    doc = document("a: één\nb:\n  - c\n  - d: {e: f}\n")
    assert doc.places == {
        (): Span(file="a.yaml", line=1, column=1),
        ("a",): Span(file="a.yaml", line=1, column=4),
        ("b",): Span(file="a.yaml", line=3, column=3),
        ("b", 0): Span(file="a.yaml", line=3, column=5),
        ("b", 1): Span(file="a.yaml", line=4, column=5),
        ("b", 1, "d"): Span(file="a.yaml", line=4, column=8),
        ("b", 1, "d", "e"): Span(file="a.yaml", line=4, column=12),
    }
    assert doc.key_span(("b", 1, "d")) == Span(file="a.yaml", line=4, column=5)
    assert doc.inline == {("b", 1, "d")}
    assert doc.span(("b", 1, "x", "y")) == Span(file="a.yaml", line=4, column=5)


def test_columns_count_characters_also_after_wide_ones() -> None:
    doc = document('"😀é": 😀 <x>\n')
    assert doc.find(("😀é",), "<x>") == Span(file="a.yaml", line=1, column=9)


def test_a_part_of_a_folded_text_is_found_on_its_own_line() -> None:
    doc = document("a: >\n  een\n  twee <x>\n")
    assert doc.find(("a",), "<x>") == Span(file="a.yaml", line=3, column=8)
    assert doc.find(("a",), "<niet>") == doc.span(("a",))


@pytest.mark.parametrize(
    ("written", "line", "column"),
    [
        ("a: de mens en men", 1, 15),
        ('a: "de mens en men"', 1, 16),
        ("a: 'zo''n mens en men'", 1, 19),
        ("a: >\n  de mens\n  en men\n", 3, 6),
        ("a: |\n  de mens\n\n  men\n", 4, 3),
        ("a: de mens\n  en men", 2, 6),
        ("a: de mens en geen", 1, 4),
    ],
)
def test_a_letter_of_a_text_has_its_place_however_the_text_is_written(written: str, line: int, column: int) -> None:
    doc = document(written)
    text = doc.at(("a",))
    assert isinstance(text, str)
    found = re.search(r"\bmen\b", text)
    place = doc.place(("a",), found.start() if found else 0)
    assert (place.line, place.column) == (line, column)


def test_what_is_no_text_has_the_place_where_it_starts() -> None:
    doc = document("a:\n  - b\n")
    assert doc.place(("a",), 3) == doc.span(("a",))
    assert doc.place(("a", 0), 30) == Span(file="a.yaml", line=2, column=5)


def test_a_value_is_found_by_its_path_or_not_at_all() -> None:
    doc = document("a:\n  - b\n  - {c: d}\n")
    assert doc.at(()) == doc.data
    assert doc.at(("a", 1, "c")) == "d"
    for path in (("a", 2), ("a", "b"), ("x",), ("a", 0, "b"), (0,)):
        assert doc.at(path) is None


@pytest.mark.parametrize("first", ["[]", "[c]", "{}"])
def test_what_stands_under_a_repeated_key_is_kept_nowhere(first: str) -> None:
    doc = document(f"a: {first}\na: [b]\n")
    assert [doc.at(path) for path in doc.places if len(path) == 3] == [None]

"""Characters: what deceives is refused, what is harmless is mended, what people write may stay."""

import pytest

from bot.content.characters import MAX_BYTES, MAX_NOTES, bad_in, decode
from bot.content.document import Document
from bot.content.reader import read
from bot.diagnostics import has_errors


def document(text: str) -> Document:
    reading = read("a.yaml", text.encode())
    assert reading.document is not None, reading.diagnostics
    return reading.document


def test_windows_line_ends_and_a_mark_change_nothing_but_a_warning() -> None:
    plain = document("a: |\n  b\n  c\nd: e\n")
    reading = read("a.yaml", b"\xef\xbb\xbfa: |\r\n  b\r\n  c\r\nd: e\r\n")
    assert reading.document == plain
    assert [note.code for note in reading.diagnostics] == ["K07", "K07"]
    assert not has_errors(reading.diagnostics)


def test_a_space_that_does_not_break_may_stand_in_a_text() -> None:
    assert document("a: € 50, zie\u00a0ook\u202f3").data == {"a": "€ 50, zie\u00a0ook\u202f3"}


def test_emoji_may_stand_in_a_text() -> None:
    assert document("a: ⚠️ pas op").data == {"a": "⚠️ pas op"}


def test_a_file_of_the_greatest_size_is_read_and_a_byte_more_is_not() -> None:
    assert decode("a.yaml", b"#" * MAX_BYTES).text is not None
    assert [note.code for note in decode("a.yaml", b"#" * (MAX_BYTES + 1)).diagnostics] == ["K05"]


def test_a_character_is_reported_once_a_line_and_not_without_end() -> None:
    notes = decode("a.yaml", "a: \u200b\u200b\u202e\nb: \u200b".encode()).diagnostics
    assert [(note.span.line, note.span.column) for note in notes] == [(1, 4), (1, 6), (2, 4)]
    assert len(decode("a.yaml", "\u200b\n".encode() * 1_000).diagnostics) == MAX_NOTES


@pytest.mark.parametrize(
    ("text", "bad"), [("goed, é en 😀", None), ("a\nb", None), ("a\x07b", "\x07"), ("\u202e", "\u202e")]
)
def test_a_bad_character_in_a_text_is_found(text: str, bad: str | None) -> None:
    assert bad_in(text) == bad

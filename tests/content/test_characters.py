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
    ("text", "bad"),
    [("goed, é en 😀", None), ("a\nb", None), ("a\x07b", "\x07"), ("\u202e", "\u202e"), ("J\u0430", "\u0430")],
)
def test_a_bad_character_in_a_text_is_found(text: str, bad: str | None) -> None:
    assert bad_in(text) == bad


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("label: J\u0430", 9),
        ("\u0420as: a", 1),
        ("a: een \u03bfptie en J\u03b1", 8),
        ("# J\u0430 in een opmerking", 4),
        ("a: vra\u0430\u0301g", 7),
        ("a: Stra\u00dfe\u0430", 10),
    ],
)
def test_a_letter_of_another_alphabet_within_a_word_is_refused(line: str, column: int) -> None:
    decoded = decode("a.yaml", line.encode())
    assert decoded.text is None
    assert (decoded.diagnostics[0].code, decoded.diagnostics[0].span.column) == ("K01", column)


def test_a_letter_of_another_alphabet_that_an_escape_brings_in_is_refused() -> None:
    assert [note.code for note in read("a.yaml", b'a: "J\\u0430"').diagnostics] == ["K01"]


@pytest.mark.parametrize(
    "text",
    [
        "één café, naïef, Łódź, Çelik, Ğül, ĳs, ﬁets",
        "5 µm, 1º, 2ª, € 50, 3 × 4, ½ m², №, ™",
        "α-straling, β en Ω",
        "Привет is Russisch",
        "Καλημέρα en γεια",
        "cafe\u0301 en 漢字 en سلام",
        "A\u030a-1",
    ],
)
def test_letters_with_accents_and_whole_words_in_another_alphabet_may_stand(text: str) -> None:
    assert decode("a.yaml", f"a: {text}".encode()).diagnostics == ()

"""Reading: everything stays text and keeps its place, and no file can do harm."""

import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content import reader
from bot.content.document import Document
from bot.content.reader import read
from bot.diagnostics import Diagnostic, has_errors, in_reading_order
from bot.storage.files import read_content
from tests.conftest import ROOT
from tests.content.hostile import HOSTILE
from tests.content.overlay import GOOD


def document(text: str) -> Document:
    reading = read("a.yaml", text.encode())
    assert reading.document is not None, reading.diagnostics
    return reading.document


@pytest.mark.parametrize(
    "text",
    "no nee off on yes ja ~ null true 09:00 12:30 23:59:59 010 08 1.10 +31612345678 0431234567 2026-11-23 2026-02-30 = "
    "0x1F 1e3 .inf 1_000 1:30:00".split(),
)
def test_a_value_stays_the_text_that_was_typed(text: str) -> None:
    assert document(f"label: {text}").data == {"label": text}
    assert document(f"{text}: x").data == {text: "x"}


def test_keys_that_yaml_takes_for_one_stay_apart() -> None:
    assert document("yes: a\non: b\ntrue: c\n1: d\n'2': e").data == {
        "yes": "a",
        "on": "b",
        "true": "c",
        "1": "d",
        "2": "e",
    }


@pytest.mark.parametrize("text", ["a: b # zie 3", "a: b  #", "a: 'b #3'", "a: b#3", "# a\na: b", "a: #\n  b"])
def test_an_ordinary_comment_is_no_problem(text: str) -> None:
    assert read("a.yaml", text.encode()).diagnostics == ()


def test_all_errors_that_do_not_end_the_reading_are_given_at_once() -> None:
    notes = read("a.yaml", b"a: &x b\na: c\nd: *x\ne: !!str f\n").diagnostics
    assert [(note.code, note.span.line, note.span.column) for note in in_reading_order(notes)] == [
        ("K04", 1, 4),
        ("K03", 2, 1),
        ("K04", 3, 4),
        ("K04", 4, 4),
    ]


def test_a_key_that_stands_twice_keeps_its_first_value() -> None:
    reading = read("a.yaml", b"a: {b: c}\na: {d: [e]}\nf: g\n")
    assert reading.document is not None
    assert reading.document.data == {"a": {"b": "c"}, "f": "g"}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_its_diagnostic_in_time(name: str) -> None:
    raw, codes = HOSTILE[name]
    began = time.process_time()
    reading = read("a.yaml", raw)
    assert time.process_time() - began < 1.0
    assert {note.code for note in reading.diagnostics} == set(codes.split())
    assert len(reading.diagnostics) <= 60
    assert all(_is_readable(note) for note in reading.diagnostics)
    assert codes in ("", "K12") or has_errors(reading.diagnostics)


@pytest.mark.parametrize("name", ["5 MB", "200 kB of tabs", "49,000 equal keys", "199 kB of plain lines", "merge bomb"])
def test_a_hostile_file_takes_little_memory(name: str) -> None:
    tracemalloc.start()
    try:
        read("a.yaml", HOSTILE[name][0])
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


def test_no_word_of_the_parser_reaches_an_author() -> None:
    english = ("expected", "found", "while", "mapping", "scalar", "token", "character", "block")
    for raw, _ in HOSTILE.values():
        for note in read("a.yaml", raw).diagnostics:
            assert not any(word in f"{note.message} {note.hint}" for word in english), note


@given(st.binary(max_size=400))
def test_no_bytes_make_it_raise(raw: bytes) -> None:
    _read_twice(raw)


@given(st.text(st.sampled_from("a1 :-#'\"[]{},&*!|>%@`?<~=\n\t\r\\é\u00a0“–"), max_size=120))
def test_no_text_in_the_letters_of_yaml_makes_it_raise(text: str) -> None:
    _read_twice(text.encode())


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_change_to_a_good_file_makes_it_raise(data: st.DataObject) -> None:
    _read_twice(mutated(data, GOOD[data.draw(st.sampled_from(sorted(GOOD)))]))


def mutated(data: st.DataObject, raw: bytes) -> bytes:
    """`raw` with a few pieces cut out, doubled, moved or spoilt."""
    for _ in range(data.draw(st.integers(1, 4))):
        begin = data.draw(st.integers(0, len(raw)))
        end = min(len(raw), begin + data.draw(st.integers(0, 40)))
        piece = raw[begin:end]
        new = data.draw(
            st.one_of(
                st.just(b""),
                st.just(piece * 2),
                st.just(piece.replace(b" ", b"")),
                st.just(piece.replace(b": ", b":\n")),
                st.sampled_from(
                    [b"'", b'"', b": ", b"- ", b"\n", b"\t", b"#", b"&a ", b"*a", b"{", b"]", b"\xff", b"!x "]
                ),
                st.binary(max_size=4),
            )
        )
        raw = raw[:begin] + new + raw[end:]
    return raw


def _read_twice(raw: bytes) -> None:
    reading = read("a.yaml", raw)
    assert reading == read("a.yaml", raw)
    assert reading.document is not None or has_errors(reading.diagnostics)
    assert all(_is_readable(note) for note in reading.diagnostics)
    for note in reading.diagnostics:
        assert note.span.line <= max(1, len(reading.lines))
    if reading.document is not None and not reading.document.places.keys() - {()} and reading.document.data in ("", {}):
        pytest.fail("an empty document is an error")


def _is_readable(note: Diagnostic) -> bool:
    return bool(note.message and note.hint) and note.span.line >= 1 and note.span.column >= 1


_BITS = (
    *("\n", "\n  ", "\n    ", "\n- ", "\n  - ", "a: ", "b", "c:", " # d", "'", '"', "[", "]", "{", "}", ", ", "|\n"),
    *("&x ", "*x", "!y ", "%", "@", "?", "? ", ": ", "-", "---\n", "...\n", ">\n", "<<: ", "wat is dat? "),
    *("é", "\u00a0", "\u2028"),
)


def _read_by_both(raw: bytes) -> tuple[reader.Reading, reader.Reading]:
    first = read("dilemmas/x.yaml", raw)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "_FAST", None)
        return first, read("dilemmas/x.yaml", raw)


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(_BITS), max_size=30))
def test_the_fast_parser_changes_nothing_but_the_time(bits: list[str]) -> None:
    both, slow = _read_by_both("".join(bits).encode())
    assert both == slow


@pytest.mark.parametrize("text", ["a: [mag dat?, en dit?]", "a: {b?: c}", "[a: ]", "[? ]", "{b? , [", "?", "a: {? b?}"])
def test_where_the_two_parsers_differ_the_one_in_python_has_the_last_word(text: str) -> None:
    both, slow = _read_by_both(text.encode())
    assert both == slow


@pytest.mark.skipif(reader._FAST is None, reason="this machine has no libyaml")
def test_the_content_of_this_repository_needs_the_fast_parser_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_build", None)  # the slow one would fail now
    for file, raw in read_content(ROOT).items():
        assert read(file, raw).document is not None, file

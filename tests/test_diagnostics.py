"""Diagnostics as people and programs read them."""

from bot.diagnostics import Diagnostic, Severity, Span, as_record, as_text, has_errors, in_reading_order

ONE = Diagnostic(
    code="G02",
    span=Span(file="dilemmas/geschenk.yaml", line=6, column=15),
    message="vraag of uitkomst `medl` bestaat niet in deze boom",
    hint="bedoelde je `meld`?",
)


def test_text_shows_place_line_caret_and_remedy() -> None:
    assert as_text(ONE, "        naar: medl").split("\n") == [
        "dilemmas/geschenk.yaml:6:15: fout[G02]: vraag of uitkomst `medl` bestaat niet in deze boom",
        "            naar: medl",
        "                  ^",
        "  hulp: bedoelde je `meld`?",
    ]


def test_a_long_line_is_shown_around_the_place_and_control_characters_are_not() -> None:
    far = Diagnostic(code="K01", span=Span(file="x", line=1, column=3001), message="m")
    _, line, caret = as_text(far, "a" * 3000 + "\x1b" + "b" * 3000).split("\n")
    assert "\x1b" not in line
    assert len(line) <= 104
    assert line[caret.index("^")] == " "


def test_what_a_message_quotes_is_shown_in_plain_characters() -> None:
    strange = Diagnostic(code="S05", span=Span(file="a.yaml"), message="`x\u00a0y\u0378\x1b` mag niet", hint="a\nb")
    assert as_text(strange).splitlines() == ["a.yaml:1:1: fout[S05]: `x y  ` mag niet", "  hulp: a b"]


def test_record_has_the_fields_of_the_contract() -> None:
    assert as_record(ONE) == {
        "code": "G02",
        "severity": "error",
        "file": "dilemmas/geschenk.yaml",
        "line": 6,
        "column": 15,
        "message": ONE.message,
        "hint": ONE.hint,
    }


def test_each_problem_once_in_reading_order() -> None:
    later = Diagnostic(
        code="A01", span=Span(file="dilemmas/geschenk.yaml", line=7), message="m", severity=Severity.WARNING
    )
    other = Diagnostic(code="A01", span=Span(file="a.yaml", line=70), message="m", severity=Severity.WARNING)
    assert in_reading_order([later, ONE, other, ONE]) == (other, ONE, later)
    assert has_errors([later, ONE])
    assert not has_errors([later, other])

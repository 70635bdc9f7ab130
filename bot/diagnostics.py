"""What is wrong in an author's file, where, and what to do about it.

A diagnostic is a value. This module also writes diagnostics for people and for programs; finding problems is left to
`bot.content`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote


class Severity(StrEnum):
    """How bad. The value is the Dutch word that authors read."""

    ERROR = "fout"
    """Publishing is refused."""
    WARNING = "let op"
    """A person must look at it."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A place in a file. `line` and `column` count from 1; `column` counts characters, not bytes."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One problem. `message` states the problem and only the problem; `hint` proposes the repair."""

    code: str
    """Stable and documented in `docs/schrijven/meldingen.md`, such as `G02`."""
    span: Span
    message: str
    hint: str | None = None
    severity: Severity = Severity.ERROR


def in_reading_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each problem once, sorted by file, line and column."""
    return tuple(sorted(set(diagnostics), key=lambda d: (d.span, d.code, d.message)))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether publishing must be refused."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def as_text(diagnostic: Diagnostic, line: str | None = None) -> str:
    """For people: place and message, the offending line with a caret, and the remedy.

    `line` is the text of the line at `diagnostic.span.line`, when the file could be read.
    """
    span = diagnostic.span
    rows = [f"{span.file}:{span.line}:{span.column}: {diagnostic.severity}[{diagnostic.code}]: {diagnostic.message}"]
    if line is not None:
        shown, column = _window(line, span.column)
        rows += [f"    {shown}", "    " + " " * (column - 1) + "^"]
    if diagnostic.hint:
        rows.append(f"  hulp: {diagnostic.hint}")
    return "\n".join(map(_printable, rows))


def as_record(diagnostic: Diagnostic) -> Mapping[str, str | int | None]:
    """For programs: the fields of `wegwijzer check --json`."""
    return {
        "code": diagnostic.code,
        "severity": "error" if diagnostic.severity is Severity.ERROR else "warning",
        "file": diagnostic.span.file,
        "line": diagnostic.span.line,
        "column": diagnostic.span.column,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    }


def as_sarif(diagnostics: Iterable[Diagnostic], version: str) -> Mapping[str, object]:
    """For GitHub and editors: SARIF 2.1.0 (OASIS, 2020). `version` is that of the program."""
    found = tuple(diagnostics)
    rules = [{"id": code} for code in sorted({d.code for d in found})]
    run = {
        "tool": {"driver": {"name": "wegwijzer", "version": version, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(d) for d in found],
    }
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}


def _sarif_result(diagnostic: Diagnostic) -> Mapping[str, object]:
    span = diagnostic.span
    place = {
        "artifactLocation": {"uri": quote(span.file)},
        "region": {"startLine": span.line, "startColumn": span.column},
    }
    return {
        "ruleId": diagnostic.code,
        "level": "error" if diagnostic.severity is Severity.ERROR else "warning",
        "message": {"text": f"{diagnostic.message}. {diagnostic.hint}" if diagnostic.hint else diagnostic.message},
        "locations": [{"physicalLocation": place}],
    }


def _window(line: str, column: int, width: int = 100) -> tuple[str, int]:
    """The part of a long line around `column`, printable, and the column within it."""
    start = max(0, column - 1 - width // 2) if len(line) > width else 0
    part = _printable(line[start : start + width])
    if start + width < len(line):
        part = part[:-1] + "…"
    if start:
        part = "…" + part[1:]
    return part, column - start


def _printable(text: str) -> str:
    """The text with a space for each character that a terminal or chat could show in a strange way."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)

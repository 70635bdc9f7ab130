"""Every way in which one slip of the pen can break a real tree is caught, and shown where it was made.

Of each tree each edge is sent to a place that does not exist and to every place that does, each id is misspelt, and
each required key is misspelt and left out. A mutant that nobody notices would send somebody to the wrong place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

from bot.content import compiler
from bot.content.compiler import compile_content
from bot.content.document import Document
from bot.content.reader import read
from bot.content.rules import ESSENTIAL, RULES, examples
from bot.diagnostics import Severity
from tests.conftest import ROOT

CONTENT = {
    path.relative_to(ROOT).as_posix(): path.read_bytes()
    for folder in ("knowledge", "dilemmas")
    for path in sorted((ROOT / folder).rglob("*.yaml"))
}
TREES = sorted(name for name in CONTENT if name.startswith("dilemmas/"))
REQUIRED = frozenset(
    "schema id titel knop voor intro status herzien_voor eigenaar start vragen uitkomsten vraag opties label naar "
    "soort kop tekst normen verwijzing route naam antwoorden uitkomst".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A tree with one slip of the pen, and the lines at which a diagnostic shows it."""

    what: str
    line: int
    text: str
    right: frozenset[int]


def document_of(file: str) -> Document:
    document = read(file, CONTENT[file]).document
    assert document is not None
    return document


def mutants(document: Document) -> Iterator[Mutant]:
    yield from _edges(document)
    yield from _ids(document)
    yield from _keys(document)


def _edges(document: Document) -> Iterator[Mutant]:
    questions, outcomes = document.at(("vragen",)), document.at(("uitkomsten",))
    assert isinstance(questions, dict) and isinstance(outcomes, dict)
    nodes = [*questions, *(f"uitkomst/{id_}" for id_ in outcomes)]
    for path in document.places:
        if path[:1] == ("vragen",) and path[-1:] == ("naar",):
            was = str(document.at(path))
            for target in (f"{was}x", *(node for node in nodes if node != was)):
                what = "edge to nowhere" if target.endswith("x") and target not in nodes else "edge elsewhere"
                yield _mutant(document, what, path, was, target)


def _ids(document: Document) -> Iterator[Mutant]:
    for path, span in document.keys.items():
        if len(path) == 2 and path[0] in ("vragen", "uitkomsten"):
            yield _replaced(document, f"id of {path[0]}", span.line, span.column, str(path[1]), f"{path[1]}x")
    for path in document.places:
        if (path[:1] == ("vragen",) and path[-1] == "id") or path in (("id",), ("start",)):
            yield _mutant(document, "id", path, str(document.at(path)), f"{document.at(path)}x")


def _keys(document: Document) -> Iterator[Mutant]:
    for path, span in document.keys.items():
        key = str(path[-1])
        if key not in REQUIRED or path[:1] == ("akkoord",):
            continue
        if key == "uitkomst" and path[0] != "proeven":
            continue
        yield _replaced(document, "key misspelt", span.line, span.column, key, f"{key}x")
        line = document.lines[span.line - 1]
        if isinstance(document.at(path), str) and line.strip().startswith(f"{key}: ") and not line.endswith(">"):
            lines = list(document.lines)
            del lines[span.line - 1]
            around = document.span(path[:-1]).line
            yield Mutant(
                what="key left out", line=span.line, text="\n".join(lines), right=frozenset({around, span.line})
            )


def _mutant(document: Document, what: str, path: tuple[str | int, ...], was: str, now: str) -> Mutant:
    span = document.span(path)
    return _replaced(document, what, span.line, span.column, was, now)


def _replaced(document: Document, what: str, line: int, column: int, was: str, now: str) -> Mutant:
    lines = list(document.lines)
    before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    assert after.startswith((was, f'"{was}')), (what, line, was)
    lines[line - 1] = before + after.replace(was, now, 1)
    named = {n for n, text in enumerate(document.lines, 1) if was.removeprefix("uitkomst/") in text}
    return Mutant(what=what, line=line, text="\n".join(lines), right=frozenset({line} | named))


@pytest.fixture(autouse=True)
def _other_files_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "_written", lru_cache(maxsize=200)(compiler._written))


@pytest.fixture(autouse=True)
def _only_rules_about_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others take most of the time, and could only find more."""
    about_trees = [rule for rule in RULES if rule.__module__ == examples.__name__]
    monkeypatch.setattr(compiler, "RULES", (*ESSENTIAL, *about_trees))


@pytest.mark.slow
@pytest.mark.timeout(280)
@pytest.mark.parametrize("file", TREES, ids=lambda file: Path(file).stem)
def test_no_slip_of_the_pen_in_a_real_tree_goes_unnoticed(file: str) -> None:
    missed: list[str] = []
    elsewhere: list[str] = []
    made = 0
    for mutant in mutants(document_of(file)):
        made += 1
        found = compile_content({**CONTENT, file: mutant.text.encode()}).diagnostics
        errors = [d for d in found if d.severity is Severity.ERROR and d.span.file == file]
        if not errors:
            missed.append(f"{mutant.what} at line {mutant.line}")
        elif mutant.what != "edge elsewhere" and not mutant.right & {d.span.line for d in errors}:
            elsewhere.append(f"{mutant.what} at line {mutant.line}: {[(d.code, d.span.line) for d in errors]}")
    assert made > 200
    assert (missed, elsewhere) == ([], []), f"{made - len(missed)} of {made} caught"

"""Every way in which one slip of the pen can break a real tree is caught, and shown where it was made.

Of each tree each edge is sent to a place that does not exist and to every place that does, each id is misspelt, and
each required key is misspelt and left out. A mutant that nobody notices would send somebody to the wrong place.
"""

import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import pytest

from bot.content import compiler
from bot.content.compiler import compile_content
from bot.content.document import Document, Path
from bot.content.reader import read
from bot.content.rules import ESSENTIAL, RULES, examples
from bot.diagnostics import Severity, Span
from tests.conftest import ROOT
from tests.content.part import part_of

TRIED = 150
"""Slips that are tried of each tree, spread evenly over the thousand or so that there are."""
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
            yield _mutant(document, "edge to nowhere", path, f"{was}x")
            for target in nodes:
                if target != was:
                    yield _mutant(document, "edge elsewhere", path, target, _shown_by(document, path, target))


def _ids(document: Document) -> Iterator[Mutant]:
    for path, span in document.keys.items():
        if len(path) == 2 and path[0] in ("vragen", "uitkomsten"):
            id_ = str(path[1])
            right = _naming(document, id_, is_outcome=path[0] == "uitkomsten")
            yield _replaced(document, f"id of {path[0]}", span, id_, f"{id_}x", right)
    for path in document.places:
        if path[:1] == ("vragen",) and path[-1] == "id":
            yield _mutant(document, "id", path, f"{document.at(path)}x", _naming_option(document, path))
        elif path in (("id",), ("start",)):
            yield _mutant(document, "id", path, f"{document.at(path)}x")


def _keys(document: Document) -> Iterator[Mutant]:
    for path, span in document.keys.items():
        key = str(path[-1])
        if key not in REQUIRED or path[:1] == ("akkoord",):
            continue
        if key == "uitkomst" and path[0] != "proeven":
            continue
        yield _replaced(document, "key misspelt", span, key, f"{key}x", frozenset())
        line = document.lines[span.line - 1]
        if isinstance(document.at(path), str) and line.strip().startswith(f"{key}: ") and not line.endswith(">"):
            lines = list(document.lines)
            del lines[span.line - 1]
            around = document.span(path[:-1]).line
            yield Mutant(what="key left out", line=span.line, text="\n".join(lines), right=frozenset({around}))


def _mutant(document: Document, what: str, path: Path, now: str, right: frozenset[int] = frozenset()) -> Mutant:
    return _replaced(document, what, document.span(path), str(document.at(path)), now, right)


def _replaced(document: Document, what: str, span: Span, was: str, now: str, right: frozenset[int]) -> Mutant:
    """The mutant, right at the line itself and at those that the slip makes wrong."""
    lines = list(document.lines)
    before, after = lines[span.line - 1][: span.column - 1], lines[span.line - 1][span.column - 1 :]
    assert after.startswith((was, f'"{was}')), (what, span, was)
    lines[span.line - 1] = before + after.replace(was, now, 1)
    return Mutant(what=what, line=span.line, text="\n".join(lines), right=right | {span.line})


def _naming(document: Document, id_: str, *, is_outcome: bool) -> frozenset[int]:
    """The lines that name this question or outcome, and nothing that merely looks like it."""
    found = set()
    for path, span in document.places.items():
        value = document.at(path)
        match path:
            case ("vragen", *_, "naar") | ("start",):
                names_it = value == (f"uitkomst/{id_}" if is_outcome else id_)
            case ("proeven", int(), "uitkomst"):
                names_it = is_outcome and value == id_
            case ("proeven", int(), "antwoorden", question):
                names_it = not is_outcome and question == id_
            case ("akkoord", int(), "bij"):
                names_it = str(value).split("/")[:2] == ["uitkomsten" if is_outcome else "vragen", id_]
            case _:
                names_it = False
        if names_it:
            found.add(span.line)
    return frozenset(found)


def _naming_option(document: Document, path: Path) -> frozenset[int]:
    """The lines that name the option whose id stands at this path."""
    _, question, _, _, _ = path
    named = {
        span.line
        for place, span in document.places.items()
        if place[:1] == ("proeven",)
        and place[2:] == ("antwoorden", question)
        and document.at(place) == document.at(path)
    }
    begin = ["vragen", question, "opties", document.at(path)]
    return frozenset(named) | {
        span.line
        for place, span in document.places.items()
        if place[:1] == ("akkoord",) and place[-1] == "bij" and str(document.at(place)).split("/")[:4] == begin
    }


def _shown_by(document: Document, path: Path, target: str) -> frozenset[int]:
    """The lines that a link now leading to another node makes wrong: examples, lost nodes, and a ring of questions."""
    _, question, _, number, _ = path
    chosen = document.at((*path[:-1], "id"))
    examples = document.at(("proeven",))
    assert isinstance(examples, list)
    lines: set[int] = set()
    for n in range(len(examples)):
        if document.at(("proeven", n, "antwoorden", str(question))) == chosen:
            lines |= {span.line for place, span in document.places.items() if place[:2] == ("proeven", n)}
    before, after = _links(document), _links(document)
    after[str(question)][int(number)] = target
    start = str(document.at(("start",)))
    for id_ in _reached(before, start) - _reached(after, start):
        place: Path = ("uitkomsten", id_.removeprefix("uitkomst/")) if "/" in id_ else ("vragen", id_)
        lines.add(document.keys[place].line)
    ring = {id_ for id_ in after if id_ in _reached(after, target) and question in _reached(after, id_)}
    for id_ in ring:
        for n, to in enumerate(after[id_]):
            if to in ring:
                lines.add(document.places["vragen", id_, "opties", n, "naar"].line)
    return frozenset(lines)


def _links(document: Document) -> dict[str, list[str]]:
    """Where each option of each question leads."""
    questions = document.at(("vragen",))
    assert isinstance(questions, dict)
    return {
        id_: [str(document.at(("vragen", id_, "opties", n, "naar"))) for n in range(_number_of_options(document, id_))]
        for id_ in questions
    }


def _number_of_options(document: Document, question: str) -> int:
    options = document.at(("vragen", question, "opties"))
    assert isinstance(options, list)
    return len(options)


def _reached(links: Mapping[str, Sequence[str]], start: str) -> set[str]:
    reached: set[str] = set()
    todo = [start]
    while todo:
        here = todo.pop()
        if here not in reached:
            reached.add(here)
            todo += links.get(here, ())
    return reached


@pytest.fixture(autouse=True)
def _only_rules_about_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others take most of the time, and could only find more."""
    about_trees = [rule for rule in RULES if rule.__module__ == examples.__name__]
    monkeypatch.setattr(compiler, "RULES", (*ESSENTIAL, *about_trees))


@pytest.mark.slow
@pytest.mark.timeout(280)
@pytest.mark.parametrize("file", TREES, ids=lambda file: PurePath(file).stem)
def test_no_slip_of_the_pen_in_a_real_tree_goes_unnoticed(file: str) -> None:
    missed: list[str] = []
    elsewhere: list[str] = []
    every = list(mutants(document_of(file)))
    tried = every[:: max(1, len(every) // TRIED)]
    made = Counter(mutant.what for mutant in tried)
    content = part_of(CONTENT, PurePath(file).stem)
    for mutant in tried:
        found = compile_content({**content, file: mutant.text.encode()}).diagnostics
        errors = [d for d in found if d.severity is Severity.ERROR and d.span.file == file]
        if not errors:
            missed.append(f"{mutant.what} at line {mutant.line}")
        elif not mutant.right & {d.span.line for d in errors}:
            told = [(d.code, d.span.line) for d in errors]
            elsewhere.append(f"{mutant.what} at line {mutant.line}: {told}, not {sorted(mutant.right)}")
    total = made.total()
    noticed = total - len(missed)
    logging.getLogger(__name__).info(
        "%s: of %s noticed %d, shown in place %d", file, dict(made), noticed, noticed - len(elsewhere)
    )
    assert len(every) > 200
    assert total >= TRIED and len(made) == len({mutant.what for mutant in every})
    assert (missed, elsewhere) == ([], []), f"{noticed} of {total} noticed, {noticed - len(elsewhere)} in place"

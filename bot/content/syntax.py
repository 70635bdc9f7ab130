"""What PyYAML has to say about a file, in Dutch and with the remedy for the commonest mistakes (K01, K02, K04)."""

import re
from collections.abc import Sequence

import yaml
from yaml.reader import ReaderError

from bot.diagnostics import Diagnostic, Span

QUOTES = "Zet de hele tekst tussen dubbele aanhalingstekens."

_CURLY = re.compile("[\u201c\u201d\u201e\u2018\u201a]")
_KEY = r"^\s*(?:- +)*(?:[^\s:'\"]+:\s+)?"
_SINGLE = re.compile(_KEY + "'")
_DOUBLE = re.compile(_KEY + '"')
_FLOW = re.compile(_KEY + r"[{\[]")
_GLUED_KEY = re.compile(r"^\s*(?:- +)*[a-z_]+:\S")
_BARE_KEY = re.compile(r"^\s*[a-z_]+:$")
_DASH = re.compile(r"^\s*-")


def in_dutch(file: str, lines: Sequence[str], error: yaml.YAMLError, opened: Span | None = None) -> Diagnostic:
    """The one syntax error that ends the reading of a file.

    `opened` is where a quoted text started that ran on over several lines just before: mostly a forgotten quote.
    """
    if isinstance(error, ReaderError):
        return _unprintable(file, lines, error)
    if not isinstance(error, yaml.MarkedYAMLError):
        return _at(Span(file=file), "K02", "dit bestand is niet te lezen", "Vergelijk het met een bestand dat werkt.")
    problem, context = error.problem or "", error.context or ""
    span = _span(file, error.problem_mark or error.context_mark)
    began = _span(file, error.context_mark or error.problem_mark)
    if "simple key" in context:
        span = began
    line = lines[span.line - 1] if span.line <= len(lines) else ""

    if "directive" in problem + context or "YAML document" in problem or "tag handle" in problem:
        return _at(span, "K04", "regels met % vooraan en tags met ! mogen niet", "Haal dit weg.")
    if "while scanning a tag" in context or "while parsing a tag" in context:
        return _at(began, "K04", "een uitroepteken aan het begin van een tekst is een tag, en die mag niet", QUOTES)
    if "alias" in context or "anchor" in context:
        return _at(began, "K04", "een tekst mag niet beginnen met * of &", QUOTES)
    if "document start" in problem:
        return _at(
            span, "K02", "hier is het document al afgelopen, maar er staat nog tekst", "Haal `...` of `---` weg."
        )
    if "quoted scalar" in context or "double-quoted" in context:
        return _quoted(problem, span, began)
    if opened is not None:
        return _at(
            opened,
            "K02",
            "dit aanhalingsteken wordt niet op dezelfde regel gesloten",
            "Sluit de tekst met hetzelfde aanhalingsteken. Staat er een apostrof in, gebruik dan dubbele.",
        )
    if "block scalar" in context:
        return _at(span, "K02", "na > of | hoort de tekst op de volgende regel te beginnen", "Begin een nieuwe regel.")
    return _structure(problem, line, span)


def _structure(problem: str, line: str, span: Span) -> Diagnostic:
    hint = None
    if _CURLY.search(line):
        hint = 'Krullende aanhalingstekens tellen niet als aanhalingstekens. Gebruik rechte: "'
    if "mapping values are not allowed" in problem and _BARE_KEY.match(line[: span.column]):
        return _at(span, "K02", "deze regel springt te ver in, of te weinig", _INDENT)
    if "mapping values are not allowed" in problem:
        return _at(
            span, "K02", "er staat een dubbele punt in een tekst", hint or f"{QUOTES} Of laat de dubbele punt weg."
        )
    if "cannot start any token" in problem:
        char = line[span.column - 1 : span.column]
        return _at(span, "K02", f"een tekst mag niet beginnen met {char}", QUOTES)
    if "sequence entries are not allowed" in problem:
        return _at(
            span, "K02", "een streepje van een lijst hoort op een eigen regel", "Begin na de sleutel een nieuwe regel."
        )
    if "mapping keys are not allowed" in problem or line[span.column - 1 : span.column + 1] == "? ":
        return _at(span, "K02", "een tekst mag niet beginnen met een los vraagteken", QUOTES)
    if hint:
        return _at(span, "K02", "deze regel is niet te lezen", hint)
    if _SINGLE.search(line):
        return _at(
            span,
            "K02",
            "er staat een apostrof in een tekst tussen enkele aanhalingstekens",
            'Gebruik dubbele aanhalingstekens: "foto\'s". Of laat ze weg.',
        )
    if _DOUBLE.search(line):
        return _at(
            span,
            "K02",
            "na het sluitende aanhalingsteken staat nog tekst",
            "Zet de hele tekst tussen aanhalingstekens en gebruik daarbinnen enkele.",
        )
    if _FLOW.search(line) or "expected ','" in problem:
        return _at(
            span,
            "K02",
            "een accolade of een vierkante haak is niet goed gesloten, of er staat nog tekst achter",
            f"Begint de tekst met een haak? {QUOTES} Een waarde van de organisatie schrijf je zo: <naam>.",
        )
    if "could not find expected ':'" in problem:
        if _GLUED_KEY.match(line):
            return _at(span, "K02", "na de dubbele punt ontbreekt een spatie", "Schrijf `sleutel: tekst`.")
        return _at(span, "K02", "op deze regel ontbreekt een dubbele punt of een streepje", _INDENT)
    if "found '<scalar>'" in problem:
        return _at(
            span, "K02", "op deze regel ontbreekt een streepje of een dubbele punt, of hij springt verkeerd in", _INDENT
        )
    if _DASH.match(line):
        return _at(span, "K02", "dit streepje staat niet recht onder de andere streepjes van de lijst", _INDENT)
    return _at(span, "K02", "deze regel springt niet goed in, of er staat een teken dat hier niet hoort", _INDENT)


_INDENT = (
    "Zet sleutels die bij elkaar horen recht onder elkaar. Begin elk deel van een lijst met een streepje. "
    "Loopt een tekst door op de volgende regel, laat die dan inspringen."
)


def _quoted(problem: str, span: Span, began: Span) -> Diagnostic:
    if "escape" in problem:
        return _at(
            span,
            "K02",
            "een backslash heeft tussen dubbele aanhalingstekens een eigen betekenis",
            "Haal de backslash weg, of gebruik enkele aanhalingstekens.",
        )
    return _at(
        began,
        "K02",
        "dit aanhalingsteken wordt nergens gesloten",
        "Sluit de tekst met hetzelfde aanhalingsteken. Begint de tekst met een apostrof, zet er dan dubbele omheen.",
    )


def _unprintable(file: str, lines: Sequence[str], error: ReaderError) -> Diagnostic:
    before = "\n".join(lines)[: error.position]
    span = Span(file=file, line=before.count("\n") + 1, column=len(before) - (before.rfind("\n") + 1) + 1)
    return _at(span, "K01", "hier staat een teken dat niet mag", "Wis dit stukje en typ het opnieuw.")


def _span(file: str, mark: yaml.Mark | None) -> Span:
    return Span(file=file) if mark is None else Span(file=file, line=mark.line + 1, column=mark.column + 1)


def _at(span: Span, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code=code, span=span, message=message, hint=hint)

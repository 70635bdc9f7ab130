"""What PyYAML has to say about a file, in Dutch and with the remedy for the commonest mistakes (K01, K02, K04)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml
from yaml.reader import ReaderError

from bot.diagnostics import Diagnostic, Span

QUOTES = "Zet de hele tekst tussen dubbele aanhalingstekens."
LONG_DASH = "[\u2013\u2014\u2022\u00b7\u2010\u2011]\\s"
"""What Word makes of the dash of a list."""
NO_LIST = "hier staat een lang streepje of een bolletje; daarmee maak je geen lijst"
PLAIN_DASH = "Gebruik een gewoon streepje (-) en een spatie, op een eigen regel."

_CURLY = re.compile("[\u201c\u201d\u201e\u2018\u201a]")
_KEY = r"^\s*(?:- +)*(?:[^\s:'\"]+:\s+)?"
_SINGLE = re.compile(_KEY + "'")
_DOUBLE = re.compile(_KEY + '"')
_FLOW = re.compile(_KEY + r"[{\[]")
_GLUED_KEY = re.compile(r"^\s*(?:- +)*[a-z_]+:\S")
_COLON_IN_TEXT = re.compile(r"(?P<key>\s*(?:- +)?[a-z_]+: +)(?P<text>[^\s'\"\[{>|&*!#%@`-][^#]*: [^#]*)$")
_BARE_KEY = re.compile(r"^\s*[a-z_]+:$")
_DASH = re.compile(r"^\s*-")
_GLUED_DASH = re.compile(r"^\s*-[^\s-]")
_LONG_DASH = re.compile(rf"^\s*{LONG_DASH}")
_LEVEL = re.compile(r"^(?P<outer> *)(?:(?P<dash>- +)|(?=\S))(?:(?P<key>[^\s:#'\"]+):(?:\s|$))?")


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
            "Sluit de tekst met hetzelfde aanhalingsteken. Staat er een apostrof in? Gebruik dan dubbele.",
        )
    if "block scalar" in context:
        return _at(span, "K02", "na > of | hoort de tekst op de volgende regel te beginnen", "Begin een nieuwe regel.")
    return _structure(problem, lines, line, span)


def quoted(lines: tuple[str, ...], at: Span) -> tuple[str, ...] | None:
    """The lines with the text on this line between quotes, when that is surely what was meant; else None.

    A text with a colon in it, after a key and on one line: nothing else can be meant, so reading may go on.
    """
    found = _COLON_IN_TEXT.match(lines[at.line - 1]) if at.line <= len(lines) else None
    if found is None:
        return None
    text = found["text"].rstrip().replace("'", "''")
    return (*lines[: at.line - 1], f"{found['key']}'{text}'", *lines[at.line :])


def _structure(problem: str, lines: Sequence[str], line: str, span: Span) -> Diagnostic:
    hint = None
    if _LONG_DASH.match(line):
        return _at(span, "K10", NO_LIST, PLAIN_DASH)
    if _CURLY.search(line):
        hint = 'Krullende aanhalingstekens tellen niet als aanhalingstekens. Gebruik rechte: "'
    if "mapping values are not allowed" in problem and _BARE_KEY.match(line[: span.column]):
        return _at(span, "K02", "deze regel springt te ver in, of te weinig", _straight(lines, span))
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
        if _GLUED_DASH.match(line):
            return _at(span, "K02", _NO_SPACE, _ONE_SPACE)
        return _at(span, "K02", "op deze regel ontbreekt een dubbele punt of een streepje", _LOOSE)
    if "found '<scalar>'" in problem:
        return _at(
            span, "K02", "op deze regel ontbreekt een streepje of een dubbele punt, of hij springt verkeerd in", _INDENT
        )
    if _GLUED_DASH.match(line):
        return _at(span, "K02", _NO_SPACE, _ONE_SPACE)
    if _DASH.match(line):
        message = "dit streepje staat niet recht onder de andere streepjes van de lijst"
        return _at(span, "K02", message, _straight(lines, span))
    message = "deze regel springt niet goed in, of er staat een teken dat hier niet hoort"
    return _at(span, "K02", message, _straight(lines, span))


_INDENT = (
    "Zet sleutels die bij elkaar horen recht onder elkaar. Begin elk deel van een lijst met een streepje. "
    "Loopt een tekst door op de volgende regel, laat die dan inspringen."
)


_NO_SPACE = "na het streepje ontbreekt een spatie"
_ONE_SPACE = "Zet een spatie tussen het streepje en de tekst."
_LOOSE = (
    "Is het een deel van een lijst? Begin met een streepje en een spatie. Hoort het bij de tekst erboven? "
    "Zet er dan meer spaties voor. Is het een sleutel? Zet er een dubbele punt achter."
)


def _straight(lines: Sequence[str], span: Span) -> str:
    """How many spaces to put before the line at `span`: as many as a line above that it can stand under.

    Words for indentation in general when no such line is found.
    """
    text = lines[span.line - 1] if span.line <= len(lines) else ""
    own = len(text) - len(text.lstrip(" "))
    is_dash = bool(_DASH.match(text))
    below = next((line for line in lines[span.line :] if line.strip()), "")
    room = len(below) - len(below.lstrip(" ")) if text.rstrip().endswith(":") and below.strip() else len(text)
    levels = [x for x in _levels(lines[: span.line - 1]) if x.is_dash is is_dash and x.spaces < room]
    if not levels or any(level.spaces == own for level in levels):
        return _INDENT
    near = min(levels, key=lambda level: abs(level.spaces - own))
    under = "dat" if is_dash else f"`{near.name}`"
    what = "het streepje" if is_dash else "hij"
    spaces = f"{near.spaces} spaties" if near.spaces > 1 else "één spatie" if near.spaces else "geen spaties"
    return f"Zet er {spaces} voor, zodat {what} recht onder {under} van regel {near.line} staat. Nu zijn het er {own}."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """Where a list or a block that is still open begins its lines."""

    spaces: int
    line: int
    name: str
    is_dash: bool


def _levels(lines: Sequence[str]) -> Iterator[_Level]:
    """The lists and blocks that a next line could still belong to, from the inside out. Running text is passed over."""
    inside = 1_000
    for number in range(len(lines), 0, -1):
        found = _LEVEL.match(lines[number - 1])
        if not found or not (found["dash"] or found["key"]):
            continue
        outer, dash, key = len(found["outer"]), found["dash"] or "", found["key"]
        if key and outer + len(dash) < inside:
            yield _Level(spaces=outer + len(dash), line=number, name=key, is_dash=False)
        if dash and outer < inside:
            yield _Level(spaces=outer, line=number, name="-", is_dash=True)
        inside = min(inside, outer)


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

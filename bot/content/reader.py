"""The strict reader: YAML text to nested text, with the place of every key and value.

It goes through the events of PyYAML, builds nothing that was not written, and never loads: every scalar stays text,
duplicate keys are seen, anchors, aliases, tags and further documents are refused, and depth, size and number are
bounded before anything is built. What the values mean is left to `shapes`.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import yaml

from bot.content.characters import MAX_NOTES, bad_in, decode
from bot.content.document import Data, Document, Path
from bot.content.syntax import LONG_DASH, NO_LIST, PLAIN_DASH, QUOTES, in_dutch, quoted
from bot.diagnostics import Diagnostic, Severity, Span

MAX_DEPTH = 24
MAX_EVENTS = 20_000
MAX_SCALAR = 4_000
MAX_MENDED, MENDING = 20, 600_000
"""Mistakes that are passed over in one file, and characters read for it: each mistake means reading it once more."""

_FAST: Any = getattr(yaml, "CSafeLoader", None)
"""The parser of libyaml, twenty times as fast as the one in Python; None on a machine without it.

It is tried first, and has its way only with text that the other reads just so: our messages are about how that one
stumbles, and content must be right or wrong on every machine alike."""
_DASHES = re.compile(LONG_DASH)
_CURLY = tuple("\u201c\u201d\u201e\u201a\u2018\u2019")
_CUT_OFF = re.compile(r"\s*\s(#\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of reading one file. `document` is None when nothing in it can be relied upon."""

    document: Document | None
    diagnostics: tuple[Diagnostic, ...]
    lines: tuple[str, ...]
    mended: tuple[Diagnostic, ...] = ()
    """Errors that were passed over by reading the text as it was surely meant, so that the others are found as well."""


def read(file: str, raw: bytes) -> Reading:
    """Read one file. Never raises, whatever the bytes; takes well under a second for the worst of them."""
    decoded = decode(file, raw)
    if decoded.text is None:
        return Reading(document=None, diagnostics=decoded.diagnostics, lines=decoded.lines)
    mended: list[Diagnostic] = []
    lines = decoded.lines
    clean = not decoded.diagnostics  # tabs, and byte order marks within a text, are read differently too
    builder = (_build_fast(file, lines, decoded.text) if clean else None) or _build(file, lines, decoded.text)
    most = min(MAX_MENDED, MENDING // max(1, len(decoded.text)))
    while len(mended) < most and builder.slip and (better := quoted(lines, builder.slip.span)):
        mended.append(builder.slip)
        lines = better
        builder = _build(file, lines, "\n".join(lines))
    document = builder.document()
    return Reading(
        document=replace(document, lines=decoded.lines) if document else None,
        diagnostics=(*decoded.diagnostics, *builder.notes),
        lines=decoded.lines,
        mended=tuple(mended),
    )


def _build_fast(file: str, lines: tuple[str, ...], text: str) -> "_Builder | None":
    """What `_build` gives, sooner; None when only that one can tell."""
    if _FAST is None:
        return None
    builder = _Builder(file, lines)
    try:
        for event in yaml.parse(text, Loader=_FAST):
            if builder.is_read_differently(event):
                return None
            builder.take(event)
    except (_Stop, yaml.YAMLError, RecursionError, ValueError, OverflowError):
        return None
    return builder


def _build(file: str, lines: tuple[str, ...], text: str) -> "_Builder":
    builder = _Builder(file, lines)
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            builder.take(event)
    except _Stop:
        pass
    except yaml.YAMLError as error:
        builder.slip = in_dutch(file, lines, error, builder.opened)
        builder.failed(builder.slip)
    except (RecursionError, ValueError, OverflowError):
        message = "dit bestand is niet te lezen"
        builder.failed(
            Diagnostic(code="K02", span=Span(file=file), message=message, hint="Begin met een nieuw bestand.")
        )
    return builder


class _Mark(Protocol):
    line: int
    column: int


class _Stop(Exception):
    """Reading on makes no sense."""


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is being filled. `key` is the key whose value comes next."""

    into: list[Data] | dict[str, Data]
    path: Path
    key: str | None = None
    folded: dict[str, str] = field(default_factory=dict)
    repeated: bool = False
    hollow: str | None = None
    """The last key with nothing behind it: what follows may belong inside it (S02 or S04 says so)."""


class _Builder:
    def __init__(self, file: str, lines: tuple[str, ...]) -> None:
        self.notes: list[Diagnostic] = []
        self.opened: Span | None = None
        self.slip: Diagnostic | None = None
        """The mistake at which the parser stopped."""
        self._file, self._lines = file, lines
        self._stack: list[_Frame] = []
        self._places: dict[Path, Span] = {}
        self._keys: dict[Path, Span] = {}
        self._inline: set[Path] = set()
        self._root: Data | None = None
        self._events = 0
        self._documents = 0
        self._errors = 0
        self._broken = False

    def document(self) -> Document | None:
        if self._broken:
            return None
        if not self._root:
            self._note(
                "S04", Span(file=self._file), "het bestand is leeg", "Begin met een kopie van een ander bestand."
            )
            return None
        return Document(
            file=self._file,
            data=self._root,
            places=self._places,
            keys=self._keys,
            inline=frozenset(self._inline),
            lines=self._lines,
        )

    def is_read_differently(self, event: yaml.Event) -> bool:
        """Whether the two parsers may differ here: about a question mark between brackets, and where nothing stands."""
        if not isinstance(event, yaml.ScalarEvent) or event.style:
            return False
        return not event.value or ("?" in event.value and self._is_inline())

    def failed(self, note: Diagnostic) -> None:
        told = [n for n in self.notes if n.span != note.span]  # a forgotten quote also makes a text too long (K05)
        self.notes = [n for n in told if n.severity is Severity.ERROR or n.span.line != note.span.line]
        self.notes.append(note)
        self._broken = True

    def take(self, event: yaml.Event) -> None:
        span = self._span(event.start_mark)
        self._events += 1
        if self._events > MAX_EVENTS:
            self._stop("K05", span, "het bestand heeft te veel onderdelen", "Splits het bestand.")
        match event:
            case yaml.DocumentStartEvent():
                self._start(event, span)
            case yaml.AliasEvent():
                hint = f"Begint de tekst met een sterretje? {QUOTES}"
                self._note("K04", span, "verwijzingen met * mogen niet", hint)
                self._value("", span)
            case yaml.ScalarEvent():
                self._plain(event, span)
                self._scalar(event, span)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._plain(event, span)
                self._open([] if isinstance(event, yaml.SequenceStartEvent) else {}, event, span)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._stack.pop()
            case _:
                pass

    def _is_inline(self) -> bool:
        return bool(self._stack) and self._stack[-1].path in self._inline

    def _start(self, event: yaml.DocumentStartEvent, span: Span) -> None:
        self._documents += 1
        if event.version is not None or event.tags:
            self._note("K04", span, "regels met % vooraan mogen niet", "Haal de regel weg.")
        if self._documents > 1:
            self._stop("K04", span, "hier begint een tweede document", "Haal de regel met --- weg.")

    def _plain(self, event: yaml.NodeEvent, span: Span) -> None:
        """Refuse an anchor or a tag."""
        if event.anchor is not None:
            self._note("K04", span, "ankers met & mogen niet", f"Begint de tekst met &? {QUOTES}")
        elif getattr(event, "tag", None) is not None:
            self._note("K04", span, "tags met ! mogen niet", f"Begint de tekst met een uitroepteken? {QUOTES}")

    def _open(self, into: list[Data] | dict[str, Data], event: yaml.CollectionStartEvent, span: Span) -> None:
        if len(self._stack) >= MAX_DEPTH:
            self._stop(
                "K05", span, f"het bestand is dieper genest dan {MAX_DEPTH} lagen", "Maak de opbouw eenvoudiger."
            )
        if self._expects_key():
            self._stop(
                "K02",
                span,
                "een sleutel moet gewone tekst zijn, geen lijst",
                f"{QUOTES} Een lijst hoort achter de sleutel.",
            )
        path = self._value(into, span)
        if event.flow_style:
            self._inline.add(path)
        self._stack.append(_Frame(into, path))

    def _scalar(self, event: yaml.ScalarEvent, span: Span) -> None:
        text = event.value
        end = self._span(event.end_mark)
        self.opened = span if event.style in ("'", '"') and end.line > span.line else None
        if len(text) > MAX_SCALAR:
            message = f"deze tekst is te lang: {len(text)} tekens, hooguit {MAX_SCALAR} mag"
            self._note("K05", span, message, "Maak de tekst korter of verdeel hem.")
            text = text[:MAX_SCALAR]
        if event.style == '"' and (bad := bad_in(text)):
            message = f"de backslash maakt hier een onzichtbaar of verboden teken (U+{ord(bad):04X})"
            self._note("K01", span, message, "Haal de backslash weg.")
        if self._expects_key():
            self._key(text, span)
            return
        if not event.style:  # libyaml says "" where the other says None
            self._look_at_plain(text, span, end)
            if self._stack and not text:
                self._stack[-1].hollow = self._stack[-1].key
        self._value(text, span)

    def _look_at_plain(self, text: str, span: Span, end: Span) -> None:
        """Things that YAML finds good and that an author did not mean."""
        rest = self._lines[end.line - 1][end.column - 1 :] if end.line <= len(self._lines) else ""
        if cut := _CUT_OFF.match(" " + rest if text else rest):
            if text:
                at = Span(file=self._file, line=end.line, column=end.column + cut.start(1) - 1)
                message = "alles vanaf dit # is opmerking en wordt niet getoond"
                self._note("K12", at, message, f"Hoort het bij de tekst? {QUOTES}", Severity.WARNING)
            else:
                self._note("S04", span, "hier staat geen tekst: wat na # komt, is een opmerking", QUOTES)
        if _DASHES.match(text):
            self._note("K10", span, NO_LIST, PLAIN_DASH)
        elif text.startswith(_CURLY):
            message = "de krullende aanhalingstekens worden letterlijk getoond"
            self._note("K09", span, message, 'Bedoel je gewone aanhalingstekens, typ dan rechte: "', Severity.WARNING)

    def _key(self, key: str, span: Span) -> None:
        frame = self._stack[-1]
        frame.key = key
        frame.repeated = key in frame.into
        path = (*frame.path, key)
        if key == "<<":
            self._note("K04", span, "samenvoegen met << mag niet", "Schrijf de regels uit.")
        elif not key.strip():
            self._note(
                "S04", span, "hier ontbreekt een sleutel voor de dubbele punt", f"Begint de tekst met :? {QUOTES}"
            )
        elif frame.repeated:
            first = self._keys.get(path)
            where = f" (eerder op regel {first.line})" if first else ""
            if frame.hollow in (None, key):
                hint = "Haal een van de twee weg, of zet alles onder de eerste."
                self._note("K03", span, f"`{_short(key)}` staat hier voor de tweede keer{where}", hint)
        elif (other := frame.folded.get(key.casefold())) is not None:
            message = f"`{_short(key)}` en `{_short(other)}` verschillen alleen in hoofdletters"
            self._note("K03", span, message, "Kies een andere naam of haal er een weg.")
        if not frame.repeated:
            self._keys[path] = span
            frame.folded.setdefault(key.casefold(), key)

    def _value(self, value: Data, span: Span) -> Path:
        if not self._stack:
            self._root, self._places[()] = value, span
            return ()
        frame = self._stack[-1]
        if isinstance(frame.into, list):
            path: Path = (*frame.path, len(frame.into))
            frame.into.append(value)
        else:
            if frame.key is None:  # an alias or a merged value where a key should stand
                frame.key = ""
                return (*frame.path, "")
            path = (*frame.path, frame.key)
            frame.key = None
            if frame.repeated:
                return (*path, -1)  # read and bounded, but kept nowhere
            frame.into[path[-1]] = value  # type: ignore[index]
        self._places[path] = span
        return path

    def _span(self, mark: _Mark | None) -> Span:
        return Span(file=self._file, line=mark.line + 1, column=mark.column + 1) if mark else Span(file=self._file)

    def _expects_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].into, dict) and self._stack[-1].key is None

    def _stop(self, code: str, span: Span, message: str, hint: str) -> None:
        self.failed(Diagnostic(code=code, span=span, message=message, hint=hint))
        raise _Stop

    def _note(self, code: str, span: Span, message: str, hint: str, severity: Severity = Severity.ERROR) -> None:
        first_error = severity is Severity.ERROR and not self._errors
        self._errors += severity is Severity.ERROR
        if len(self.notes) < MAX_NOTES or first_error:
            self.notes.append(Diagnostic(code=code, span=span, message=message, hint=hint, severity=severity))


def _short(key: str) -> str:
    return key if len(key) <= 40 else key[:39] + "…"

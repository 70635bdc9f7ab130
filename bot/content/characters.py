"""From bytes to lines of clean text: encoding, line ends, unseen characters. YAML starts in `reader`."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bot.diagnostics import Diagnostic, Severity, Span

MAX_BYTES = 200_000
MAX_NOTES = 50
"""Of one kind in one file; a file with more is of another make altogether."""

BOM = "\ufeff"
_TAB = "\t"
_VISIBLE = frozenset("\ufe0f")
"""Asks for the colourful form of a symbol: harmless."""

_ALIEN = re.compile(
    "[\u0370-\u052f\u0531-\u0587\u13a0-\u13ff\u1c80-\u1c8f\u1d26-\u1d2b\u1f00-\u1fff\u2c80-\u2cff\ua640-\ua69f\uab70-\uabbf]"
)
"""Letters of alphabets that share shapes with ours: Greek, Cyrillic, Armenian, Coptic, Cherokee."""
_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f])+")
_OURS = re.compile("[a-zA-Z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]")

_FORMATS = (
    (re.compile(rb"\s*\{\\rtf", re.I), "dit is een RTF-bestand (opgemaakte tekst)"),
    (re.compile(rb"PK\x03\x04"), "dit is een Word-bestand of een zip-bestand"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "dit is een oud Word-bestand"),
    (re.compile(rb"%PDF"), "dit is een pdf"),
    (
        re.compile(rb"\s*<(?:!doctype|html|head|body|\?xml|!--|\w+:|p|div|span|meta)[\s>]?", re.I),
        "dit is een webpagina",
    ),
)
_PLAIN_TEXT = "Open het in een teksteditor en sla het op als platte tekst (.yaml), codering UTF-8."

_ODD_SPACE = re.compile(r"^ *(?:- +)*(?:-?(?P<indent>[^\S ])|[^\s:#]+:(?P<after>[^\S ]))")
"""A space that is no ordinary space, where YAML counts spaces: at the start of a line, after a dash, after a key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """`text` is None when the file cannot be read at all; the lines are there to show the diagnostics."""

    text: str | None
    lines: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def decode(file: str, raw: bytes) -> Decoded:
    """Decode strictly, mend what is harmless (K07), refuse what deceives (K01, K02, K05)."""
    if len(raw) > MAX_BYTES:
        size = f"{len(raw) // 1000} kB"
        return _refused(file, "K05", f"het bestand is te groot: {size}, hooguit 200 kB mag", "Splits het bestand.")
    for start, what in _FORMATS:
        if start.match(raw.removeprefix(b"\xef\xbb\xbf")[:200]):
            return _refused(file, "K02", f"{what}, geen platte tekst", _PLAIN_TEXT)
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw[:200].count(0) > 20:
        return _refused(file, "K01", "het bestand is opgeslagen als UTF-16", _PLAIN_TEXT)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _undecodable(file, raw, error.start)
    notes: list[Diagnostic] = []
    if text.startswith(BOM):
        text = text.removeprefix(BOM)
        notes.append(_harmless(Span(file=file), "het bestand begint met een onzichtbaar merkteken (BOM)"))
    if "\r" in text:
        before = text[: text.index("\r")]
        notes.append(_harmless(_span_after(file, before), "het bestand heeft regeleinden van Windows"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = tuple(text.split("\n"))
    bad = _bad_characters(file, lines)
    return Decoded(text=None if bad else text, lines=lines, diagnostics=(*notes, *bad))


def bad_in(text: str) -> str | None:
    """The first character of a text, other than a line end, that no author may use. Escapes can bring one in."""
    if text.isascii() and text.isprintable():
        return None
    bad = next((c for c in text if c != "\n" and _is_bad(c)), None)
    return bad or next((text[at] for at, _ in _mixed(text)), None)


def _bad_characters(file: str, lines: tuple[str, ...]) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for number, line in enumerate(lines, 1):
        if line.isascii() and line.isprintable():
            continue
        seen: set[str] = set()
        for column, char in enumerate(line, 1):
            if char not in seen and _is_bad(char):
                seen.add(char)
                found.append(_bad(char, Span(file=file, line=number, column=column)))
        for at, word in _mixed(line):
            if line[at] not in seen:
                seen.add(line[at])
                found.append(_alien(line[at], word, Span(file=file, line=number, column=at + 1)))
        if odd := _ODD_SPACE.match(line):
            column = max(odd.start("indent"), odd.start("after"))
            if line[column] not in seen and line[column] != _TAB:
                found.append(_bad_space(line[column], Span(file=file, line=number, column=column + 1)))
        if len(found) >= MAX_NOTES:
            return found[:MAX_NOTES]
    return found


def _mixed(text: str) -> Iterator[tuple[int, str]]:
    """Each word that mixes our letters with those of another alphabet, and where the first of those stands.

    To the eye a `Ja` with a Cyrillic a is plain `Ja`, to the bot another word: two buttons could look the same.
    """
    if not _ALIEN.search(text):
        return
    for word in _WORD.finditer(text):
        alien = _ALIEN.search(word[0])
        if alien and _OURS.search(word[0]):
            yield word.start() + alien.start(), word[0]


def _is_bad(char: str) -> bool:
    """Controls, invisible and direction-changing characters, line ends that only Unicode knows, private use."""
    if char.isprintable() or char in _VISIBLE:
        return False
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} or _is_noncharacter(char)


def _is_noncharacter(char: str) -> bool:
    return ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF


def _bad(char: str, span: Span) -> Diagnostic:
    if char == _TAB:
        return Diagnostic(code="K01", span=span, message="hier staat een tab", hint="Vervang de tab door spaties.")
    code = f"U+{ord(char):04X}"
    return Diagnostic(
        code="K01",
        span=span,
        message=f"hier staat een onzichtbaar of verboden teken ({code})",
        hint="Wis dit stukje en typ het opnieuw. Zulke tekens komen vaak mee met kopiëren uit Word of een webpagina.",
    )


def _alien(char: str, word: str, span: Span) -> Diagnostic:
    shown = word if len(word) <= 40 else word[:39] + "…"
    return Diagnostic(
        code="K01",
        span=span,
        message=f"in `{shown}` staat een letter uit een ander alfabet (U+{ord(char):04X})",
        hint="Wis het hele woord en typ het opnieuw. De letter lijkt gewoon, maar is het niet.",
    )


def _bad_space(char: str, span: Span) -> Diagnostic:
    return Diagnostic(
        code="K01",
        span=span,
        message=f"hier staat een bijzondere spatie (U+{ord(char):04X}) op een plek waar spaties tellen",
        hint="Wis de spatie en typ een gewone.",
    )


def _undecodable(file: str, raw: bytes, at: int) -> Decoded:
    before = raw[:at].decode("utf-8").removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
    note = Diagnostic(
        code="K01",
        span=_span_after(file, before),
        message="het bestand is niet opgeslagen als UTF-8; dit teken is onleesbaar",
        hint="Kies in je editor bij opslaan de codering UTF-8 en kijk daarna letters als é en ë na.",
    )
    lines = raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Decoded(text=None, lines=tuple(lines), diagnostics=(note,))


def _span_after(file: str, before: str) -> Span:
    return Span(file=file, line=before.count("\n") + 1, column=len(before) - (before.rfind("\n") + 1) + 1)


def _harmless(span: Span, message: str) -> Diagnostic:
    return Diagnostic(
        code="K07",
        span=span,
        message=message,
        hint="Je hoeft niets te doen. De bot leest het bestand toch goed.",
        severity=Severity.WARNING,
    )


def _refused(file: str, code: str, message: str, hint: str) -> Decoded:
    return Decoded(
        text=None, lines=(), diagnostics=(Diagnostic(code=code, span=Span(file=file), message=message, hint=hint),)
    )

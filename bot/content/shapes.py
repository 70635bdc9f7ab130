"""Fitting what was read into its shape, and saying in Dutch where it does not fit (S01-S04, S08, S11, S15, K08).

Pydantic finds the misfits and tells where by `loc`, which is a path in the document; not a word of its own text, and
nothing of the input, reaches an author.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.content.document import Data, Document, Path
from bot.content.folding import closest, listed, short
from bot.diagnostics import Diagnostic, Span
from bot.ids import Role

MAX_MISFITS = 100
"""In one file; who has more of them has another kind of file."""

S = TypeVar("S", bound=BaseModel)

_BLANK = re.compile("<<|>>")
_KEY = "[key]"
_NAMED_BLOCKS = ("vragen", "uitkomsten", "routes")
"""Keys under which authors, or the bot, name blocks of their own."""
_QUOTED = re.compile(r"'([^']*)'")
_KINDS = {"string": "tekst", "list": "een lijst", "mapping": "een blok met sleutels"}
_EXPECTS = {
    "string_type": "string",
    "bool_type": "string",
    "tuple_type": "list",
    "list_type": "list",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "dict_type": "mapping",
    "mapping_type": "mapping",
}
_ROLE_KEYS = (
    "ambtenaar, bestuurder of volksvertegenwoordiger, eventueel met /gemeente, /provincie of /waterschap erachter"
)


def fit(document: Document, shape: type[S]) -> tuple[S | None, list[Diagnostic]]:
    """The document in its shape, or None; and everything that keeps it from fitting, each problem once."""
    result: S | None = None
    misfits: list[tuple[Path, Diagnostic]] = []
    try:
        result = shape.model_validate(document.data, by_alias=True, by_name=False)
    except ValidationError as error:
        misfits = list(_misfits(document, shape, error))
    strange = {path for path, note in misfits if note.code == "S02" or (note.code == "K08" and document.at(path) != "")}
    empty, blanks = list(_empty_texts(document, strange)), dict(_blanks(document))
    taken = {note.span for note in empty} | blanks.keys()
    notes = [*empty, *blanks.values()] + [
        note for _, note in misfits if note.span not in taken or note.code in ("S02", "S03")
    ]
    return (None if notes else result), notes


def _empty_texts(document: Document, strange: set[Path]) -> Iterator[Diagnostic]:
    """S04, but not inside what should not be there at all."""
    for path, value in document.values():
        if isinstance(value, str) and not value.strip() and not any(path[:n] in strange for n in range(len(path) + 1)):
            name = _name(path)
            yield Diagnostic(
                code="S04",
                span=document.span(path),
                message=f"{name} is leeg" if name else "hier ontbreekt de tekst",
                hint="Vul de tekst in, of haal de regel weg als hij niet nodig is.",
            )


def _blanks(document: Document) -> Iterator[tuple[Span, Diagnostic]]:
    """S15: what a new file asks its author to fill in, with where the whole value starts.

    Half of the marker is enough: it must not get through either.
    """
    for path, value in document.values():
        if isinstance(value, str) and (found := _BLANK.search(value)):
            yield document.span(path), _blank(document.find(path, found[0]))
    for path, span in document.keys.items():
        if _BLANK.search(str(path[-1])):
            yield span, _blank(span)


def _blank(span: Span) -> Diagnostic:
    hint = "Schrijf hier je eigen tekst en haal de tekens << en >> weg."
    return Diagnostic(code="S15", span=span, message="hier moet je nog iets invullen", hint=hint)


def _misfits(document: Document, shape: type[BaseModel], error: ValidationError) -> Iterator[tuple[Path, Diagnostic]]:
    found = error.errors(include_url=False, include_input=False)[:MAX_MISFITS]
    missing: dict[Path, list[str]] = {}
    for one in found:
        if one["type"] == "missing":
            missing.setdefault(_path(one["loc"][:-1]), []).append(str(one["loc"][-1]))
    for one in found:
        if one["type"] == "extra_forbidden":
            path = _path(one["loc"])
            wanted = missing.get(path[:-1], [])
            yield path, _unknown_key(document, path, _keys_at(shape, path[:-1]), wanted)
    for path, names in missing.items():
        for name in names:
            message = f"de sleutel `{name}` ontbreekt"
            where = _name(path)
            hint = f"Voeg `{name}:` toe{f' bij {where}' if where else ''}."
            yield path, Diagnostic(code="S03", span=document.span(path), message=message, hint=hint)
    for one in found:
        if one["type"] not in ("missing", "extra_forbidden"):
            yield _path(one["loc"]), _misfit(document, one["type"], one["loc"], one.get("ctx", {}))


def _unknown_key(document: Document, path: Path, known: tuple[str, ...], wanted: list[str]) -> Diagnostic:
    """`wanted` are required keys that are missing beside it: a slip of the pen is one problem, not two."""
    key = str(path[-1])
    meant = closest(key, wanted) or closest(key, known)
    if meant in wanted:
        wanted.remove(meant)
    there = f"Hier kan: {', '.join(known)}." if known else None
    hint = f"bedoelde je `{meant}`?" if meant else _out_of_place(document, path) or there
    message = f"de sleutel `{short(key)}` bestaat hier niet"
    return Diagnostic(code="S02", span=document.key_span(path), message=message, hint=hint)


def _out_of_place(document: Document, path: Path) -> str | None:
    """What to do about a whole question or outcome that begins with too many spaces, or too few."""
    if isinstance(document.at(path), str) and document.at(path) != "":
        return None
    siblings = list(document.keys)[: list(document.keys).index(path)] if path in document.keys else []
    above = [other for other in siblings if len(other) == 2 and other[0] in _NAMED_BLOCKS]
    if not above or (len(path) != 1 and path[0] != above[-1][0]):
        return None
    column, line = document.key_span(above[-1]).column, document.key_span(above[-1]).line
    if column == document.key_span(path).column:
        return None
    return (
        f"Hoort `{short(str(path[-1]))}` bij `{above[-1][0]}`? Zet er dan {column - 1} spaties voor, "
        f"net als bij `{short(str(above[-1][1]))}` op regel {line}."
    )


def _misfit(document: Document, kind: str, loc: tuple[int | str, ...], context: Mapping[str, Any]) -> Diagnostic:
    path, is_key = _path(loc), bool(loc) and loc[-1] == _KEY
    span = document.key_span(path) if is_key else document.span(path)
    value: Data | None = str(path[-1]) if is_key else document.at(path)
    if not isinstance(value, str) or _EXPECTS.get(kind, "string") != "string":
        return _wrong_kind(document, path, _EXPECTS.get(kind, "string"))
    if kind == "value_error":
        meant = closest(value, Role)
        hint = f"{f'bedoelde je `{meant}`? ' if meant else ''}Kies uit: {_ROLE_KEYS}."
        return Diagnostic(code="S08", span=span, message=f"`{short(value)}` is geen rol die we kennen", hint=hint)
    if kind in ("enum", "literal_error", "bool_type"):
        known = _QUOTED.findall(str(context.get("expected", ""))) or ["ja", "nee"]
        if path == ("schema",):
            return _wrong_schema(document, value, known[0])
        meant = closest(value, known)
        guess = f"bedoelde je `{meant}`? " if meant else ""
        message = f"`{short(value)}` kan hier niet"
        return Diagnostic(code="S08", span=span, message=message, hint=f"{guess}Kies uit: {listed(known)}.")
    if kind == "string_pattern_mismatch":
        return _wrong_pattern(document, path, value)
    return Diagnostic(
        code="S08", span=span, message=f"{_name(path)} klopt niet", hint="Vergelijk met een bestand dat werkt."
    )


def _wrong_pattern(document: Document, path: Path, value: str) -> Diagnostic:
    span = document.span(path)
    match path[-1]:
        case "bwb":
            hint = "Het BWB-nummer staat op wetten.overheid.nl: BWBR en zeven cijfers."
            return Diagnostic(code="S08", span=span, message=f"`{short(value)}` is geen BWB-nummer", hint=hint)
        case "melding":
            hint = "Een code is een letter en twee cijfers, zoals in de melding zelf: T05."
            return Diagnostic(
                code="S08", span=span, message=f"`{short(value)}` is geen code van een melding", hint=hint
            )
        case "id":
            hint = "Gebruik 2 tot 40 kleine letters, cijfers en streepjes."
            return Diagnostic(code="S05", span=span, message=f"`{short(value)}` is geen goede id", hint=hint)
        case _:
            hint = 'Schrijf jaar, maand en dag: "2027-11-01".'
            return Diagnostic(code="S11", span=span, message=f"`{short(value)}` is geen datum", hint=hint)


def _wrong_schema(document: Document, value: str, known: str) -> Diagnostic:
    name, _, version = value.partition("/")
    if name == known.partition("/")[0] and version.isdecimal() and len(version) < 6:
        message, hint = f"`{short(value)}` is nieuwer dan deze bot", "Vraag de beheerder om de bot bij te werken."
    else:
        message, hint = f"`{short(value)}` is niet de soort bestand die hier hoort", f"Schrijf `schema: {known}`."
    return Diagnostic(code="S01", span=document.span(("schema",)), message=message, hint=hint)


def _wrong_kind(document: Document, path: Path, expected: str) -> Diagnostic:
    value = document.at(path)
    is_ = _KINDS["string" if isinstance(value, str) else "list" if isinstance(value, list) else "mapping"]
    message = f"hier hoort {_KINDS[expected]} te staan, maar er staat {is_}"
    if expected == "string" and isinstance(value, dict) and len(value) == 1 and path not in document.inline:
        message = "hier hoort tekst te staan, maar door de dubbele punt leest de bot een sleutel"
    return Diagnostic(
        code="K08", span=document.span(path), message=message, hint=_kind_hint(document, path, value, expected)
    )


def _kind_hint(document: Document, path: Path, value: Data | None, expected: str) -> str:
    match expected, value:
        case "string", dict() if path in document.inline:
            return "Schrijf een waarde van de organisatie als <naam>, of zet de tekst tussen aanhalingstekens."
        case "string", list() if path in document.inline:
            return "Vierkante haken maken een lijst. Zet de hele tekst tussen dubbele aanhalingstekens."
        case "string", dict():
            return "Staat er een dubbele punt in de tekst? Zet de hele tekst tussen dubbele aanhalingstekens."
        case "string", _:
            return "Haal de streepjes weg en maak er één tekst van."
        case "list", str() if value.startswith("-"):
            return "Zet een spatie na elk streepje."
        case "list", str():
            return "Begin elk deel op een eigen regel met een streepje en een spatie. Ook als er maar één deel is."
        case "list", _:
            return "Zet voor elk deel een streepje en een spatie."
        case _:
            return "Schrijf op de volgende regels `sleutel: tekst`, met twee spaties ervoor."


def _path(loc: tuple[int | str, ...]) -> Path:
    return tuple(step for step in loc if step != _KEY)


def _name(path: Path) -> str:
    """The last key of a path as an author knows it."""
    names = [step for step in path if isinstance(step, str)]
    return f"`{short(names[-1])}`" if names else ""


def _keys_at(shape: type[BaseModel], path: Path) -> tuple[str, ...]:
    """The keys that the shape knows at this path, in the order of the shape."""
    here: Any = shape
    for step in path:
        here = _inside(here, step)
    return tuple(f.alias or name for name, f in here.model_fields.items()) if _is_shape(here) else ()


def _inside(kind: Any, step: str | int) -> Any:
    """The type of what stands at `step` in a value of this type."""
    if _is_shape(kind):
        return next((f.annotation for name, f in kind.model_fields.items() if (f.alias or name) == step), None)
    arguments = [a for a in getattr(kind, "__args__", ()) if a not in (type(None), Ellipsis)]
    if not arguments:
        return None
    if len(arguments) == 1 and getattr(kind, "__origin__", None) is not tuple:
        return _inside(arguments[0], step)  # X | None
    return arguments[-1]


def _is_shape(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)

"""Rules about single values that the shape cannot say (S): ids, lists, dates, and one generic organisation a kind."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from bot.content.document import Path
from bot.content.draft import Draft, Written
from bot.content.folding import fold, listed, short
from bot.content.models import Norm, Shape
from bot.content.rules.noting import error
from bot.content.rules.reserved import RESERVED
from bot.content.rules.walking import labels, typed_words
from bot.diagnostics import Diagnostic, Span
from bot.dilemma.tree import RouteName
from bot.ids import Body

ID = re.compile(r"[a-z0-9-]{2,40}")
VALUE_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")

NEVER_EMPTY = frozenset(
    """
    voor rollen vragen uitkomsten themas kaarten zinnen altijd pagina wetten artikelen begrippen groepen bronnen hulp
    berichten
    """.split()
)
"""The lists that need at least one entry, wherever they stand. `stappen` needs one in a norm only."""
_DATES = frozenset({"herzien_voor", "geraadpleegd", "gelezen_stand"})
_FOLDED_RESERVED = {fold(word): word for word in RESERVED}


def ids_are_well_formed(draft: Draft) -> Iterator[Diagnostic]:
    """S05: an id stands in links, buttons and file names, so it is short and plain."""
    for span, id_ in _ids(draft):
        if not ID.fullmatch(id_):
            hint = "Gebruik 2 tot 40 kleine letters, cijfers en streepjes, zoals `niet-aannemen`."
            yield error("S05", span, f"`{short(id_)}` is geen goede id", hint)
    for organisation in draft.organisations:
        for name in organisation.shape.values:
            if not VALUE_NAME.fullmatch(name):
                hint = "Gebruik kleine letters, cijfers en lage streepjes, zoals `geschenk_grens`."
                message = f"`{short(name)}` is geen goede naam voor een waarde"
                yield error("S05", organisation.key("waarden", name), message, hint)


def ids_are_used_once(draft: Draft) -> Iterator[Diagnostic]:
    """S06: an id points at one thing. Ids of trees, norms and organisations are file names already (K06)."""
    for file, path, key in _named_entries(draft):
        first: dict[str, int] = {}
        entries = file.document.at(path)
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            value = entry.get(key) if isinstance(entry, dict) else None
            if not isinstance(value, str):
                continue
            span = file.span(*path, number, key)
            if value in first:
                yield error("S06", span, f"`{short(value)}` bestaat al (regel {first[value]})", "Kies een andere naam.")
            first.setdefault(value, span.line)


def words_are_not_reserved(draft: Draft) -> Iterator[Diagnostic]:
    """S07: the bot reacts to some words itself; what is called so could never be chosen."""
    for span, id_ in _ids(draft):
        if id_ in RESERVED:
            yield error("S07", span, f"`{id_}` is een woord dat de bot zelf gebruikt", "Kies een andere id.")
    for span, label in labels(draft):
        if (word := _FOLDED_RESERVED.get(fold(label))) is not None:
            message = f"een knop mag niet `{short(label)}` heten: op `{word}` reageert de bot zelf"
            yield error("S07", span, message, "Kies een andere tekst.")


def typed_words_reach_their_button(draft: Draft) -> Iterator[Diagnostic]:
    """S07: a word that the bot reacts to itself, or a number, never chooses the button that it belongs to."""
    for span, label in labels(draft):
        if fold(label).isdecimal():
            message = f"een knop mag niet `{short(label)}` heten: met een nummer kiest de lezer een knop op volgorde"
            yield error("S07", span, message, "Zet er een woord bij, zoals `2 keer`.")
    for span, word in typed_words(draft):
        if (reserved := _FOLDED_RESERVED.get(fold(word))) is not None:
            message = f"`{short(word)}` kan hier niet: op `{reserved}` reageert de bot zelf"
            yield error("S07", span, message, "Haal dit woord weg, of kies een ander.")


def one_generic_organisation(draft: Draft) -> Iterator[Diagnostic]:
    """S09: every organisation inherits from the generic one of its kind, so there is exactly one, with all routes.

    So each route resolves for every organisation (U04).
    """
    for body in Body:
        generic = [w for w in draft.organisations if w.shape.generic and w.shape.body is body]
        if not generic and draft.knows_organisations:
            span = Span(file=f"knowledge/organisaties/{body}.yaml")
            message = f"er is geen algemene organisatie voor de soort `{body}`"
            yield error("S09", span, message, f"Maak een bestand met `soort: {body}` en `algemeen: ja`.")
        for other in generic[1:]:
            message = f"er is al een algemene organisatie voor de soort `{body}`: {generic[0].file}"
            yield error("S09", other.span("algemeen"), message, "Laat `algemeen: ja` in een van de twee weg.")
        for one in generic[:1]:
            missing = [name for name in RouteName if name not in one.shape.routes]
            if missing:
                message = f"de algemene organisatie mist een route: {listed(missing).replace(' of ', ' en ')}"
                hint = "Beschrijf alle routes. Andere organisaties nemen ze over."
                yield error("S09", one.key("routes"), message, hint)


def lists_are_filled(draft: Draft) -> Iterator[Diagnostic]:
    """S10: an empty list where people or the bot need at least one entry."""
    for file in draft.all():
        for path, value in file.document.values():
            name = path[-1] if path else None
            needed = name in NEVER_EMPTY or (name == "stappen" and isinstance(file.shape, Norm))
            if needed and value in ([], {}):
                yield error("S10", file.span(*path), f"`{name}` is een lege lijst", "Zet er minstens één in.")


def dates_exist(draft: Draft) -> Iterator[Diagnostic]:
    """S11: a review by the thirtieth of February would never come."""
    for file in draft.all():
        for path, value in file.document.values():
            if _is_date(path) and isinstance(value, str) and day_of(value) is None:
                hint = 'Schrijf jaar, maand en dag: "2027-11-01".'
                yield error("S11", file.span(*path), f"`{short(value)}` is geen dag die bestaat", hint)


def _is_date(path: Path) -> bool:
    match path:
        case (*_, "artikelen", int(), "stand"):  # elsewhere an author may call a question so
            return True
        case _:
            return bool(path) and path[-1] in _DATES


def day_of(value: str) -> date | None:
    """The day that a text stands for, or None when there is no such day (S11)."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _ids(draft: Draft) -> Iterator[tuple[Span, str]]:
    """Every id where it is defined."""
    for tree in draft.trees:
        yield tree.span("id"), tree.shape.id
        for question, shape in tree.shape.questions.items():
            yield tree.key("vragen", question), question
            for number, option in enumerate(shape.options):
                yield tree.span("vragen", question, "opties", number, "id"), option.id
        for outcome in tree.shape.outcomes:
            yield tree.key("uitkomsten", outcome), outcome
    for norm in draft.norms:
        yield norm.span("id"), norm.shape.id
    for organisation in draft.organisations:
        yield organisation.span("id"), organisation.shape.id
    for file, path, key in _named_entries(draft):
        entries = file.document.at(path)
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            if key == "id" and isinstance(entry, dict) and isinstance(entry.get("id"), str):
                yield file.span(*path, number, "id"), str(entry["id"])


def _named_entries(draft: Draft) -> Iterable[tuple[Written[Shape], tuple[str, ...], str]]:
    """The lists in shared files whose entries have a name, and the key of that name."""
    if draft.themes:
        yield draft.themes, ("themas",), "id"
    if draft.help:
        yield draft.help, ("hulp",), "id"
    if draft.danger:
        yield draft.danger, ("kaarten",), "id"
        yield draft.danger, ("aanwijzingen",), "id"
    if draft.words:
        yield draft.words, ("begrippen",), "id"
    if draft.elsewhere:
        yield draft.elsewhere, ("groepen",), "id"
    if draft.calm:
        yield draft.calm, ("groepen",), "id"
    if draft.statutes:
        yield draft.statutes, ("wetten",), "afkorting"

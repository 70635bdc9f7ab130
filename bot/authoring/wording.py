"""Which texts and other fields changed, item by item, named by the keys that authors write.

Where a change leads people is left to `rerouting`; how a change is shown, to `telling`.
"""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from typing import TypeVar

from rapidfuzz import fuzz

from bot.content.library import Library
from bot.content.models import Concept, DangerExamples, Shape, TrialShape
from bot.dilemma.tree import RoleKey
from bot.ids import OrganisationId

K = TypeVar("K", bound=str)
S = TypeVar("S", bound=Shape)
Path = tuple[str, ...]
"""Dutch keys from the top of the file, with ids and numbers from 1: `vragen`, `gever`, `opties`, `bedrijf`, `label`."""

ORDER = "volgorde"
"""The last step of a path when the same things stand in another order."""
ALIKE = 60
"""From this similarity (0-100) on, one text in a list is a new version of another."""
_WORDS = re.compile(r"\s+|[^\s\w]+|\w+")


class Sort(StrEnum):
    """What an item is. The value is the Dutch word."""

    TREE = "keuzehulp"
    NORM = "norm"
    THEME = "thema"
    ORGANISATION = "organisatie"
    HELP = "hulppunt"
    DANGER = "nood"
    STATUTE = "wet"
    CONCEPT = "begrip"
    ELSEWHERE = "buiten"
    DANGER_EXAMPLES = "nood-voorbeelden"
    CALM = "rustig"
    TRIALS = "proefvragen"


class State(StrEnum):
    """What happened to an item. The value is the Dutch word."""

    ADDED = "nieuw"
    REMOVED = "weg"
    CHANGED = "gewijzigd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field. `before` is None when it was not there, `after` when it is no longer."""

    path: Path
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A tree, norm, theme and so on in which something changed."""

    sort: Sort
    id: str
    title: str
    state: State
    changes: tuple[Change, ...]
    """Of a changed item only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a text: `before` became `after`; they are equal where nothing changed."""

    before: str
    after: str

    @property
    def is_same(self) -> bool:
        """Whether nothing changed here."""
        return self.before == self.after


def changed_items(before: Library, after: Library) -> tuple[Item, ...]:
    """All items that differ, by sort. What an organisation inherits is told with the generic one of its kind only."""
    whole = {"": before.danger}, {"": after.danger}
    intro = {"": _Intro(inleiding=before.themes_intro)}, {"": _Intro(inleiding=after.themes_intro)}
    concepts = {c.id: c for c in before.concepts}, {c.id: c for c in after.concepts}
    elsewhere = {"": _Elsewhere(vragen=before.elsewhere)}, {"": _Elsewhere(vragen=after.elsewhere)}
    calm = {"": _Calm(berichten=before.calm)}, {"": _Calm(berichten=after.calm)}
    examples = {"": _Examples(voorbeelden=before.danger_examples)}, {"": _Examples(voorbeelden=after.danger_examples)}
    return (
        *_items(Sort.TREE, before.tree_files, after.tree_files, lambda tree: tree.title),
        *_items(Sort.NORM, before.norms, after.norms, lambda norm: norm.title),
        *_items(Sort.THEME, *intro, lambda _: "alle thema's samen"),
        *_items(Sort.THEME, before.themes, after.themes, lambda theme: theme.title),
        *_organisations(before, after),
        *_items(Sort.HELP, before.help, after.help, lambda point: point.name),
        *_items(Sort.DANGER, *whole, lambda _: "woorden en kaarten bij gevaar"),
        *_items(Sort.STATUTE, before.statutes, after.statutes, lambda statute: statute.title),
        *_items(Sort.CONCEPT, *concepts, _first_word),
        *_items(Sort.ELSEWHERE, *elsewhere, lambda _: "vragen waar de bot niet over gaat"),
        *_items(Sort.DANGER_EXAMPLES, *examples, lambda _: "berichten van mensen in gevaar"),
        *_items(Sort.CALM, *calm, lambda _: "berichten die op gevaar lijken"),
        *_items(Sort.TRIALS, {"": _trials(before)}, {"": _trials(after)}, lambda _: "vragen om de bot mee te proberen"),
    )


def changes_between(before: object, after: object, path: Path = ()) -> Iterator[Change]:
    """Every field that differs between two values of one shape, in the order of the shape."""
    if before == after:
        return
    match before, after:
        case Shape(), Shape() if type(before) is type(after):
            for name, field in type(before).model_fields.items():
                yield from changes_between(getattr(before, name), getattr(after, name), (*path, field.alias or name))
        case Mapping(), Mapping():
            for key in [*before, *(key for key in after if key not in before)]:
                yield from changes_between(before.get(key), after.get(key), (*path, _as_text(key)))
        case tuple(), tuple():
            yield from _changes_in_list(before, after, path)
        case _:
            was, now = _as_text(before), _as_text(after)
            if was != now:
                yield Change(path=path, before=was or None, after=now or None)


def word_by_word(before: str, after: str) -> tuple[Piece, ...]:
    """Two versions of a text as pieces that stayed and pieces that changed, cut between words."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    pieces: list[Piece] = []
    for tag, a, b, c, d in codes:
        piece = Piece(before="".join(old[a:b]), after="".join(new[c:d]))
        is_gap = tag == "equal" and not piece.before.strip()
        if pieces and (is_gap or (tag != "equal" and not pieces[-1].is_same)):
            last = pieces.pop()  # changes with only a space between them read better as one
            piece = Piece(before=last.before + piece.before, after=last.after + piece.after)
        pieces.append(piece)
    return tuple(pieces)


class _Intro(Shape):
    """The introduction of the page with all themes."""

    inleiding: str


class _Elsewhere(Shape):
    """The questions that nothing in the content answers. In which group one stands is for authors alone."""

    vragen: tuple[str, ...]


class _Examples(Shape):
    """The messages of danger, as in their file."""

    voorbeelden: tuple[DangerExamples, ...]


class _Calm(Shape):
    """The messages that are no danger. In which group one stands is for authors alone."""

    berichten: tuple[str, ...]


class _Trials(Shape):
    """The trial questions, as in their file."""

    vragen: tuple[TrialShape, ...]
    buiten: tuple[str, ...]


def _trials(library: Library) -> _Trials:
    return _Trials(
        vragen=tuple(TrialShape(question=t.question, norm=t.norm, tree=t.tree) for t in library.trials if t.norm),
        buiten=tuple(t.question for t in library.trials if t.norm is None),
    )


def _first_word(concept: Concept) -> str:
    return next(iter(concept.words), "")


def _items(sort: Sort, before: Mapping[K, S], after: Mapping[K, S], title: Callable[[S], str]) -> Iterator[Item]:
    for id_ in [*after, *(id_ for id_ in before if id_ not in after)]:
        was, now = before.get(id_), after.get(id_)
        found = tuple(changes_between(was, now)) if was is not None and now is not None else ()
        state = State.ADDED if was is None else State.REMOVED if now is None else State.CHANGED
        shown = now if now is not None else was
        if shown is not None and (found or state is not State.CHANGED):
            yield Item(sort=sort, id=str(id_), title=title(shown), state=state, changes=found)


def _organisations(before: Library, after: Library) -> Iterator[Item]:
    """Without, in an organisation, the changes that its generic one has too."""
    found = tuple(_items(Sort.ORGANISATION, before.organisations, after.organisations, lambda o: o.name))
    generic = {
        organisation.body: {change for item in found if item.id == organisation.id for change in item.changes}
        for organisation in after.organisations.values()
        if organisation.generic
    }
    for item in found:
        organisation = after.organisations.get(OrganisationId(item.id))
        if organisation is None or organisation.generic or item.state is not State.CHANGED:
            yield item
        elif own := tuple(c for c in item.changes if c not in generic.get(organisation.body, set())):
            yield replace(item, changes=own)


def _changes_in_list(before: Sequence[object], after: Sequence[object], path: Path) -> Iterator[Change]:
    old, new = _named(before), _named(after)
    if old is not None and new is not None:
        for name in [*new, *(name for name in old if name not in new)]:
            yield from changes_between(old.get(name), new.get(name), (*path, name))
        yield from _order([name for name in old if name in new], [name for name in new if name in old], path)
    else:
        yield from _changes_in_texts([_as_text(part) for part in before], [_as_text(part) for part in after], path)


def _changes_in_texts(before: Sequence[str], after: Sequence[str], path: Path) -> Iterator[Change]:
    """Texts that stayed, wherever they stand now, are left out; of the others, those that look alike go together."""
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    lost = [text for text in dict.fromkeys(before) if text in gone]
    for place, text in enumerate(after, 1):
        if not come[text]:
            continue
        come[text] -= 1
        was = max(lost, key=lambda other: fuzz.ratio(other, text), default=None)
        if was is not None and fuzz.ratio(was, text) >= ALIKE:
            lost.remove(was)
            yield Change(path=(*path, str(place)), before=was, after=text)
        else:
            yield Change(path=path, before=None, after=text)
    for text in lost:
        yield Change(path=path, before=text, after=None)
    stayed = Counter(before) & Counter(after)
    yield from _order([t for t in before if t in stayed], [t for t in after if t in stayed], path)


def _order(before: list[str], after: list[str], path: Path) -> Iterator[Change]:
    if before != after and sorted(before) == sorted(after):
        yield Change(path=(*path, ORDER), before=", ".join(before), after=", ".join(after))


def _named(parts: Sequence[object]) -> dict[str, object] | None:
    """The parts of a list by what names them in it; None when they have no name, or two have the same."""
    names = [_name_of(part) for part in parts]
    if any(name is None for name in names) or len(set(names)) < len(names):
        return None
    return {name: part for name, part in zip(names, parts, strict=True) if name is not None}


def _name_of(part: object) -> str | None:
    if not isinstance(part, Shape):
        return None
    for name in ("id", "name", "card", "question", "norm", "abbreviation"):
        value = getattr(part, name, None)
        if isinstance(value, str):
            return value
    return None


def _as_text(value: object) -> str:
    """A value as an author would write it, on one line."""
    match value:
        case None:
            return ""
        case Enum():
            return str(value.value)
        case bool():
            return "ja" if value else "nee"
        case RoleKey():
            return f"{value.role.value}/{value.body.value}" if value.body else value.role.value
        case Shape():
            fields = type(value).model_fields.items()
            said = ((f.alias or name, part) for name, f in fields if (part := getattr(value, name)) != f.default)
            return "; ".join(f"{name}: {_as_text(part)}" for name, part in said)
        case Mapping():
            return "; ".join(f"{_as_text(key)}: {_as_text(part)}" for key, part in value.items())
        case tuple():
            return ", ".join(f"({_as_text(part)})" if isinstance(part, Shape) else _as_text(part) for part in value)
        case _:
            return str(value)

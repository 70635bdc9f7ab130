"""A difference in Dutch sentences, for people who write content and do not program. How a line looks is left to others."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.authoring.diff import Difference, Fate, TreeChange
from bot.authoring.pairing import NewMeaning, Reason
from bot.authoring.rerouting import Direction, Longer, Moved, Rerouting, Tally, Through, Trail
from bot.authoring.wording import ORDER, Change, Item, Sort, State, word_by_word
from bot.content.folding import short
from bot.dilemma.tree import Outcome
from bot.ids import Role

GROUPS = 5
"""Groups of paths shown of a tree, or of one further question; the rest is counted."""
CHANGES = 30
"""Changed fields shown of one item."""
LISTED = 4
"""Texts shown that were added to, or left out of, one list."""
SHORT, LONG = 50, 200
"""Characters: up to `SHORT`, two versions are shown whole; a text is cut off at `LONG`."""
AROUND = 5
"""Words shown before and after a change in a long text."""

_FATES = {
    Fate.ADDED: "Deze keuzehulp is nieuw.",
    Fate.REMOVED: "Deze keuzehulp is weg.",
    Fate.PUBLISHED: "Mensen kunnen deze keuzehulp nu zien.",
    Fate.WITHDRAWN: "Deze keuzehulp is ingetrokken: mensen zien hem niet meer.",
}
_NOTHING = "Er is geen verschil in wat mensen lezen of waar ze uitkomen."


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line; `depth` 0 is a heading, and what is deeper belongs to what stands above it."""

    depth: int
    text: str


def tell(difference: Difference) -> tuple[Line, ...]:
    """All that changed: trees in which people are led otherwise first, then the texts of everything else."""
    if difference.is_empty:
        return (Line(depth=0, text=_NOTHING),)
    of_trees = {item.id: item for item in difference.items if item.sort is Sort.TREE}
    told = [line for tree in difference.trees for line in _tree(tree, of_trees.pop(tree.id, None))]
    rest = [item for item in difference.items if item.sort is not Sort.TREE or item.id in of_trees]
    return (*told, *(line for item in rest for line in _item(item)))


# --- trees ------------------------------------------------------------------------------------------------------------


def _tree(tree: TreeChange, item: Item | None) -> Iterator[Line]:
    yield Line(depth=0, text=f"Keuzehulp {tree.id} ({tree.button})")
    if tree.fate in _FATES:
        yield Line(depth=1, text=_FATES[tree.fate])
    if tree.roles_gained:
        yield Line(depth=1, text=f"Nu ook voor {_roles(tree.roles_gained)}.")
    if tree.roles_lost:
        yield Line(depth=1, text=f"Niet meer voor {_roles(tree.roles_lost)}.")
    for meaning in tree.meanings:
        yield from _meaning(meaning)
    if tree.rerouting is not None:
        yield from _rerouting(tree.rerouting)
    if item is not None and item.changes:
        yield Line(depth=1, text="Veranderd in het bestand:")
        yield from _changes(item.changes)


def _meaning(meaning: NewMeaning) -> Iterator[Line]:
    place = f"Let op: het antwoord met id `{meaning.after.id}` bij {_quoted(meaning.question.text)}"
    if meaning.reason is Reason.LABEL:
        what = f"kreeg een andere betekenis. Eerst {_quoted(meaning.before.label)}, nu {_quoted(meaning.after.label)}."
    else:
        what = "leidde eerst naar een vraag en nu naar een uitkomst, of andersom."
    yield Line(depth=1, text=f"{place} {what}")
    yield Line(depth=2, text="Geef het antwoord een nieuwe id. Een id houdt altijd dezelfde betekenis (G19).")


def _rerouting(found: Rerouting) -> Iterator[Line]:
    yield Line(depth=1, text=_summary(found))
    direct = [group for group in found.groups if group.via is None]
    yield from _groups(direct, found.roles, "eindigt nu", "eindigen nu")
    for longer in found.longer:
        yield Line(depth=1, text=_longer(longer, found.roles))
        further = [group for group in found.groups if group.via and group.via.id == longer.question.id]
        yield from _groups(further, found.roles, "kan nu eindigen", "kunnen nu eindigen")
    for lost in found.lost:
        yield from _through(
            lost, found.roles, "Weg antwoord", "bestaat niet meer", "bestaan niet meer", "Eerst eindigde dat in"
        )
    for gained in found.gained:
        yield from _through(gained, found.roles, "Nieuw antwoord", "is nieuw", "zijn nieuw", "Dat eindigt in")


def _summary(found: Rerouting) -> str:
    if found.is_empty:
        return f"Alle {found.before} paden eindigen zoals eerst."
    moved = found.moved
    if moved.elsewhere == 0:
        text = f"Geen van de {found.before} paden eindigt zonder meer anders."
    else:
        verb = "eindigt" if moved.elsewhere == 1 else "eindigen"
        text = f"{moved.elsewhere} van {found.before} paden {verb} nu anders.{_ways(moved, 'werd', 'werden')}"
    if found.longer:
        number = sum(longer.paths for longer in found.longer)
        text += f" {_paths(number)} {'krijgt' if number == 1 else 'krijgen'} er een vraag bij."
        if found.may_move.elsewhere == 0:
            text += " Daarna komen ze uit zoals eerst."
        else:
            verb = "kan er" if found.may_move.elsewhere == 1 else "kunnen er"
            ways = _ways(found.may_move, "kan", "kunnen", " worden")
            text += f" Daarvan {verb} {found.may_move.elsewhere} anders eindigen.{ways}"
    return text


def _ways(tally: Tally, one: str, more: str, end: str = "") -> str:
    parts = []
    if tally.stricter:
        parts.append(f"{tally.stricter} {one if tally.stricter == 1 else more} strenger")
    if tally.milder:
        parts.append(f"{tally.milder} {one if tally.milder == 1 else more} milder")
    return f" {', '.join(parts)}{end}." if parts else " Geen daarvan is milder of strenger."


def _longer(longer: Longer, of: frozenset[Role]) -> str:
    new = "De nieuwe vraag" if longer.is_new else "De vraag"
    number = f"{_paths(longer.paths)} {'komt' if longer.paths == 1 else 'komen'} er nu ook langs"
    return f"{new} {_quoted(longer.question.text)}: {number}{_only_for(longer.roles, of)}."


def _groups(groups: Sequence[Moved], of: frozenset[Role], one: str, more: str) -> Iterator[Line]:
    for group in groups[:GROUPS]:
        mark = {Direction.MILDER: "MILDER", Direction.STRICTER: "STRENGER", Direction.LEVEL: "Anders"}[group.direction]
        was, now = _outcome(group.before), _outcome(group.after)
        number = f"{_paths(group.paths)} {one if group.paths == 1 else more} in {now}{_only_for(group.roles, of)}"
        text = f"{mark}: {number}. Eerst was dat {was}."
        yield Line(depth=2, text=text)
        yield from _example(group.examples)
    rest = groups[GROUPS:]
    if rest:
        yield Line(depth=2, text=f"En nog {len(rest)} andere overgangen, samen {_paths(sum(g.paths for g in rest))}.")


def _through(found: Through, of: frozenset[Role], what: str, one: str, more: str, ends: str) -> Iterator[Line]:
    number = f"{_paths(found.paths)} {one if found.paths == 1 else more}{_only_for(found.roles, of)}"
    place = f"{what} {_quoted(found.option.label)} bij {_quoted(found.question.text)}"
    yield Line(depth=1, text=f"{place}: {number}. {ends} {_outcomes(found.ends)}.")
    yield from _example(found.examples)


def _example(trails: Sequence[Trail]) -> Iterator[Line]:
    for trail in trails[:1]:
        steps = " ".join(f"{step.question.text} {_closed(step.option.label)}" for step in trail)
        yield Line(depth=3, text=f"Voorbeeld: {steps}")


def _outcome(outcome: Outcome) -> str:
    return f"{_quoted(outcome.heading)} ({outcome.verdict.value})"


def _outcomes(outcomes: Sequence[Outcome]) -> str:
    shown = [_outcome(outcome) for outcome in outcomes[:LISTED]]
    return " of ".join(shown) + (f", of in {len(outcomes) - LISTED} andere uitkomsten" if outcomes[LISTED:] else "")


# --- texts ------------------------------------------------------------------------------------------------------------


def _item(item: Item) -> Iterator[Line]:
    title = "" if item.title == item.id else f" ({item.title})"
    name = f"{item.sort.value.capitalize()} {item.id}".rstrip()
    yield Line(depth=0, text=f"{name}{title}" + ("" if item.state is State.CHANGED else f": {item.state.value}"))
    yield from _changes(item.changes)


def _changes(changes: Sequence[Change]) -> Iterator[Line]:
    lines = [line for _, same in groupby(changes, key=_list_of) for line in _told(tuple(same))]
    for text in lines[:CHANGES]:
        yield Line(depth=2, text=text)
    if lines[CHANGES:]:
        yield Line(depth=2, text=f"En nog {len(lines) - CHANGES} wijzigingen.")


def _list_of(change: Change) -> tuple[object, ...]:
    """Equal for texts that were only added to one list, and for those that were only left out."""
    return (change.path, change.before is None, change.after is None)


def _told(changes: tuple[Change, ...]) -> Iterator[str]:
    first = changes[0]
    place = " > ".join(first.path)
    if first.path[-1:] == (ORDER,):
        yield f"{' > '.join(first.path[:-1])}: staat nu in een andere volgorde"
    elif first.before is None:
        yield f"{place}: erbij {_several(change.after for change in changes)}"
    elif first.after is None:
        yield f"{place}: weg {_several(change.before for change in changes)}"
    else:
        for change in changes:
            yield f"{place}: {_versions(change.before or '', change.after or '')}"


def _several(texts: Iterable[str | None]) -> str:
    known = [text for text in texts if text]
    shown = ", ".join(_quoted(short(text, LONG)) for text in known[:LISTED])
    return f"{shown} en nog {len(known) - LISTED}" if known[LISTED:] else shown


def _versions(before: str, after: str) -> str:
    pieces = word_by_word(before, after)
    stayed = sum(len(piece.before) for piece in pieces if piece.is_same)
    if max(len(before), len(after)) <= SHORT or stayed < len(after) / 3:
        return f"eerst {_quoted(short(before, LONG))}, nu {_quoted(short(after, LONG))}"
    told = ""
    for place, piece in enumerate(pieces):
        if not piece.is_same:
            was, now = piece.before.strip(), piece.after.strip()
            parts = ([f"eerst: {was}"] if was else []) + ([f"nu: {now}"] if now else [])
            told += f" [{' | '.join(parts)}] " if was and now else f" [{'weg' if was else 'erbij'}: {was or now}] "
            continue
        words = piece.before.split()
        first, last = place == 0, place == len(pieces) - 1
        if len(words) > (AROUND if first or last else 2 * AROUND):
            head, tail = ([] if first else words[:AROUND]), ([] if last else words[-AROUND:])
            told += " ".join([*head, "…", *tail])
        else:
            told += piece.before
    return " ".join(told.split())


# --- words ------------------------------------------------------------------------------------------------------------


def _paths(number: int) -> str:
    return "1 pad" if number == 1 else f"{number} paden"


def _roles(roles: Iterable[Role]) -> str:
    *first, last = [role.value for role in Role if role in set(roles)]
    return f"{', '.join(first)} en {last}" if first else last


def _only_for(roles: frozenset[Role], of: frozenset[Role]) -> str:
    """Nothing when it holds for all that the tree is for."""
    return "" if roles == of else f", alleen voor {_roles(roles)}"


def _quoted(text: str) -> str:
    return f"“{text}”"


def _closed(label: str) -> str:
    return label if label.endswith((".", "?", "!")) else f"{label}."

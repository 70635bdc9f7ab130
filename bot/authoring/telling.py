"""A difference in Dutch sentences, for people who write content and do not program. Layout is left to others."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.authoring.diff import Difference, Fate, TreeChange, softened
from bot.authoring.pairing import NewMeaning, Reason
from bot.authoring.rerouting import Direction, Longer, Moved, Rerouting, Tally, Through, Trail
from bot.authoring.wording import ORDER, Change, Item, Sort, State, word_by_word
from bot.content.folding import short
from bot.dilemma.tree import Outcome
from bot.ids import Role

GROUPS = 5
"""Groups of paths shown of a tree, or of one further question; the rest is counted."""
ENDS = 3
"""Outcomes named one by one; more are counted."""
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
_NAMES = {
    Sort.TREE: ("keuzehulp", "keuzehulpen"),
    Sort.NORM: ("norm", "normen"),
    Sort.THEME: ("thema", "thema's"),
    Sort.ORGANISATION: ("organisatie", "organisaties"),
    Sort.HELP: ("hulppunt", "hulppunten"),
    Sort.DANGER: ("bestand met noodwoorden", "bestanden met noodwoorden"),
    Sort.STATUTE: ("wet", "wetten"),
    Sort.CONCEPT: ("begrip", "begrippen"),
    Sort.ELSEWHERE: ("lijst met vragen van buiten", "lijsten met vragen van buiten"),
    Sort.DANGER_EXAMPLES: ("lijst met berichten van gevaar", "lijsten met berichten van gevaar"),
    Sort.CALM: ("lijst met rustige berichten", "lijsten met rustige berichten"),
    Sort.TRIALS: ("lijst met proefvragen", "lijsten met proefvragen"),
}
_MARKS = {Direction.MILDER: "MILDER", Direction.STRICTER: "STRENGER", Direction.LEVEL: "Anders"}
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
    told = list(_overview(difference))
    told += [line for tree in difference.trees for line in _tree(tree, of_trees.pop(tree.id, None))]
    rest = [item for item in difference.items if item.sort is not Sort.TREE or item.id in of_trees]
    return (*told, *(line for item in rest for line in _item(item)))


def _overview(difference: Difference) -> Iterator[Line]:
    counts = Counter(item.sort for item in difference.items)
    names = [f"{number} {_NAMES[sort][number > 1]}" for sort, number in counts.items()]
    yield Line(depth=0, text="In het kort")
    if names:
        yield Line(depth=1, text=f"Veranderd: {', '.join(names)}.")
    milder = dict.fromkeys(found.tree for found in softened(difference))
    if milder:
        yield Line(
            depth=1, text=f"Let op: er zijn paden die milder eindigen, of dat kunnen, in {_and(milder)}. Klopt dat?"
        )
    trees = dict.fromkeys(meaning.tree for meaning in difference.meanings if meaning.reason is Reason.LABEL)
    if trees:
        yield Line(depth=1, text=f"Let op: een id kreeg een andere betekenis in {_and(trees)}. Herstel dat eerst.")


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
    if tree.rerouting is not None and tree.rerouting.roles:
        yield from _rerouting(tree.rerouting)
    if item is not None and item.changes:
        yield Line(depth=1, text="Veranderd in het bestand:")
        yield from _changes(item.changes)


def _meaning(meaning: NewMeaning) -> Iterator[Line]:
    place = f"Let op: het antwoord met id `{meaning.after.id}` bij {_quoted(meaning.question.text)}"
    if meaning.reason is Reason.LABEL:
        what = f"kreeg een andere betekenis. Eerst {_quoted(meaning.before.label)}, nu {_quoted(meaning.after.label)}."
    else:
        kinds = ("een uitkomst", "een vraag") if meaning.leads_to_question else ("een vraag", "een uitkomst")
        what = f"leidde eerst naar {kinds[0]} en nu naar {kinds[1]}."
    yield Line(depth=1, text=f"{place} {what}")
    remedy = (
        "Geef het antwoord een nieuwe id. Een id houdt altijd dezelfde betekenis (G19)."
        if meaning.reason is Reason.LABEL
        else "Betekent het antwoord nog hetzelfde? Dan is het goed. Geef het anders een nieuwe id (G19)."
    )
    yield Line(depth=2, text=remedy)


def _rerouting(found: Rerouting) -> Iterator[Line]:
    yield Line(depth=1, text=" ".join(_summary(found)))
    seen: set[str] = set()
    direct = [group for group in found.groups if group.via is None]
    yield from _groups(direct, found.roles, seen, "eindigt nu", "eindigen nu")
    for longer in found.longer:
        yield Line(depth=1, text=_longer(longer, found.roles))
        further = [group for group in found.groups if group.via and group.via.id == longer.question.id]
        yield from _groups(further, found.roles, seen, "kan nu eindigen", "kunnen nu eindigen")
    for lost in found.lost:
        verb = "vervalt" if lost.paths == 1 else "vervallen"
        effect = f"is er niet meer{_for(lost.roles, found.roles)}. Daardoor {verb} {_paths(lost.paths)}"
        yield from _through(lost, effect, "eindigde", "eindigden")
    for gained in found.gained:
        effect = f"is nieuw{_for(gained.roles, found.roles)}. Dat geeft {_paths(gained.paths)} erbij"
        yield from _through(gained, effect, "eindigt", "eindigen")


def _summary(found: Rerouting) -> Iterator[str]:
    of = f"van {found.before} paden"
    if found.moved.elsewhere:
        ways = _ways(found.moved, "werd", "werden")
        yield f"{_verb(found.moved.elsewhere, 'eindigt', 'eindigen', of)} nu anders.{ways}"
    if found.lengthened:
        yield f"{_verb(found.lengthened, 'krijgt', 'krijgen', of)} er een vraag bij."
        if found.may_move.elsewhere:
            verb = "kan er" if found.may_move.elsewhere == 1 else "kunnen er"
            ways = _ways(found.may_move, "kan", "kunnen", " worden")
            yield f"Daarvan {verb} {found.may_move.elsewhere} anders eindigen.{ways}"
        else:
            yield "Die eindigen daarna zoals eerst."
    if found.dropped:
        yield f"{_verb(found.dropped, 'vervalt', 'vervallen', of)}{_for_some(found.lost, found.roles)}."
    if found.added:
        yield f"{_verb(found.added, 'is', 'zijn')} nieuw{_for_some(found.gained, found.roles)}."
    if found.is_empty:
        yield f"Alle {found.before} paden eindigen zoals eerst."


def _ways(tally: Tally, one: str, more: str, end: str = "") -> str:
    counts = ((tally.stricter, "strenger"), (tally.milder, "milder"))
    parts = [f"{number} {one if number == 1 else more} {word}" for number, word in counts if number]
    return f" {', '.join(parts)}{end}." if parts else " Geen daarvan is milder of strenger."


def _longer(longer: Longer, of: frozenset[Role]) -> str:
    new = "De nieuwe vraag" if longer.is_new else "De vraag"
    number = _verb(longer.paths, "komt", "komen")
    return f"{new} {_quoted(longer.question.text)}: {number} er nu langs{_for(longer.roles, of)}."


def _groups(groups: Sequence[Moved], of: frozenset[Role], seen: set[str], one: str, more: str) -> Iterator[Line]:
    for group in groups[:GROUPS]:
        number = f"{_verb(group.paths, one, more)} in {_outcome(group.after)}{_for(group.roles, of)}"
        text = f"{_MARKS[group.direction]}: {number}. Eerst was dat {_outcome(group.before)}."
        yield Line(depth=2, text=text)
        yield from _example(group.examples, seen)
    rest = groups[GROUPS:]
    if rest:
        number = _paths(sum(group.paths for group in rest))
        noun = "verandering" if len(rest) == 1 else "veranderingen"
        yield Line(depth=2, text=f"En nog {len(rest)} andere {noun} van uitkomst, samen {number}.")


def _through(found: Through, effect: str, one: str, more: str) -> Iterator[Line]:
    place = f"Het antwoord {_quoted(found.option.label)} bij {_quoted(found.question.text)}"
    ends = f"{'Dat' if found.paths == 1 else 'Die'} {one if found.paths == 1 else more} in {_outcomes(found.ends)}."
    yield Line(depth=1, text=f"{place} {effect}. {ends}")
    yield from _example(found.examples, set())


def _example(trails: Sequence[Trail], seen: set[str]) -> Iterator[Line]:
    """The first of the examples that the reader has not seen yet."""
    for trail in trails:
        text = " ".join(f"{step.question.text} {_closed(step.option.label)}" for step in trail)
        if text not in seen:
            seen.add(text)
            yield Line(depth=3, text=f"Voorbeeld: {text}")
            return


def _outcome(outcome: Outcome) -> str:
    return f"{_quoted(outcome.heading)} ({outcome.verdict.value})"


def _outcomes(outcomes: Sequence[Outcome]) -> str:
    if len(outcomes) > ENDS:
        return f"{len(outcomes)} verschillende uitkomsten"
    return " of ".join(_outcome(outcome) for outcome in outcomes)


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
            text = piece.after or piece.before
            mark = f"[eerst: {was} | nu: {now}]" if was and now else f"[{'weg' if was else 'erbij'}: {was or now}]"
            told += f"{text[: len(text) - len(text.lstrip())]}{mark}{text[len(text.rstrip()) :]}"
            continue
        words = piece.before.split()
        first, last = place == 0, place == len(pieces) - 1
        if len(words) > (AROUND if first or last else 2 * AROUND):
            head, tail = ([] if first else words[:AROUND]), ([] if last else words[-AROUND:])
            told += (" " if head else "") + " ".join([*head, "…", *tail]) + (" " if tail else "")
        else:
            told += piece.before
    return " ".join(told.split())


# --- words ------------------------------------------------------------------------------------------------------------


def _paths(number: int) -> str:
    return "1 pad" if number == 1 else f"{number} paden"


def _verb(number: int, one: str, more: str, of: str = "") -> str:
    """`1 van 48 paden eindigt`, `3 paden eindigen`."""
    counted = f"{number} {of}" if of else _paths(number)
    return f"{counted} {one if number == 1 else more}"


def _roles(roles: Iterable[Role]) -> str:
    known = set(roles)
    return _and(role.value for role in Role if role in known)


def _and(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} en {last}" if first else last


def _for(roles: frozenset[Role], of: frozenset[Role]) -> str:
    """Nothing when it holds for all that the tree is for."""
    return "" if roles == of else f" voor {_roles(roles)}"


def _for_some(found: Iterable[Through], of: frozenset[Role]) -> str:
    return "" if all(through.roles == of for through in found) else ", niet voor iedereen"


def _quoted(text: str) -> str:
    return f"“{text}”"


def _closed(label: str) -> str:
    return label if label.endswith((".", "?", "!")) else f"{label}."

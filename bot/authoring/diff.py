"""What a change of the content means: which paths end elsewhere, and which texts changed. The door to that question.

Questions that find another norm are compared in `bot.matching.compare`, for this room knows nothing of matching.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.authoring.pairing import NewMeaning, changed_meaning
from bot.authoring.rerouting import Direction, Moved, Rerouting, reroute
from bot.authoring.wording import Item, changed_items
from bot.content.library import Library
from bot.dilemma.tree import Status, Tree
from bot.ids import Revision, Role, TreeId

__all__ = ["Difference", "Fate", "Softened", "TreeChange", "changed_meaning", "compare", "softened"]


class Fate(StrEnum):
    """What happened to a tree as a whole."""

    ADDED = "added"
    REMOVED = "removed"
    PUBLISHED = "published"
    """It was there, and people can see it from now on."""
    WITHDRAWN = "withdrawn"
    """It is there, and people can no longer see it."""
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeChange:
    """One tree that is not as it was, or that is on one side only."""

    id: TreeId
    button: str
    fate: Fate
    roles_gained: frozenset[Role]
    roles_lost: frozenset[Role]
    rerouting: Rerouting | None
    """None when the tree is on one side only."""
    meanings: tuple[NewMeaning, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All differences between two revisions."""

    before: Revision
    after: Revision
    trees: tuple[TreeChange, ...]
    """Those in which people are led otherwise; the ones with most milder paths first."""
    items: tuple[Item, ...]
    """The fields that changed, of trees too."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs but comments and layout."""
        return not (self.trees or self.items)

    @property
    def meanings(self) -> tuple[NewMeaning, ...]:
        """All option ids that got another meaning (G19)."""
        return tuple(meaning for tree in self.trees for meaning in tree.meanings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Softened:
    """Paths of a tree that end, or can end, in a milder outcome than before (V07)."""

    tree: TreeId
    moved: Moved


def compare(before: Library, after: Library) -> Difference:
    """What changed from `before` to `after`."""
    meanings = changed_meaning(before, after)
    trees = [
        change
        for id_ in [*after.trees, *(id_ for id_ in before.trees if id_ not in after.trees)]
        if (change := _tree_change(before.trees.get(id_), after.trees.get(id_), meanings)) is not None
    ]
    return Difference(
        before=before.revision,
        after=after.revision,
        trees=tuple(sorted(trees, key=_weight)),
        items=changed_items(before, after),
    )


def softened(difference: Difference) -> tuple[Softened, ...]:
    """What somebody must confirm before it is published: paths that became milder or can become so (V07)."""
    return tuple(_softened(difference))


def _softened(difference: Difference) -> Iterator[Softened]:
    for tree in difference.trees:
        for moved in tree.rerouting.groups if tree.rerouting else ():
            if moved.direction is Direction.MILDER:
                yield Softened(tree=tree.id, moved=moved)


def _tree_change(before: Tree | None, after: Tree | None, meanings: tuple[NewMeaning, ...]) -> TreeChange | None:
    shown = after or before
    if shown is None:
        return None
    had, has = (before.roles if before else frozenset()), (after.roles if after else frozenset())
    change = TreeChange(
        id=shown.id,
        button=shown.button,
        fate=_fate(before, after),
        roles_gained=has - had if before and after else frozenset(),
        roles_lost=had - has if before and after else frozenset(),
        rerouting=reroute(before, after) if before and after else None,
        meanings=tuple(meaning for meaning in meanings if meaning.tree == shown.id),
    )
    is_as_it_was = (
        change.fate is Fate.KEPT
        and had == has
        and not change.meanings
        and (change.rerouting is None or change.rerouting.is_empty)
    )
    return None if is_as_it_was else change


def _fate(before: Tree | None, after: Tree | None) -> Fate:
    if before is None:
        return Fate.ADDED
    if after is None:
        return Fate.REMOVED
    was, now = before.status is Status.PUBLISHED, after.status is Status.PUBLISHED
    if was == now:
        return Fate.KEPT
    return Fate.PUBLISHED if now else Fate.WITHDRAWN


def _weight(change: TreeChange) -> tuple[int, int, int]:
    """What sorts the change that matters most first."""
    found = change.rerouting
    if found is None or change.fate in (Fate.WITHDRAWN, Fate.PUBLISHED):
        return (-1, 0, 0)
    milder = found.moved.milder + found.may_move.milder
    return (0, -milder, -(found.moved.elsewhere + found.may_move.elsewhere))

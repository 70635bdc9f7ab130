"""The whole difference between two revisions of the content."""

from dataclasses import replace

import pytest

from bot.authoring.diff import Difference, Fate, compare, softened
from bot.authoring.rerouting import Direction
from bot.content.library import Library
from bot.dilemma.tree import Status, Tree
from bot.ids import NodeId, NormId, Role, TreeId
from tests.authoring.versions import NORM, TREE, edited, gift, good, option, version

GIFT = TreeId("geschenk")


def with_trees(*trees: Tree) -> Library:
    """The good content with these trees in the place of those with the same id."""
    return replace(good(), trees={**good().trees, **{tree.id: tree for tree in trees}})


def without_gift() -> Library:
    return replace(good(), trees={id_: tree for id_, tree in good().trees.items() if id_ != GIFT})


def test_a_library_does_not_differ_from_itself(library: Library) -> None:
    assert compare(library, library).is_empty
    assert compare(good(), version()) == Difference(before=good().revision, after=good().revision, trees=(), items=())


def test_a_new_label_is_a_text_and_leads_nobody_elsewhere() -> None:
    difference = compare(good(), version({TREE: {"label: Collega": "label: Een collega"}}))
    assert difference.trees == ()
    assert [item.id for item in difference.items] == ["geschenk"]
    assert not difference.is_empty


@pytest.mark.parametrize(
    ("before", "after", "fate"),
    [
        (without_gift(), good(), Fate.ADDED),
        (good(), without_gift(), Fate.REMOVED),
        (good(), with_trees(replace(gift(), status=Status.WITHDRAWN)), Fate.WITHDRAWN),
        (with_trees(replace(gift(), status=Status.DRAFT)), good(), Fate.PUBLISHED),
    ],
    ids=str,
)
def test_a_tree_that_comes_or_goes_is_told(before: Library, after: Library, fate: Fate) -> None:
    (change,) = compare(before, after).trees
    assert (change.id, change.fate) == (GIFT, fate)
    assert (change.rerouting is None) == (fate in (Fate.ADDED, Fate.REMOVED))


def test_a_tree_for_fewer_people_says_so() -> None:
    fewer = with_trees(replace(gift(), roles=frozenset(Role) - {Role.MEMBER}))
    (change,) = compare(good(), fewer).trees
    assert change.roles_lost == {Role.MEMBER}
    assert not change.roles_gained
    (change,) = compare(fewer, good()).trees
    assert change.roles_gained == {Role.MEMBER}
    assert not change.roles_lost


def test_what_became_milder_must_be_confirmed_and_what_became_stricter_not() -> None:
    milder = with_trees(edited(option("prijs", "ja", to=NodeId("houden"))))
    (found,) = softened(compare(good(), milder))
    assert (found.tree, found.moved.before.id, found.moved.after.id) == (GIFT, "teruggeven", "houden")
    assert found.moved.direction is Direction.MILDER
    assert softened(compare(milder, good())) == ()


def test_the_tree_with_most_milder_paths_comes_first() -> None:
    job = good().trees[TreeId("bijbaan")]
    harder = replace(job, outcomes={id_: gift().outcomes[NodeId("teruggeven")] for id_ in job.outcomes})
    difference = compare(good(), with_trees(harder, edited(option("prijs", "ja", to=NodeId("houden")))))
    assert [change.id for change in difference.trees] == ["geschenk", "bijbaan"]


def test_an_id_with_another_meaning_is_with_its_tree() -> None:
    difference = compare(good(), with_trees(edited(option("gever", "collega", label="Vreemde"))))
    assert [meaning.after.label for meaning in difference.meanings] == ["Vreemde"]
    assert difference.trees[0].meanings == difference.meanings


def test_a_changed_norm_is_no_changed_tree() -> None:
    difference = compare(good(), version({NORM: {"kern: Meer dan": "kern: Boven"}}))
    assert difference.trees == ()
    assert [(item.id, item.changes[0].path) for item in difference.items] == [(NormId("geschenken"), ("kern",))]

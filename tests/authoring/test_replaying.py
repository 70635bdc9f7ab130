"""Replaying rows of answers: all paths with who can take them, and where answers of another version lead."""

import pytest
from hypothesis import given

from bot.authoring import replaying
from bot.authoring.replaying import End, Side
from bot.dilemma.graph import paths
from bot.dilemma.tree import Tree
from bot.ids import NodeId, OptionId, Role
from tests.authoring.versions import OFFICIALS, edited, gift, option
from tests.dilemma.test_graph import acyclic_trees

EVERYONE = frozenset(Role)
GIVER, PRICE = NodeId("gever"), NodeId("prijs")
FIRM, YES = OptionId("zakelijk"), OptionId("ja")


@given(acyclic_trees())
def test_each_path_comes_once_with_everybody_who_can_take_it(tree: Tree) -> None:
    found = list(Side(tree, EVERYONE).paths())
    assert len({row for row, _, _ in found}) == len(found)
    for role in Role:
        assert [(row, end) for row, end, who in found if role in who] == [
            (path.answers, path.outcome) for path in paths(tree, role)
        ]


def test_answers_that_are_all_there_lead_to_one_end() -> None:
    side = Side(gift(), EVERYONE)
    assert side.ends({GIVER: FIRM, PRICE: YES}, Role.MEMBER) == (End(NodeId("teruggeven")),)


def test_a_question_without_an_answer_leads_to_all_its_ends_each_once() -> None:
    ends = Side(gift(), EVERYONE).ends({GIVER: FIRM}, Role.MEMBER)
    assert ends == (
        End(NodeId("teruggeven"), extra=((PRICE, YES),)),
        End(NodeId("bespreken"), extra=((PRICE, OptionId("nee")),)),
    )


def test_an_answer_that_is_gone_or_for_others_leads_nowhere() -> None:
    side = Side(edited(option("prijs", "ja", roles=OFFICIALS)), EVERYONE)
    assert side.ends({GIVER: None}, Role.MEMBER) == (End(None, stuck=GIVER),)
    assert side.ends({GIVER: FIRM, PRICE: YES}, Role.MEMBER) == (End(None, stuck=PRICE),)
    assert side.ends({GIVER: FIRM, PRICE: YES}, Role.OFFICIAL) == (End(NodeId("teruggeven")),)
    assert End(None, stuck=PRICE, extra=((GIVER, FIRM),)) in side.ends({PRICE: None}, Role.OFFICIAL)


def test_forgetting_what_was_replayed_changes_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replaying, "REMEMBERED", 1)
    side = Side(gift(), EVERYONE)
    asked: list[dict[NodeId, OptionId | None]] = [{GIVER: FIRM}, {}, {GIVER: FIRM}, {PRICE: YES}]
    assert [side.ends(a, Role.MEMBER) for a in asked] == [Side(gift(), EVERYONE).ends(a, Role.MEMBER) for a in asked]

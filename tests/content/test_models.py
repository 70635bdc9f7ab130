"""The shapes: Dutch keys to values, and a tree to the core's own."""

import pytest
from pydantic import ValidationError

from bot.content.models import Norm, Organisation, ReferralShape, TreeShape, target_of, text_for, tree_of
from bot.content.reader import read
from bot.dilemma.tree import RouteName, Verdict
from bot.ids import Body, NodeId, Role
from tests.content.overlay import GOOD


def norm() -> Norm:
    document = read("a.yaml", GOOD["knowledge/normen/geschenken.yaml"]).document
    assert document is not None
    return Norm.model_validate(document.data, by_alias=True, by_name=False)


def test_a_text_per_role_goes_to_that_role_only() -> None:
    per_role = norm().per_role
    assert text_for(per_role, Role.MEMBER, Body.WATER_BOARD) == "Ook in het waterschap."
    assert text_for(per_role, Role.MEMBER, Body.PROVINCE) is None
    assert text_for(per_role, Role.EXECUTIVE, Body.PROVINCE) == "Ook als bestuurder."


def test_shapes_can_still_be_made_by_their_english_names() -> None:
    shape = ReferralShape(route=RouteName.MANAGER, second=RouteName.ADVISER)
    assert shape.second is RouteName.ADVISER


def test_a_tree_becomes_the_tree_of_the_core() -> None:
    document = read("a.yaml", GOOD["dilemmas/bijbaan.yaml"]).document
    assert document is not None
    tree = tree_of(TreeShape.model_validate(document.data))
    assert tree.roles == set(Role)
    assert tree.questions[NodeId("ambt")].options[0].roles == tree.roles
    assert tree.questions[NodeId("werk")].options[1].to == NodeId("melden")
    assert tree.outcomes[NodeId("melden")].verdict is Verdict.REPORT


def test_a_target_loses_its_prefix() -> None:
    assert [target_of("uitkomst/houden"), target_of("prijs")] == ["houden", "prijs"]


@pytest.mark.parametrize(("text", "value"), [("ja", True), ("nee", False), ("yes", None), ("on", None), ("1", None)])
def test_only_ja_and_nee_are_yes_and_no(text: str, value: bool | None) -> None:
    fields = {"schema": "organisatie/1", "id": "x1", "naam": "X", "soort": "gemeente", "algemeen": text}
    if value is None:
        with pytest.raises(ValidationError):
            Organisation.model_validate(fields)
    else:
        assert Organisation.model_validate(fields).generic is value


def test_a_misfit_does_not_quote_what_was_written() -> None:
    with pytest.raises(ValidationError) as caught:
        ReferralShape.model_validate({"route": "geheim"})
    assert "geheim" not in str(caught.value)

"""The library: everything of one revision by its id."""

import pytest

from bot.content.compiler import compile_content
from bot.content.library import Library, TrialQuestion
from bot.dilemma.tree import RouteName
from bot.ids import Body, NodeId, NormId, OrganisationId, TreeId
from tests.content.overlay import GOOD


@pytest.fixture(scope="module")
def library() -> Library:
    compiled = compile_content(GOOD)
    assert compiled.library is not None, compiled.diagnostics
    return compiled.library


def test_everything_is_found_by_its_id(library: Library) -> None:
    assert set(library.trees) == set(library.tree_files) == {TreeId("bijbaan"), TreeId("geschenk")}
    assert set(library.norms) == {NormId("geschenken"), NormId("nevenwerk")}
    assert list(library.themes) == ["schijn"]
    assert library.themes_intro == "Kies een thema."
    assert set(library.help) == {"huis", "nood"}
    assert library.statutes["AW"].title == "Ambtenarenwet 2017"
    assert library.concepts[0].words == ("cadeau", "kado", "fles wijn")
    assert library.danger.cards[0].routes == (RouteName.MANAGER,)


def test_a_tree_keeps_the_order_of_its_file(library: Library) -> None:
    tree = library.trees[TreeId("geschenk")]
    assert list(tree.questions) == ["gever", "prijs"]
    assert list(tree.outcomes) == ["houden", "bespreken", "teruggeven"]
    assert [o.to for o in tree.questions[NodeId("gever")].options] == ["prijs", "houden", "bespreken"]


def test_every_route_resolves_everywhere(library: Library) -> None:
    for organisation in library.organisations.values():
        assert list(organisation.routes) == list(RouteName)


def test_an_unknown_organisation_is_the_generic_municipality(library: Library) -> None:
    generic = library.generic(Body.MUNICIPALITY)
    assert library.organisation(None) == library.organisation(OrganisationId("weg")) == generic
    assert library.organisation(OrganisationId("voorbeeldstad")).name == "Voorbeeldstad"


@pytest.mark.parametrize(
    ("generic", "own", "is_formal"),
    [("", "", False), ("u", "", True), ("", "u", True), ("u", "je", False), ("je", "u", True)],
)
def test_an_organisation_is_addressed_as_it_wishes_or_else_as_its_kind_does(
    generic: str, own: str, is_formal: bool
) -> None:
    files = dict(GOOD)
    for id_, form in (("gemeente", generic), ("voorbeeldstad", own)):
        if form:
            files[f"knowledge/organisaties/{id_}.yaml"] += f"aanspreekvorm: {form}\n".encode()
    compiled = compile_content(files)
    assert compiled.library is not None, compiled.diagnostics
    assert compiled.library.organisation(OrganisationId("voorbeeldstad")).is_formal is is_formal
    assert compiled.library.organisation(None).is_formal is (generic == "u")
    assert not compiled.library.generic(Body.PROVINCE).is_formal


def test_questions_that_belong_elsewhere_come_in_the_order_of_the_file(library: Library) -> None:
    file = "schema: buiten/1\ngroepen:\n  - {id: weer, vragen: [Regent het nu, '1']}\n  - {id: ict, vragen: [vpn]}\n"
    compiled = compile_content({**GOOD, "knowledge/buiten.yaml": file.encode()})
    assert compiled.library is not None, compiled.diagnostics
    assert compiled.library.elsewhere == ("Regent het nu", "1", "vpn")
    assert compiled.revision != library.revision
    assert library.elsewhere == ()


def test_trial_questions_come_in_the_order_of_the_file_with_what_answers_them(library: Library) -> None:
    file = """schema: proef/1
vragen:
  - {vraag: mag die taart op, norm: geschenken, boom: geschenk}
  - {vraag: Klussen in het weekend, norm: nevenwerk}
buiten: [regent het nu]
"""
    compiled = compile_content({**GOOD, "knowledge/proefvragen.yaml": file.encode()})
    assert compiled.library is not None, compiled.diagnostics
    assert compiled.library.trials == (
        TrialQuestion(question="mag die taart op", norm=NormId("geschenken"), tree=TreeId("geschenk")),
        TrialQuestion(question="Klussen in het weekend", norm=NormId("nevenwerk")),
        TrialQuestion(question="regent het nu", norm=None),
    )
    assert compiled.library.elsewhere == ()
    assert compiled.revision != library.revision
    assert library.trials == ()

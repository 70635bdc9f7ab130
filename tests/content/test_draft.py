"""The draft: what rules look at, complete with places, and silent about what could not be read."""

import pytest

from bot.content.compiler import compile_content
from bot.content.draft import Draft, Written, stem_of
from bot.content.library import Library
from bot.content.models import Norm
from bot.content.reader import read
from bot.content.shapes import fit
from bot.dilemma.tree import RouteName
from bot.ids import Body, OrganisationId
from tests.content.overlay import GOOD

NORM = "knowledge/normen/geschenken.yaml"


@pytest.fixture(scope="module")
def library() -> Library:
    compiled = compile_content(GOOD)
    assert compiled.library is not None, compiled.diagnostics
    return compiled.library


def norm() -> Written[Norm]:
    document = read(NORM, GOOD[NORM]).document
    assert document is not None
    shape, notes = fit(document, Norm)
    assert shape is not None, notes
    return Written(shape=shape, document=document)


def test_an_organisation_inherits_what_it_does_not_set(library: Library) -> None:
    own = library.organisations[OrganisationId("voorbeeldstad")]
    generic = library.generic(Body.MUNICIPALITY)
    assert library.route(own, RouteName.REPORTING_POINT).name == "Meldpunt Voorbeeldstad"
    assert library.route(own, RouteName.CLERK) == library.route(generic, RouteName.CLERK)
    assert own.values == {"geschenk_grens": "€ 25"}
    assert generic.values == {"geschenk_grens": "€ 50"}


def test_texts_for_people_are_told_from_texts_for_the_bot() -> None:
    texts = dict(norm().texts())
    assert texts[("kern",)] == "Meer dan <geschenk_grens> neem je niet aan."
    assert ("per_rol", "bestuurder") in texts and ("stappen", 0) in texts
    assert not any(path[0] in ("id", "vragen", "woorden", "niet", "bronnen", "waarden", "status") for path in texts)


def test_a_file_that_could_not_be_read_is_known_by_its_name() -> None:
    draft = Draft(norms=(norm(),), unread=frozenset({"knowledge/normen/druk.yaml", "knowledge/organisaties/x.yaml"}))
    assert draft.norm_ids() == {"geschenken", "druk"}
    assert draft.norm("druk") is None
    assert not draft.knows_organisations


def test_a_file_answers_to_its_id_and_to_its_name() -> None:
    written = norm()
    renamed = Written(shape=written.shape.model_copy(update={"id": "anders"}), document=written.document)
    assert renamed.names == {"geschenken", "anders"}
    assert stem_of(NORM) == "geschenken"

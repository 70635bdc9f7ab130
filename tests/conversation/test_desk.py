"""What lies on the desk."""

from dataclasses import replace

from bot.content.revision import revision_tag
from bot.conversation.button import Page
from bot.conversation.desk import Desk
from bot.conversation.turn import Context, Style
from bot.ids import Body, OrganisationId, Role


def test_a_revision_is_found_by_its_tag_also_an_earlier_one(desk: Desk) -> None:
    assert desk.tag == revision_tag(desk.library.revision)
    later = replace(desk, tag="nieuwere0", earlier={desk.tag: desk.library})
    assert later.library_of(desk.tag) is desk.library
    assert later.library_of("onbekend") is None


def test_somebody_without_an_organisation_gets_the_generic_one_and_no_kind_of_body(desk: Desk) -> None:
    assert desk.organisation(Context()).generic
    assert desk.body(Context()) is None
    water = desk.library.generic(Body.WATER_BOARD).id
    assert desk.body(Context(organisation=water)) is Body.WATER_BOARD
    assert desk.organisation(Context(organisation=OrganisationId("weg"))).generic


def test_texts_of_the_content_are_filled_in_for_the_organisation(desk: Desk) -> None:
    town = next(o for o in desk.library.organisations.values() if o.demo)
    block = desk.own("De grens is <geschenk_grens>.", Context(organisation=town.id), Style.NOTE)
    assert block.text == f"De grens is {town.values['geschenk_grens']}."


def test_whom_to_go_to_fits_the_role_of_the_asker(desk: Desk) -> None:
    def read(role: Role | None) -> str:
        return desk.own("Vraag <aanspreekpunt>.", Context(role=role)).text

    assert read(Role.OFFICIAL) == "Vraag je leidinggevende."
    assert read(Role.EXECUTIVE) == "Vraag de secretaris."
    assert read(Role.MEMBER) == "Vraag de griffier."
    assert read(None) == "Vraag je leidinggevende, de griffier of de secretaris."


def test_every_page_has_a_button_with_words(desk: Desk) -> None:
    for page in Page:
        choice = desk.page(Context(), page)
        assert choice.label
        assert all(choice.words)

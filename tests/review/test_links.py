"""Pages that cannot be reached are told where they are named."""

from bot.content.compiler import compile_content
from bot.review.links import addresses, pages_can_be_reached
from tests.content.overlay import GOOD

DRAFT = compile_content(GOOD).draft


def test_every_address_is_found_where_it_is_named() -> None:
    found = [(span.file, url) for span, url in addresses(DRAFT)]
    assert ("knowledge/normen/geschenken.yaml", "https://example.org") in found
    assert len(found) == 2


def test_only_pages_with_trouble_are_told_each_where_it_stands() -> None:
    assert list(pages_can_be_reached(DRAFT, {})) == []
    told = list(pages_can_be_reached(DRAFT, {"https://example.org": "weg"}))
    assert {d.code for d in told} == {"N04"}
    assert len({d.span.file for d in told}) == 2

"""A report as one HTML page."""

import re
from html.parser import HTMLParser

import pytest

from bot.content.library import Library
from bot.dilemma.tree import Tree
from bot.ids import TreeId
from bot.studio.page import as_page
from bot.studio.report import report_of
from tests.studio.drawn import HOSTILE, LIBRARY, TEXTS, chart, hostile, large

GESCHENK = LIBRARY.trees[TreeId("geschenk")]
KNOWN = set(
    "html head meta title style body main h1 h2 h3 p table thead tbody tr th td ul ol li strong code figure div "
    "svg desc rect circle path polygon text use".split()
)


class Page(HTMLParser):
    """Reads a page as a browser would: its elements, attributes and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def page_of(tree: Tree, library: Library = LIBRARY) -> str:
    made = chart(tree, library)
    return as_page(report_of(made, library, TEXTS), made, TEXTS)


@pytest.mark.parametrize("made", [(GESCHENK, LIBRARY), hostile()], ids=["geschenk", "hostile"])
def test_a_page_has_only_our_own_elements_and_refers_to_nothing_outside(made: tuple[Tree, Library]) -> None:
    text = page_of(*made)
    page = Page(text)
    assert set(page.tags) <= KNOWN
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in ("src", "srcset", "action")]
    links = [value for name, value in page.attributes if name in ("href", "xlink:href")]
    assert set(links) == {f"#{made[0].id}"}
    style = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert len(style) == 1
    assert re.findall(r"url\((.{5})", style[0]) == ["data:"] * 2


def test_hostile_texts_are_shown_as_text() -> None:
    seen = "".join("".join(Page(page_of(*hostile())).text).split())
    for text in HOSTILE:
        assert "".join(text.split()) in seen


def test_a_page_says_its_language_and_title_and_shows_the_picture_once_to_a_screen_reader() -> None:
    text = page_of(GESCHENK)
    assert text.startswith('<!DOCTYPE html>\n<html lang="nl">')
    assert f"<title>{GESCHENK.title}</title>" in text
    assert text.count('role="img"') == 1
    assert '<div class="pages" aria-hidden="true">' in text


@pytest.mark.parametrize("tree", [GESCHENK, large()], ids=["geschenk", "large"])
def test_on_paper_the_picture_fits_its_pages_in_a_readable_size(tree: Tree) -> None:
    text = page_of(tree)
    parts = re.findall(r'viewBox="0 ([\d.]+) ([\d.]+) ([\d.]+)" style="width:([\d.]+)mm;height:([\d.]+)mm"', text)
    assert parts
    for _, width, height, paper_width, paper_height in parts:
        assert float(paper_width) <= 180
        assert float(paper_height) <= 255
        assert float(paper_width) / float(width) == pytest.approx(0.18, rel=0.01)
        assert float(paper_height) / float(height) == pytest.approx(0.18, rel=0.02)


def test_ids_are_unique_in_a_page() -> None:
    ids = [value for name, value in Page(page_of(GESCHENK)).attributes if name == "id"]
    assert len(ids) == len(set(ids)) > 0

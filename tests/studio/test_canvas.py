"""Drawing: well-formed, with words for who cannot see it, and kinds that do not depend on colour."""

import re
from collections.abc import Iterable
from itertools import combinations

import pytest

from bot.dilemma.tree import Verdict
from bot.studio.canvas import COLOURS, DOUBT_COLOUR, INK, PAPER, QUESTION_COLOUR, QUESTION_TINT, QUIET, Canvas, clean
from bot.studio.lettering import Lettering
from tests.studio.drawn import HOSTILE, SVG, parsed

LETTERING = Lettering(size=14)


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def text_pairs() -> Iterable[tuple[str, str]]:
    """Every colour of text with what lies behind it."""
    yield from [(INK, PAPER), (QUIET, PAPER), (INK, QUESTION_TINT), (QUIET, QUESTION_TINT), (PAPER, QUESTION_COLOUR)]
    for colours in COLOURS.values():
        yield from [(PAPER, colours.strong), (colours.strong, colours.tint), (INK, colours.tint)]


@pytest.mark.parametrize(("text", "behind"), sorted(set(text_pairs())))
def test_text_stands_out_from_what_is_behind_it(text: str, behind: str) -> None:
    assert contrast(text, behind) >= 4.5


def test_lines_stand_out_from_the_paper() -> None:
    for colour in (DOUBT_COLOUR, QUESTION_COLOUR, *(colours.strong for colours in COLOURS.values())):
        assert contrast(colour, PAPER) >= 3


def _form(verdict: Verdict | None) -> list[tuple[str, str]]:
    """The sign as elements with their outline, without colour."""
    canvas = Canvas()
    canvas.sign(verdict, "", 20, 20, 10, LETTERING)
    root = parsed(canvas.svg(40, 40, "x", "t", "d", ""))
    drawn = [element for element in root if element.tag in _SHAPES and element.get("width") != "100%"]
    return [(e.tag, e.get("d") or e.get("points") or e.get("r") or "") for e in drawn]


_SHAPES = {f"{SVG}{name}" for name in ("rect", "circle", "polygon", "path")}


def test_every_kind_has_a_form_of_its_own() -> None:
    assert set(COLOURS) == set(Verdict)
    forms = {kind: _form(kind) for kind in (None, *Verdict)}
    assert all(forms.values())
    for one, other in combinations(forms, 2):
        assert forms[one] != forms[other], (one, other)


@pytest.mark.parametrize("text", [*HOSTILE, "\x00\x0b\ud800\ufffe"])
def test_any_text_gives_a_well_formed_picture_that_holds_it(text: str) -> None:
    canvas = Canvas()
    canvas.write([text], 0, 0, LETTERING)
    svg = canvas.svg(100, 50, "boom", text, text, "")
    root = parsed(svg)
    assert [element.text for element in root.iter(f"{SVG}text")] == [clean(text)]
    assert root.findtext(f"{SVG}title") == root.findtext(f"{SVG}desc") == clean(text)
    svg.encode()


def test_a_screen_reader_is_told_what_it_is() -> None:
    root = parsed(Canvas().svg(100, 50, "boom", "Titel", "Beschrijving", ""))
    assert (root.get("role"), root.get("lang")) == ("img", "nl")
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert title.get("id") == root.get("aria-labelledby")
    assert description.get("id") == root.get("aria-describedby")


def test_lines_of_text_stand_under_each_other() -> None:
    canvas = Canvas()
    end = canvas.write(["een", "twee"], 0, 10, LETTERING)
    heights = [float(y) for y in re.findall(r' y="([\d.]+)"', canvas.svg(9, 9, "x", "", "", ""))]
    assert end == pytest.approx(10 + 2 * LETTERING.line)
    assert heights[1] - heights[0] == pytest.approx(LETTERING.line, abs=0.1)
    assert canvas.texts == ("een", "twee")

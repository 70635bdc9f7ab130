"""An SVG being drawn: text, boxes, lines and the signs of questions and outcomes.

Every kind of outcome has a form, a colour and a word, so that a print in grey and an eye that does not see colour lose
nothing. What is drawn where is left to `picture`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from xml.etree import ElementTree

from bot.dilemma.tree import Verdict
from bot.studio.lettering import FAMILY, Lettering

INK = "#16202e"
QUIET = "#4b5563"
QUESTION_COLOUR = "#1f3a5f"
QUESTION_TINT = "#e6ecf4"
PAPER = "#ffffff"
DOUBT_COLOUR = "#7b8290"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """`strong` for signs, borders and lines, `tint` behind text. Both white and `tint` go with `strong`."""

    strong: str
    tint: str


COLOURS: Mapping[Verdict, Colours] = {
    Verdict.DO: Colours(strong="#00664f", tint="#e3f4ee"),
    Verdict.DO_IF: Colours(strong="#4f6100", tint="#f0f4dc"),
    Verdict.REPORT: Colours(strong="#0b4f9e", tint="#e4eefa"),
    Verdict.CONSULT: Colours(strong="#6b3fa0", tint="#f1eaf9"),
    Verdict.DO_NOT: Colours(strong="#a33200", tint="#fdebe2"),
    Verdict.HELP_NOW: Colours(strong="#a3003b", tint="#fde6ee"),
}
"""Colour only helps: each kind also has a form of its own and stands beside its name."""

_NOT_IN_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPOKEN = "http://www.w3.org/2000/svg"


class Canvas:
    """Collects shapes. Coordinates are points from the upper left corner."""

    def __init__(self) -> None:
        self._root = ElementTree.Element("g")
        self._texts: list[str] = []

    @property
    def texts(self) -> tuple[str, ...]:
        """All text that was written."""
        return tuple(self._texts)

    def add(self, name: str, **attributes: object) -> ElementTree.Element:
        """Any element; `_` in the name of an attribute stands for `-`."""
        made = {key.replace("_", "-"): _number(value) for key, value in attributes.items()}
        return ElementTree.SubElement(self._root, name, made)

    def write(
        self, lines: Sequence[str], x: float, top: float, lettering: Lettering, colour: str = INK, anchor: str = "start"
    ) -> float:
        """Lines of text under each other; gives the height at which the next thing can begin."""
        for line in lines:
            weight = {"font_weight": "700"} if lettering.bold else {}
            place = {"x": x, "y": top + lettering.size, "font_size": lettering.size, "fill": colour}
            middle = {} if anchor == "start" else {"text_anchor": anchor}
            self.add("text", **place, **weight, **middle).text = clean(line)
            self._texts.append(line)
            top += lettering.line
        return top

    def sign(self, verdict: Verdict | None, mark: str, x: float, y: float, radius: float, lettering: Lettering) -> None:
        """The sign of a question (no verdict) or an outcome, around this middle, with its number or letter."""
        strong = QUESTION_COLOUR if verdict is None else COLOURS[verdict].strong
        match verdict:
            case None:
                place = {"x": x - radius, "y": y - radius, "width": 2 * radius, "height": 2 * radius}
                self.add("rect", **place, rx=4, fill=strong)
            case Verdict.DO:
                self.add("circle", cx=x, cy=y, r=radius, fill=strong)
            case Verdict.DO_IF:
                self.add("circle", cx=x, cy=y, r=radius, fill=PAPER, stroke=strong, stroke_width=1.6)
                self.add("circle", cx=x, cy=y, r=radius - 2.8, fill=strong)
            case Verdict.REPORT:
                flag = [(-1, -0.8), (0.55, -0.8), (1.15, 0), (0.55, 0.8), (-1, 0.8)]
                self._polygon(flag, x, y, radius, strong)
            case Verdict.CONSULT:
                r, bow = radius, radius * 0.3
                balloon = (
                    f"M{_p(x - r)} {_p(y - r * 0.65)}q0 {_p(-bow)} {_p(bow)} {_p(-bow)}h{_p(r * 1.4)}"
                    f"q{_p(bow)} 0 {_p(bow)} {_p(bow)}v{_p(r * 1.05)}q0 {_p(bow)} {_p(-bow)} {_p(bow)}"
                    f"h{_p(-r * 0.75)}l{_p(-r * 0.5)} {_p(r * 0.5)}v{_p(-r * 0.5)}h{_p(-r * 0.15)}"
                    f"q{_p(-bow)} 0 {_p(-bow)} {_p(-bow)}z"
                )
                self.add("path", d=balloon, fill=strong)
                y -= radius * 0.12
            case Verdict.DO_NOT:
                corners = [(cos(pi * (2 * n + 1) / 8) * 1.06, sin(pi * (2 * n + 1) / 8) * 1.06) for n in range(8)]
                self._polygon(corners, x, y, radius, strong)
            case Verdict.HELP_NOW:
                a = 0.52
                cross = [(-a, -1), (a, -1), (a, -a), (1, -a), (1, a), (a, a), (a, 1), (-a, 1)]
                self._polygon([*cross, (-a, a), (-1, a), (-1, -a), (-a, -a)], x, y, radius * 1.08, strong)
        size = lettering.size if len(mark) < 2 or verdict is None else lettering.size * 0.75
        own = Lettering(size=size, bold=True)
        self.write([mark] if mark else [], x, y - size * 0.66, own, PAPER, "middle")

    def svg(self, width: float, height: float, key: str, title: str, description: str, style: str) -> str:
        """The whole picture as a document of its own, with words for who cannot see it."""
        root = ElementTree.Element(
            "svg",
            {
                "xmlns": _SPOKEN,
                "viewBox": f"0 0 {_p(width)} {_p(height)}",
                "width": _p(width),
                "height": _p(height),
                "role": "img",
                "lang": "nl",
                "id": key,
                "aria-labelledby": f"{key}-titel",
                "aria-describedby": f"{key}-tekst",
                "font-family": f"'{FAMILY}', Verdana, sans-serif",
            },
        )
        ElementTree.SubElement(root, "title", {"id": f"{key}-titel"}).text = clean(title)
        ElementTree.SubElement(root, "desc", {"id": f"{key}-tekst"}).text = clean(description)
        if style:
            ElementTree.SubElement(root, "style").text = style
        ElementTree.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": PAPER})
        root.extend(self._root)
        return ElementTree.tostring(root, encoding="unicode") + "\n"

    def _polygon(self, corners: Iterable[tuple[float, float]], x: float, y: float, radius: float, fill: str) -> None:
        points = " ".join(f"{_p(x + dx * radius)},{_p(y + dy * radius)}" for dx, dy in corners)
        self.add("polygon", points=points, fill=fill)


def clean(text: str) -> str:
    """The text without what may not stand in XML."""
    return _NOT_IN_XML.sub("\ufffd", text)


def _number(value: object) -> str:
    return _p(value) if isinstance(value, float) else str(value)


def _p(value: float) -> str:
    """A coordinate, short."""
    return f"{value:.1f}".removesuffix(".0")

"""The picture of a tree as SVG: questions under each other, outcomes beside them, lines between, a legend below.

It reads without following a single line: behind every answer stands the number of the next question or the letter of
the outcome.
"""

from dataclasses import dataclass

from bot.dilemma.tree import Verdict
from bot.studio.canvas import COLOURS, DOUBT_COLOUR, INK, PAPER, QUESTION_COLOUR, QUESTION_TINT, QUIET, Canvas
from bot.studio.cards import (
    ANSWER,
    BADGE,
    CARD_WIDTH,
    GAP,
    HEADING,
    KIND,
    MARK,
    OUTCOME_WIDTH,
    PADDING,
    QUESTION,
    SMALL,
    Card,
    Ending,
)
from bot.studio.chart import Chart
from bot.studio.layout import BETWEEN, LANE, Layout, Route, lay_out
from bot.studio.lettering import Lettering, embedded
from bot.studio.spoken import spoken
from bot.studio.strips import Strip
from bot.texts import Texts

MARGIN = 10.0
TITLE = Lettering(size=23, bold=True)
_CORNER = 6.0
_SIGN = BADGE / 2
_MARK_IN_ROW = Lettering(size=14, bold=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An SVG document and its size in points."""

    svg: str
    width: float
    height: float
    gaps: tuple[float, ...]
    """Heights between two questions, where a page may end."""
    boxes: tuple[Strip, ...]
    """Where the outcomes are, which a page had better not cut through."""


def draw(chart: Chart, texts: Texts, with_font: bool = True) -> Picture:
    """Draw this chart. `with_font` brings the font along, so that it looks the same everywhere."""
    layout = lay_out(chart, texts)
    canvas = Canvas()
    width = layout.width + 2 * MARGIN
    tag = texts("tekening.versie", boom=chart.tree.id, versie=chart.tag)
    y = canvas.write(TITLE.lines(chart.tree.title, layout.width), MARGIN, MARGIN, TITLE)
    y = canvas.write(SMALL.lines(tag, layout.width), MARGIN, y + 2, SMALL, QUIET) + 14
    for route in layout.onward:
        _onward(canvas, layout, route, y)
    for route in layout.ending:
        _ending_line(canvas, layout, route, y)
    for card in layout.cards:
        _card(canvas, card, chart, MARGIN + layout.card_left, y + layout.tops[card.question.id])
    for ending in layout.endings:
        _ending(canvas, ending, MARGIN + layout.ending_left, y + layout.tops[ending.outcome.id])
    below = _legend(canvas, chart, layout, texts, y + layout.height + 22)
    style = embedded(canvas.texts) if with_font else ""
    title = texts("tekening.titel", boom=chart.tree.title)
    description = spoken(chart, texts)
    tops = [y + layout.tops[card.question.id] for card in layout.cards[1:]]
    boxes = ((y + layout.tops[e.outcome.id], e.height) for e in layout.endings)
    return Picture(
        svg=canvas.svg(width, below + MARGIN, chart.tree.id, title, description, style),
        width=width,
        height=below + MARGIN,
        gaps=(*(top - BETWEEN / 2 for top in tops), y + layout.height + 20),
        boxes=tuple(Strip(top=top, bottom=top + height) for top, height in boxes),
    )


def _card(canvas: Canvas, card: Card, chart: Chart, x: float, y: float) -> None:
    canvas.add("rect", x=x, y=y, width=CARD_WIDTH, height=card.height, rx=8, fill=PAPER)
    head = f"M{x} {y + card.head}v{8 - card.head}q0 -8 8 -8h{CARD_WIDTH - 16}q8 0 8 8v{card.head - 8}z"
    canvas.add("path", d=head, fill=QUESTION_TINT)
    name_width = MARK.width(card.name) + 14
    canvas.add("rect", x=x + PADDING, y=y + PADDING, width=name_width, height=BADGE - 3, rx=4, fill=QUESTION_COLOUR)
    canvas.write([card.name], x + PADDING + 7, y + PADDING + 3.5, MARK, PAPER)
    below = canvas.write(card.text, x + PADDING, y + PADDING + BADGE + GAP - 2, QUESTION)
    canvas.write(card.note, x + PADDING, below, SMALL, QUIET)
    for row in card.rows:
        top = y + row.top
        canvas.add("path", d=f"M{x} {top:.1f}h{CARD_WIDTH}", stroke="#b9c4d3", stroke_width=1)
        text = len(row.label) * ANSWER.line + len(row.note) * SMALL.line
        colour = QUIET if row.is_doubt else INK
        below = canvas.write(row.label, x + PADDING, top + (row.height - text) / 2 - 0.5, ANSWER, colour)
        canvas.write(row.note, x + PADDING, below, SMALL, QUIET)
        middle = y + row.middle
        right = x + CARD_WIDTH - PADDING - _SIGN
        if row.norm:
            canvas.write([row.norm], right - _SIGN - 6, middle - SMALL.size * 0.66, SMALL, QUIET, "end")
        target = chart.tree.outcomes.get(row.option.to)
        mark = chart.marks[row.option.to]
        canvas.sign(target.verdict if target else None, mark, right, middle, _SIGN - 2, _MARK_IN_ROW)
    canvas.add(
        "rect", x=x, y=y, width=CARD_WIDTH, height=card.height, rx=8, fill="none", stroke=QUESTION_COLOUR,
        stroke_width=1.5,
    )  # fmt: skip


def _ending(canvas: Canvas, ending: Ending, x: float, y: float) -> None:
    colours = COLOURS[ending.outcome.verdict]
    canvas.add(
        "rect", x=x, y=y, width=OUTCOME_WIDTH, height=ending.height, rx=8, fill=colours.tint, stroke=colours.strong,
        stroke_width=2,
    )  # fmt: skip
    middle = y + PADDING + ending.head / 2
    canvas.sign(ending.outcome.verdict, ending.mark, x + PADDING + _SIGN, middle, _SIGN, MARK)
    kind_top = middle - len(ending.kind) * KIND.line / 2
    canvas.write(ending.kind, x + PADDING + BADGE + 8, kind_top, KIND, colours.strong)
    canvas.write(ending.heading, x + PADDING, y + PADDING + ending.head + GAP, HEADING)


def _onward(canvas: Canvas, layout: Layout, route: Route, y: float) -> None:
    """A line on the left, to a next question."""
    edge = MARGIN + layout.card_left
    lane = edge - 16 - LANE * (route.lane or 0)
    _line(canvas, route, y, edge, lane, edge, QUESTION_COLOUR)


def _ending_line(canvas: Canvas, layout: Layout, route: Route, y: float) -> None:
    """A line on the right, to an outcome. The longest lie nearest to the questions: their ways there are many."""
    edge = MARGIN + layout.card_left + CARD_WIDTH
    goal = MARGIN + layout.ending_left
    lane = goal - 16 - LANE * (route.lane or 0)
    outcome = next(e.outcome for e in layout.endings if e.outcome.id == route.line.target)
    _line(canvas, route, y, edge, lane, goal, COLOURS[outcome.verdict].strong)


def _line(canvas: Canvas, route: Route, y: float, start: float, lane: float, goal: float, colour: str) -> None:
    """One line: its whole length from the outermost answers, and a short way to the lane from those between."""
    line = route.line
    pen: dict[str, object] = {"fill": "none", "stroke": colour, "stroke_width": 2}
    if line.is_doubt:
        pen |= {"stroke": DOUBT_COLOUR, "stroke_width": 1.6, "stroke_dasharray": "5 3"}
    end = y + line.end
    tip = goal - 7
    out = 1 if lane > start else -1
    above = sorted(y + one for one in line.starts if line.end - one >= 1)
    below = sorted((y + one for one in line.starts if one - line.end >= 1), reverse=True)
    if len(above) + len(below) < len(line.starts):
        canvas.add("path", d=f"M{start:.1f} {end:.1f}H{tip:.1f}", **pen)
    for heights, down in ((above, 1), (below, -1)):
        for number, height in enumerate(heights):
            bend = min(_CORNER, abs(end - height) / 2)
            turn = out * bend
            way = f"M{start:.1f} {height:.1f}H{lane - turn:.1f}q{turn:.1f} 0 {turn:.1f} {down * bend:.1f}"
            if number == 0:
                way += f"V{end - down * bend:.1f}q0 {down * bend:.1f} {bend:.1f} {down * bend:.1f}H{tip:.1f}"
            canvas.add("path", d=way, **pen)
    arrow = f"{goal - 1:.1f},{end:.1f} {goal - 9:.1f},{end - 4.5:.1f} {goal - 9:.1f},{end + 4.5:.1f}"
    canvas.add("polygon", points=arrow, fill=pen["stroke"])


def _legend(canvas: Canvas, chart: Chart, layout: Layout, texts: Texts, y: float) -> float:
    """What the signs mean, as far as they occur, and the norms by number. Gives where it ends."""
    canvas.add("path", d=f"M{MARGIN} {y:.1f}h{layout.width:.1f}", stroke="#b9c4d3", stroke_width=1)
    y = canvas.write([texts("tekening.legenda")], MARGIN, y + 10, HEADING) + 4
    signs: list[tuple[Verdict | None, str]] = [(None, texts("tekening.uitleg-vraag"))]
    used = {outcome.verdict for outcome in chart.outcomes}
    signs += [(verdict, texts(f"soort.{verdict.value}")) for verdict in Verdict if verdict in used]
    half = layout.width / 2
    text_room = half - BADGE - 14
    for left, right in zip(signs[::2], [*signs[1::2], None], strict=False):
        below = y + BADGE + GAP
        for column, item in enumerate((left, right)):
            if item is None:
                continue
            x = MARGIN + column * half
            lines = SMALL.lines(item[1], text_room)
            canvas.sign(item[0], "", x + _SIGN, y + _SIGN, _SIGN - 3, MARK)
            top = y + max(0.0, (BADGE - len(lines) * SMALL.line) / 2)
            below = max(below, canvas.write(lines, x + BADGE + 8, top, SMALL) + GAP)
        y = below
    sure, doubting = {"stroke": QUESTION_COLOUR}, {"stroke": DOUBT_COLOUR, "stroke_dasharray": "5 3"}
    for key, pen in (("tekening.uitleg-lijn", sure), ("tekening.uitleg-twijfel", doubting)):
        canvas.add("path", d=f"M{MARGIN} {y + 9:.1f}h{BADGE}", stroke_width=2, **pen)
        y = canvas.write(SMALL.lines(texts(key), layout.width - BADGE - 8), MARGIN + BADGE + 8, y, SMALL)
        y += GAP
    if layout.left_out:
        y = canvas.write(SMALL.lines(texts("tekening.uitleg-weg"), layout.width), MARGIN, y, SMALL) + GAP
    if chart.norms:
        y = canvas.write([texts("tekening.normen")], MARGIN, y + 8, HEADING) + 4
        for number, title in enumerate(chart.norms.values(), 1):
            canvas.write([texts("tekening.norm", nummer=number)], MARGIN, y, SMALL)
            y = canvas.write(SMALL.lines(title, layout.width - BADGE - 8), MARGIN + BADGE + 8, y, SMALL) + GAP
    return y

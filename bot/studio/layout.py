"""Where everything stands in the picture of a tree: questions under each other, and beside them where answers end.

The width stays that of a phone or a page; the picture grows downward. Graphviz `dot` decides at which height everything
stands, so that lines are short and straight where they can be; the lines themselves run in lanes. Drawing is left to
`picture`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.ids import NodeId
from bot.studio import lanes
from bot.studio.cards import CARD_WIDTH, OUTCOME_WIDTH, Card, Ending, Row, card_of, ending_of
from bot.studio.chart import Chart
from bot.studio.lanes import Line
from bot.texts import Texts

BETWEEN = 18.0
"""The least room between two boxes under each other."""
LANE = 7.0
MOST_LANES = 9
"""On each side. Lines that find no lane are left out; the sign behind the answer still says where it leads."""
_SURE, _DOUBTING = "8", "1"
"""How hard a line pulls its boxes to the same height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One line with its lane; None for a straight one."""

    line: Line
    lane: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Heights count from the top; the boxes of questions and those of outcomes each share a left side."""

    cards: tuple[Card, ...]
    endings: tuple[Ending, ...]
    tops: Mapping[NodeId, float]
    onward: tuple[Route, ...]
    """From answers to the next question, on the left."""
    ending: tuple[Route, ...]
    """From answers to an outcome, on the right."""
    left_out: int
    """How many lines found no lane."""
    height: float

    @property
    def card_left(self) -> float:
        """The left side of the questions."""
        return _room(self.onward)

    @property
    def ending_left(self) -> float:
        """The left side of the outcomes."""
        return self.card_left + CARD_WIDTH + _room(self.ending)

    @property
    def width(self) -> float:
        """Of everything together."""
        return self.ending_left + OUTCOME_WIDTH


def lay_out(chart: Chart, texts: Texts) -> Layout:
    """Give every box of this chart its place, and every line its lane."""
    cards = tuple(card_of(question, chart, texts) for question in chart.questions)
    endings = tuple(ending_of(outcome, chart, texts) for outcome in chart.outcomes)
    tops = _place(cards, endings)
    rows = [(tops[card.question.id] + row.middle, row) for card in cards for row in card.rows]
    onward, lost_left = _routes(_onward(cards, tops, rows))
    ending, lost_right = _routes(_ending(endings, tops, rows))
    bottoms = [tops[c.question.id] + c.height for c in cards] + [tops[e.outcome.id] + e.height for e in endings]
    return Layout(
        cards=cards,
        endings=endings,
        tops=tops,
        onward=onward,
        ending=ending,
        left_out=lost_left + lost_right,
        height=max(bottoms),
    )


def _room(routes: Sequence[Route]) -> float:
    """The width of the lanes beside a column of boxes, with room for arrowheads."""
    used = max((route.lane + 1 for route in routes if route.lane is not None), default=0)
    return 26 + LANE * used


def _place(cards: Sequence[Card], endings: Sequence[Ending]) -> dict[NodeId, float]:
    """The top of each box, counted from that of the highest.

    To Graphviz this is a graph from left to right with two ranks. Invisible edges keep the order of each column.
    """
    from pygraphviz import AGraph

    graph = AGraph(directed=True, strict=False)
    graph.graph_attr.update(rankdir="LR", nodesep=f"{BETWEEN / 72:.4f}", ranksep="1")
    graph.node_attr.update(label="", fixedsize="true")
    for card in cards:
        cells = [("head", card.head), *((f"r{number}", row.height) for number, row in enumerate(card.rows))]
        graph.add_node(card.mark, shape="plain", fixedsize="false", label=_table(cells))
    for ending in endings:
        graph.add_node(ending.mark, shape="box", width=f"{OUTCOME_WIDTH / 72:.4f}", height=f"{ending.height / 72:.4f}")
    marks = {card.question.id: card.mark for card in cards} | {e.outcome.id: e.mark for e in endings}
    ends = {ending.outcome.id for ending in endings}
    for card in cards:
        for number, row in enumerate(card.rows):
            if row.option.to in ends:
                weight = _DOUBTING if row.is_doubt else _SURE
                graph.add_edge(card.mark, marks[row.option.to], tailport=f"r{number}:e", headport="w", weight=weight)
    for column in ([card.mark for card in cards], [ending.mark for ending in endings]):
        graph.add_subgraph(column, rank="same")
        for upper, lower in pairwise(column):
            graph.add_edge(upper, lower, style="invis")
    graph.layout(prog="dot")
    heights = {marks[c.question.id]: c.height for c in cards} | {e.mark: e.height for e in endings}
    tops = {mark: -_middle(graph.get_node(mark).attr["pos"]) - height / 2 for mark, height in heights.items()}
    graph.close()
    highest = min(tops.values())
    return {id_: round(tops[mark] - highest, 1) for id_, mark in marks.items()}


def _table(cells: Sequence[tuple[str, float]]) -> str:
    """A label of Graphviz without text: one cell of a fixed height for each part, to which a line can be tied."""
    size = f'FIXEDSIZE="TRUE" WIDTH="{CARD_WIDTH:.0f}"'
    rows = "".join(f'<TR><TD PORT="{port}" {size} HEIGHT="{height:.0f}"></TD></TR>' for port, height in cells)
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">{rows}</TABLE>>'


def _middle(position: str) -> float:
    return float(position.split(",")[1])


def _onward(cards: Sequence[Card], tops: Mapping[NodeId, float], rows: Sequence[tuple[float, Row]]) -> list[Line]:
    lines: list[Line] = []
    for card in cards:
        for is_doubt, below in ((False, 16.0), (True, 28.0)):
            starts = _starts(rows, card.question.id, is_doubt)
            if starts:
                end = tops[card.question.id] + below
                lines.append(Line(target=card.question.id, is_doubt=is_doubt, starts=starts, end=end))
    return lines


def _ending(endings: Sequence[Ending], tops: Mapping[NodeId, float], rows: Sequence[tuple[float, Row]]) -> list[Line]:
    taken = [y for y, _ in rows]
    lines: list[Line] = []
    for ending in endings:
        top = tops[ending.outcome.id]
        for is_doubt, share in ((False, 0.4), (True, 0.75)):
            starts = _starts(rows, ending.outcome.id, is_doubt)
            if starts:
                wish = round(top + share * ending.height, 1)
                end = lanes.entry(top + 12, top + ending.height - 12, starts, taken, wish)
                taken.append(end)
                lines.append(Line(target=ending.outcome.id, is_doubt=is_doubt, starts=starts, end=end))
    return lines


def _starts(rows: Sequence[tuple[float, Row]], target: NodeId, is_doubt: bool) -> tuple[float, ...]:
    return tuple(y for y, row in rows if row.option.to == target and row.is_doubt is is_doubt)


def _routes(lines: Sequence[Line]) -> tuple[tuple[Route, ...], int]:
    """The lines that can be drawn, doubt first so that the others lie over it, and how many cannot."""
    lane = lanes.assign(lines, MOST_LANES)
    drawn = [line for line in lines if line in lane or line.is_straight]
    drawn.sort(key=lambda line: not line.is_doubt)
    return tuple(Route(line=line, lane=lane.get(line)) for line in drawn), len(lines) - len(drawn)

"""The lines between boxes: all answers with the same target share one line, and lines that pass each other keep apart.

Each line has a lane, as trains have a track: short ones lie nearest to the boxes that they serve. Pure arithmetic.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.ids import NodeId

APART = 9.0
"""The least distance between the ends of two lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """From the answers at these heights to one target, which it enters at height `end`."""

    target: NodeId
    is_doubt: bool
    starts: tuple[float, ...]
    end: float

    @property
    def top(self) -> float:
        """The highest point (heights count down)."""
        return min(*self.starts, self.end)

    @property
    def bottom(self) -> float:
        """The lowest point."""
        return max(*self.starts, self.end)

    @property
    def is_straight(self) -> bool:
        """Whether it needs no lane."""
        return self.bottom - self.top < 1


def assign(lines: Iterable[Line], limit: int) -> dict[Line, int]:
    """A lane for each line, 0 for the shortest. What finds no room in `limit` lanes is left out; straight lines too."""
    lanes: list[list[Line]] = []
    found: dict[Line, int] = {}
    for line in sorted(lines, key=lambda one: (one.bottom - one.top, one.top)):
        if line.is_straight:
            continue
        free = (number for number, taken in enumerate(lanes) if not any(_meet(line, other) for other in taken))
        number = next(free, len(lanes))
        if number == limit:
            continue
        if number == len(lanes):
            lanes.append([])
        lanes[number].append(line)
        found[line] = number
    return found


def entry(top: float, bottom: float, starts: Sequence[float], taken: Sequence[float], wish: float) -> float:
    """At which height, between `top` and `bottom`, a line enters a box.

    Straight from one of its own `starts` if that can be; else near `wish`, and apart from all heights in `taken`, at
    which something else runs.
    """
    others = [y for y in taken if y not in starts]
    straight = [y for y in starts if top <= y <= bottom and _free(y, others)]
    if straight:
        return min(straight, key=lambda y: abs(y - wish))
    steps = int(bottom - top)
    heights = sorted((top + step for step in range(steps + 1)), key=lambda y: abs(y - wish))
    return next((y for y in heights if _free(y, taken)), wish)


def _meet(one: Line, other: Line) -> bool:
    return one.top - APART <= other.bottom and other.top - APART <= one.bottom


def _free(y: float, taken: Iterable[float]) -> bool:
    return all(abs(y - other) >= APART for other in taken)

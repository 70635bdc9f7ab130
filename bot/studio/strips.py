"""Where a tall picture is cut, so that it prints over several pages in a size that one can read."""

from collections.abc import Sequence
from dataclasses import dataclass

_AIR = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A part of a picture, from side to side."""

    top: float
    bottom: float


def cut(height: float, tallest: float, gaps: Sequence[float], whole: Sequence[Strip]) -> tuple[Strip, ...]:
    """Strips of at most `tallest` that together show everything.

    A cut falls in one of the `gaps` if there is one in reach. What is in `whole` and was cut through all the same
    begins the next strip again, as far as it can.
    """
    strips: list[Strip] = []
    top = 0.0
    while top + tallest < height:
        bottom = max((gap for gap in gaps if top + tallest / 2 <= gap <= top + tallest), default=top + tallest)
        strips.append(Strip(top=top, bottom=bottom))
        again = (one.top - _AIR for one in whole if one.top < bottom < one.bottom and one.top - _AIR > top)
        top = min(again, default=bottom)
    return (*strips, Strip(top=top, bottom=height))

"""Opening hours and days off as authors write them: `09:00-12:30, 13:00-17:00` and `carnavalsmaandag`.

Reading only. Which day it is, and when somebody is there next, is left to who has a clock.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from bot.content.folding import fold

MIDNIGHT = 24 * 60
"""The end of a day, in minutes; `24:00`."""

DAYS_OFF = (
    "Nieuwjaarsdag",
    "carnavalszaterdag",
    "carnavalszondag",
    "carnavalsmaandag",
    "carnavalsdinsdag",
    "aswoensdag",
    "Goede Vrijdag",
    "Eerste Paasdag",
    "Tweede Paasdag",
    "Koningsdag",
    "Bevrijdingsdag",
    "Hemelvaartsdag",
    "dag na Hemelvaart",
    "Eerste Pinksterdag",
    "Tweede Pinksterdag",
    "Eerste Kerstdag",
    "Tweede Kerstdag",
    "oudejaarsdag",
)
"""The days off that have a name, as it stands in a sentence: the Dutch holidays, and what is often free in Limburg."""

_FOLDED_DAYS = frozenset(fold(day) for day in DAYS_OFF)
_SPAN = re.compile(r"(\d{1,2}):([0-5]\d) ?[-–] ?(\d{1,2}):([0-5]\d)")


class Fault(Enum):
    """What is wrong with opening hours."""

    UNREADABLE = auto()
    BACKWARDS = auto()
    """The end is not after the start."""
    OVERLAPPING = auto()
    """It starts before the part in front of it has ended: twice the same time, or not in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A time in which somebody is there, in minutes since midnight; `end` is just past it, at most `MIDNIGHT`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Misread:
    """Why hours cannot be used, and the part at which it shows."""

    part: str
    fault: Fault


def opening_hours(text: str) -> tuple[Opening, ...] | Misread:
    """The openings of one day, in order and apart; or the first thing that is wrong with them.

    One opening may begin where another ends. Hours past midnight belong to the next day.
    """
    openings: list[Opening] = []
    for part in (piece.strip() for piece in text.split(",")):
        found = _SPAN.fullmatch(part)
        if found is None:
            return Misread(part=part, fault=Fault.UNREADABLE)
        start, end = (60 * int(found[n]) + int(found[n + 1]) for n in (1, 3))
        if max(start, end) > MIDNIGHT:
            return Misread(part=part, fault=Fault.UNREADABLE)
        if end <= start:
            return Misread(part=part, fault=Fault.BACKWARDS)
        if openings and start < openings[-1].end:
            return Misread(part=part, fault=Fault.OVERLAPPING)
        openings.append(Opening(start=start, end=end))
    return tuple(openings)


def is_day_off(text: str) -> bool:
    """Whether this names a day off: one of `DAYS_OFF`, whatever its capitals, or a date such as `2027-12-24`."""
    if fold(text) in _FOLDED_DAYS:
        return True
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False

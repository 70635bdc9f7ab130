"""Whether somebody is there now, until when, and when again. Pure; the moment is an argument.

Hours are those of the clock on the wall. In the night that the clock goes forward an hour that is skipped is lost; in
the night that it goes back an hour that comes twice counts twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.content.hours import MIDNIGHT, Misread, Opening, opening_hours
from bot.content.models import WEEK, Route
from bot.referral.calendar import DayOff, day_off, own_days_off

HORIZON = 366
"""Days within which somebody must be there again; after that it is not known when."""

_ALL_DAY = (Opening(start=0, end=MIDNIGHT),)
_MINUTE = timedelta(minutes=1)

Week = tuple[tuple[Opening, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Always:
    """Day and night, whatever day it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """Somebody is there now."""

    until: datetime
    """The first moment at which nobody is. Midnight at the end of a day is 00:00 of the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Nobody is there now."""

    opens: datetime | None
    """None when that is not within `HORIZON` days."""
    days_off: tuple[DayOff, ...]
    """The days before that, today included, on which it would still have opened if they were not off."""


Presence = Always | Open | Closed


def presence(route: Route, at: datetime) -> Presence | None:
    """Whether somebody is there at this moment, in the time zone of `at`. None when nobody wrote down the hours."""
    zone = at.tzinfo
    if zone is None:
        raise ValueError("a moment without a time zone")
    week = _week(route)
    if week is None:
        return None
    if all(day == _ALL_DAY for day in week):
        return Always()
    now = at.astimezone(UTC)
    own = own_days_off(route.days_off)
    spans = (
        (start, end)
        for day in _days(at.date(), HORIZON)
        if day_off(day, own) is None
        for start, end in _spans(day, week, zone)
        if end > now
    )
    first = next(spans, None)
    if first is None:
        return Closed(opens=None, days_off=())
    opens, until = first
    if opens > now:
        opens = opens.astimezone(zone)
        return Closed(opens=opens, days_off=tuple(_missed(own, week, at, opens)))
    for start, end in spans:
        if start > until:
            break
        until = end
    return Open(until=until.astimezone(zone))


def _week(route: Route) -> Week | None:
    """The openings of each weekday, from Monday on. None without hours, and with hours that cannot be read: no rule
    lets those through today, but an older revision may hold them."""
    week = []
    for name in WEEK:
        openings = opening_hours(route.hours[name]) if name in route.hours else ()
        if isinstance(openings, Misread):
            return None
        week.append(_joined(openings))
    return tuple(week) if any(week) else None


def _joined(openings: tuple[Opening, ...]) -> tuple[Opening, ...]:
    """The same with openings that touch made one."""
    joined: list[Opening] = []
    for opening in openings:
        if joined and joined[-1].end == opening.start:
            opening = Opening(start=joined.pop().start, end=opening.end)
        joined.append(opening)
    return tuple(joined)


def _missed(own: frozenset[str], week: Week, at: datetime, opens: datetime) -> Iterator[DayOff]:
    for day in _days(at.date(), (opens.date() - at.date()).days):
        off = day_off(day, own)
        if off is not None and any(end > at for _, end in _spans(day, week, opens.tzinfo)):
            yield off


def _days(first: date, number: int) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range(number))


def _spans(day: date, week: Week, zone: tzinfo | None) -> Iterator[tuple[datetime, datetime]]:
    """From when to when somebody is there on this day, in UTC and in order."""
    openings = week[day.weekday()]
    for began, ended in _stretches(day, zone) if openings else ():
        midnight = datetime.combine(day, time(), UTC) - _offset(began, zone)
        for opening in openings:
            start, end = max(began, midnight + opening.start * _MINUTE), min(ended, midnight + opening.end * _MINUTE)
            if start < end:
                yield start, end


def _stretches(day: date, zone: tzinfo | None) -> Iterator[tuple[datetime, datetime]]:
    """The parts of a day, in UTC, between which the clock changes: nearly always the whole day."""
    began, ended = (datetime.combine(d, time(), zone).astimezone(UTC) for d in _days(day, 2))
    before = _offset(began, zone)
    if _offset(ended, zone) == before:
        yield began, ended
        return
    unchanged, changed = 0, (ended - began) // _MINUTE
    while changed - unchanged > 1:
        middle = (unchanged + changed) // 2
        if _offset(began + middle * _MINUTE, zone) == before:
            unchanged = middle
        else:
            changed = middle
    change = began + changed * _MINUTE
    yield began, change
    yield change, ended


def _offset(moment: datetime, zone: tzinfo | None) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()

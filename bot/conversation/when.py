"""When somebody is there, in words: "Nu dicht. Maandag is Tweede Paasdag. Weer bereikbaar: dinsdag vanaf 09:00."."""

from datetime import date, datetime, time, timedelta
from typing import assert_never

from bot.content.models import WEEK, Route
from bot.referral.calendar import DayOff
from bot.referral.opening import Always, Closed, Open, Presence
from bot.texts import Texts

_THIS_WEEK = 6
"""Up to so many days ahead the name of a weekday means one day only; after that the date is given."""
_NAMED_AT_MOST = 2
"""Days off told by name; with more of them the sentence would be long and help nobody."""


def in_full(presence: Presence, at: datetime, texts: Texts) -> str:
    """Whether somebody is there, and when again, as sentences. `at` is the moment that `presence` is of."""
    match presence:
        case Always():
            return texts("mens.altijd")
        case Open(until=until):
            return texts("mens.open", tot=_until(until, at, texts))
        case Closed(opens=opens, days_off=days_off):
            if opens is None:
                return texts("mens.dicht-lang")
            again = _from(opens, at, texts)
            if not days_off:
                return texts("mens.dicht", wanneer=_capital(again))
            return texts("mens.dicht-vrij", vrij=_off(days_off, at, texts), wanneer=again)
        case _:
            assert_never(presence)


def in_short(presence: Presence, at: datetime, texts: Texts) -> str:
    """The same in a few words, to stand behind a name."""
    match presence:
        case Always():
            return texts("mens.kort-altijd")
        case Open(until=until):
            return texts("mens.kort-open", tot=_until(until, at, texts))
        case Closed(opens=opens):
            if opens is None:
                return texts("mens.kort-dicht-lang")
            return texts("mens.kort-dicht", wanneer=_from(opens, at, texts))
        case _:
            assert_never(presence)


def week_of(route: Route, texts: Texts) -> str:
    """The hours of a week; days alike are taken together: "maandag tot en met donderdag 09:00-17:00"."""
    spans: list[tuple[int, int, str]] = []
    for day, name in enumerate(WEEK):
        hours = route.hours.get(name)
        if hours is None:
            continue
        if spans and spans[-1][1] == day - 1 and spans[-1][2] == hours:
            spans[-1] = (spans[-1][0], day, hours)
        else:
            spans.append((day, day, hours))
    return "; ".join(f"{_days(first, last, texts)} {hours}" for first, last, hours in spans)


def _days(first: int, last: int, texts: Texts) -> str:
    if first == last:
        return WEEK[first]
    key = "mens.twee-dagen" if last == first + 1 else "mens.dagen"
    return texts(key, eerst=WEEK[first], laatst=WEEK[last])


def _from(opens: datetime, at: datetime, texts: Texts) -> str:
    clock = f"{opens:%H:%M}"
    if opens.fold:  # an hour that comes twice: only its second time is meant
        clock = texts("mens.wintertijd", tijd=clock)
    return texts("mens.vanaf", dag=_day(opens.date(), at, texts), tijd=clock)


def _until(until: datetime, at: datetime, texts: Texts) -> str:
    """The end of an opening. Midnight is the end of a day, not the beginning of the next."""
    day, clock = until.date(), f"{until:%H:%M}"
    if until.time() == time():
        day, clock = day - timedelta(days=1), "24:00"
    return clock if day == at.date() else texts("mens.op", dag=_day(day, at, texts), tijd=clock)


def _off(days: tuple[DayOff, ...], at: datetime, texts: Texts) -> str:
    if len(days) > _NAMED_AT_MOST:
        return texts("mens.vrij-meer")
    told = [texts("mens.vrij", dag=_day(off.day, at, texts), naam=off.name or texts("mens.vrije-dag")) for off in days]
    return _capital(texts("mens.en", eerst=told[0], laatst=told[1]) if len(told) > 1 else told[0])


def _day(day: date, at: datetime, texts: Texts) -> str:
    ahead = (day - at.date()).days
    if ahead <= 1:
        return texts("mens.morgen" if ahead else "mens.vandaag")
    weekday = WEEK[day.weekday()]
    if ahead <= _THIS_WEEK:
        return weekday
    return texts("mens.datum", weekdag=weekday, dag=day.day, maand=texts.words("mens.maanden")[day.month - 1])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

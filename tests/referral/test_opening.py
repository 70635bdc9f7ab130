"""Whether somebody is there, and when again: hours of the wall clock, days off, the nights that the clock changes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.hours import MIDNIGHT, Misread, opening_hours
from bot.content.models import WEEK, Route, Weekday
from bot.referral.calendar import day_off, own_days_off
from bot.referral.opening import HORIZON, Always, Closed, Open, Presence, presence
from tests.referral.routes import ZONE, moment, office, route

MINUTE = timedelta(minutes=1)
NIGHT: dict[Weekday, str] = {"zondag": "00:00-03:30"}
SMALL_HOURS: dict[Weekday, str] = {"zondag": "02:00-04:00"}
"""Both nights on which the clock changes are from Saturday to Sunday, between two and three."""


def state(there: Presence | None) -> str:
    """In short, with offsets: they tell which of two equal hours is meant."""
    match there:
        case Open(until=until):
            return f"open tot {until:%a %d %H:%M%z}"
        case Closed(opens=None):
            return "dicht"
        case Closed(opens=opens):
            return f"dicht tot {opens:%a %d %H:%M%z}"
        case _:
            return type(there).__name__


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-24 08:59:59", "dicht tot Tue 24 09:00+0100"),
        ("2026-11-24 09:00:00", "open tot Tue 24 17:00+0100"),
        ("2026-11-24 16:59:59", "open tot Tue 24 17:00+0100"),
        ("2026-11-24 17:00:00", "dicht tot Wed 25 09:00+0100"),
        ("2026-11-24 23:40", "dicht tot Wed 25 09:00+0100"),
        ("2026-11-25 00:00", "dicht tot Wed 25 09:00+0100"),
        ("2026-11-27 17:00", "dicht tot Mon 30 09:00+0100"),
        ("2026-10-24 12:00", "dicht tot Mon 26 09:00+0100"),  # over the end of summer time
        ("2027-03-27 12:00", "dicht tot Tue 30 09:00+0200"),  # over its beginning, which is Easter
    ],
)
def test_office_hours_begin_on_the_second_and_end_on_it(at: str, expected: str) -> None:
    assert state(presence(office(), moment(at))) == expected


@pytest.mark.parametrize(
    ("hours", "at", "expected"),
    [
        # the clock goes from 01:59 to 03:00
        (NIGHT, "2026-03-29 01:59:59", "open tot Sun 29 03:30+0200"),
        (NIGHT, "2026-03-29 03:00", "open tot Sun 29 03:30+0200"),
        (NIGHT, "2026-03-29 03:30", "dicht tot Sun 12 00:00+0200"),  # the Sunday after it is Easter
        (SMALL_HOURS, "2026-03-29 01:59:59", "dicht tot Sun 29 03:00+0200"),
        (SMALL_HOURS, "2026-03-29 03:00", "open tot Sun 29 04:00+0200"),
        ({"zondag": "02:00-02:30"}, "2026-03-28 23:00", "dicht tot Sun 12 02:00+0200"),
        # the clock goes from 02:59 to 02:00
        (NIGHT, "2026-10-25 02:15+02:00", "open tot Sun 25 03:30+0100"),
        (NIGHT, "2026-10-25 02:15+01:00", "open tot Sun 25 03:30+0100"),
        (SMALL_HOURS, "2026-10-25 01:59:59", "dicht tot Sun 25 02:00+0200"),
        (SMALL_HOURS, "2026-10-25 02:59:59+02:00", "open tot Sun 25 04:00+0100"),
        (SMALL_HOURS, "2026-10-25 03:59:59", "open tot Sun 25 04:00+0100"),
        ({"zondag": "02:00-02:30"}, "2026-10-25 02:10+02:00", "open tot Sun 25 02:30+0200"),
        ({"zondag": "02:00-02:30"}, "2026-10-25 02:30+02:00", "dicht tot Sun 25 02:00+0100"),
        ({"zondag": "02:00-02:30"}, "2026-10-25 02:10+01:00", "open tot Sun 25 02:30+0100"),
        ({"zondag": "01:00-02:30"}, "2026-10-25 02:45+02:00", "dicht tot Sun 25 02:00+0100"),
    ],
)
def test_on_the_nights_that_the_clock_changes_the_clock_on_the_wall_counts(
    hours: dict[Weekday, str], at: str, expected: str
) -> None:
    assert state(presence(route(hours), moment(at))) == expected


def test_hours_that_touch_are_one_also_past_midnight() -> None:
    late = route({"vrijdag": "20:00-22:00, 22:00-24:00", "zaterdag": "00:00-02:00"})
    assert state(presence(late, moment("2026-11-27 21:00"))) == "open tot Sat 28 02:00+0100"
    assert state(presence(late, moment("2026-11-28 01:00"))) == "open tot Sat 28 02:00+0100"
    evening = route({"vrijdag": "20:00-24:00"})
    assert state(presence(evening, moment("2026-11-27 21:00"))) == "open tot Sat 28 00:00+0100"


def test_a_day_off_ends_what_would_have_gone_on_past_midnight() -> None:
    late = route({"donderdag": "20:00-24:00", "vrijdag": "00:00-02:00"})
    assert state(presence(late, moment("2026-12-24 23:00"))) == "open tot Fri 25 00:00+0100"


def test_who_is_there_day_and_night_is_there_on_every_day() -> None:
    always = route(dict.fromkeys(WEEK, "00:00-24:00"), "carnavalsmaandag")
    for at in ("2026-12-25 03:00", "2027-04-27 12:00", "2027-02-08 12:00", "2026-10-25 02:30+01:00"):
        assert presence(always, moment(at)) == Always()
    halves = route(dict.fromkeys(WEEK, "00:00-12:00, 12:00-24:00"))
    assert presence(halves, moment("2026-12-25 12:00")) == Always()


def test_of_days_off_those_count_on_which_it_would_still_have_opened() -> None:
    def missed(at: str, *days_off: str) -> list[str | None]:
        there = presence(office(*days_off), moment(at))
        assert isinstance(there, Closed)
        return [off.name for off in there.days_off]

    assert missed("2027-03-28 22:00") == ["Tweede Paasdag"]  # Easter Sunday would have been closed anyway
    assert missed("2027-03-29 16:59:59") == ["Tweede Paasdag"]
    assert missed("2027-03-29 17:00") == []
    assert missed("2028-12-24 12:00") == ["Eerste Kerstdag", "Tweede Kerstdag"]
    assert missed("2027-02-07 22:00", "carnavalsmaandag", "carnavalsdinsdag") == [
        "carnavalsmaandag",
        "carnavalsdinsdag",
    ]
    assert missed("2027-02-07 22:00") == []
    assert missed("2027-12-23 20:00", "2027-12-24") == [None]


def test_without_hours_nothing_is_said() -> None:
    assert presence(Route(name="Balie"), moment("2026-11-24 12:00")) is None


def test_hours_of_an_older_revision_that_cannot_be_read_are_no_hours() -> None:
    odd = route({"maandag": "09:00-17:00", "dinsdag": "overdag"})
    assert presence(odd, moment("2026-11-23 12:00")) is None


def test_who_is_away_for_more_than_a_year_is_not_said_to_come_back() -> None:
    first = date(2026, 11, 1)
    gone = office(*((first + timedelta(days=n)).isoformat() for n in range(HORIZON + 60)))
    assert presence(gone, moment("2026-11-24 12:00")) == Closed(opens=None, days_off=())


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        presence(office(), datetime(2026, 11, 24, 12, 0))  # noqa: DTZ001  # that is the point


# --- against the plainest reading of hours: look at the clock on the wall, each minute -------------------------------


def is_there(route: Route, instant: datetime) -> bool:
    wall = instant.astimezone(ZONE)
    openings = opening_hours(route.hours.get(WEEK[wall.weekday()], "")) if WEEK[wall.weekday()] in route.hours else ()
    assert not isinstance(openings, Misread)
    at = 60 * wall.hour + wall.minute
    return any(o.start <= at < o.end for o in openings) and day_off(wall.date(), own_days_off(route.days_off)) is None


def minutes(first: datetime, last: datetime) -> Iterator[datetime]:
    """Each whole minute after `first`, up to `last`."""
    at = first.astimezone(UTC).replace(second=0, microsecond=0) + MINUTE
    while at < last:
        yield at
        at += MINUTE


@st.composite
def hours_of_a_day(draw: st.DrawFn) -> str:
    bounds = sorted(draw(st.lists(st.integers(0, MIDNIGHT), min_size=2, max_size=6, unique=True)))
    clock = [f"{minute // 60:02}:{minute % 60:02}" for minute in bounds]
    return ", ".join(f"{start}-{end}" for start, end in zip(clock[::2], clock[1::2], strict=False))


ROUTES = st.builds(
    lambda hours, days_off: Route(name="Balie", hours=hours, days_off=tuple(days_off)),
    st.dictionaries(st.sampled_from(get_args(Weekday)), hours_of_a_day(), min_size=3),
    st.sets(st.sampled_from(("carnavalsmaandag", "carnavalsdinsdag", "Goede Vrijdag", "dag na Hemelvaart"))),
)
CHANGES = (
    moment("2026-03-29 00:00"),
    moment("2026-10-25 00:00"),
    moment("2027-03-28 00:00"),
    moment("2027-10-31 00:00"),
)
MOMENTS = st.one_of(
    st.datetimes(datetime(2020, 1, 1), datetime(2045, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.builds(
        lambda day, n: day.astimezone(UTC) + timedelta(seconds=n),
        st.sampled_from(CHANGES),
        st.integers(-90_000, 90_000),
    ),
)


@settings(max_examples=120, deadline=None)
@given(ROUTES, MOMENTS)
def test_what_is_told_is_what_the_clock_on_the_wall_says_each_minute(route: Route, instant: datetime) -> None:
    now = instant.astimezone(ZONE)
    there = presence(route, now)
    match there:
        case Open(until=until):
            assert is_there(route, now)
            assert all(is_there(route, at) for at in minutes(now, until.astimezone(UTC)))
            assert not is_there(route, until)
        case Closed(opens=opens):
            assert opens is not None
            assert not is_there(route, now)
            assert not any(is_there(route, at) for at in minutes(now, opens.astimezone(UTC)))
            assert is_there(route, opens)
        case _:
            assert isinstance(there, Always)

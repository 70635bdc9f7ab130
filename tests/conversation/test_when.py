"""When somebody is there, word for word: what people read at named moments."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot import app
from bot.content.models import WEEK, Route, Weekday
from bot.conversation.when import in_full, in_short, week_of
from bot.referral.opening import Always, Closed, presence
from tests.referral.routes import moment, office, route

TEXTS = app.load_texts()
TOWN = office("carnavalsmaandag", "carnavalsdinsdag")
"""It closes for carnival."""
EVENING = route({"maandag": "09:00-12:00, 13:30-17:00", "donderdag": "18:00-24:00", "vrijdag": "00:00-01:00"})
LATE = route({"vrijdag": "20:00-24:00"})
CLERK = route({"zondag": "00:00-03:30, 04:00-05:00"})


@pytest.mark.parametrize(
    ("whom", "at", "full", "short"),
    [
        # an ordinary day, to the second
        (office(), "2026-11-24 08:59:59", "Nu dicht. Vandaag vanaf 09:00.", "dicht, vandaag vanaf 09:00"),
        (office(), "2026-11-24 09:00", "Nu bereikbaar, tot 17:00.", "nu bereikbaar tot 17:00"),
        (office(), "2026-11-24 16:59:59", "Nu bereikbaar, tot 17:00.", "nu bereikbaar tot 17:00"),
        (office(), "2026-11-24 17:00", "Nu dicht. Morgen vanaf 09:00.", "dicht, morgen vanaf 09:00"),
        (office(), "2026-11-24 23:40", "Nu dicht. Morgen vanaf 09:00.", "dicht, morgen vanaf 09:00"),
        (office(), "2026-11-25 00:10", "Nu dicht. Vandaag vanaf 09:00.", "dicht, vandaag vanaf 09:00"),
        # later today, after the weekend, past midnight
        (EVENING, "2026-11-23 12:15", "Nu dicht. Vandaag vanaf 13:30.", "dicht, vandaag vanaf 13:30"),
        (office(), "2026-11-27 18:00", "Nu dicht. Maandag vanaf 09:00.", "dicht, maandag vanaf 09:00"),
        (office(), "2026-11-29 22:00", "Nu dicht. Morgen vanaf 09:00.", "dicht, morgen vanaf 09:00"),
        (EVENING, "2026-11-26 23:40", "Nu bereikbaar, tot morgen 01:00.", "nu bereikbaar tot morgen 01:00"),
        (LATE, "2026-11-27 23:40", "Nu bereikbaar, tot 24:00.", "nu bereikbaar tot 24:00"),
        # a week or more ahead, a weekday alone would mislead
        (LATE, "2026-11-28 10:00", "Nu dicht. Vrijdag vanaf 20:00.", "dicht, vrijdag vanaf 20:00"),
        (
            route({"vrijdag": "09:00-12:00"}),
            "2026-11-27 12:00",
            "Nu dicht. Vrijdag 4 december vanaf 09:00.",
            "dicht, vrijdag 4 december vanaf 09:00",
        ),
        # holidays
        (
            office(),
            "2027-03-28 22:00",
            "Nu dicht. Morgen is Tweede Paasdag. Weer bereikbaar: dinsdag vanaf 09:00.",
            "dicht, dinsdag vanaf 09:00",
        ),
        (
            office(),
            "2027-03-27 12:00",
            "Nu dicht. Maandag is Tweede Paasdag. Weer bereikbaar: dinsdag vanaf 09:00.",
            "dicht, dinsdag vanaf 09:00",
        ),
        (
            office(),
            "2027-04-27 11:00",
            "Nu dicht. Vandaag is Koningsdag. Weer bereikbaar: morgen vanaf 09:00.",
            "dicht, morgen vanaf 09:00",
        ),
        (office(), "2027-04-27 18:00", "Nu dicht. Morgen vanaf 09:00.", "dicht, morgen vanaf 09:00"),
        (
            office(),
            "2028-12-22 20:00",
            "Nu dicht. Maandag is Eerste Kerstdag en dinsdag is Tweede Kerstdag. "
            "Weer bereikbaar: woensdag vanaf 09:00.",
            "dicht, woensdag vanaf 09:00",
        ),
        (office(), "2027-05-05 10:00", "Nu bereikbaar, tot 17:00.", "nu bereikbaar tot 17:00"),
        (
            office("dag na Hemelvaart"),
            "2027-05-05 18:00",
            "Nu dicht. Morgen is Hemelvaartsdag en vrijdag is de dag na Hemelvaart. "
            "Weer bereikbaar: maandag vanaf 09:00.",
            "dicht, maandag vanaf 09:00",
        ),
        # carnival, only where it is listed
        (
            TOWN,
            "2027-02-07 22:00",
            "Nu dicht. Morgen is carnavalsmaandag en dinsdag is carnavalsdinsdag. "
            "Weer bereikbaar: woensdag vanaf 09:00.",
            "dicht, woensdag vanaf 09:00",
        ),
        (office(), "2027-02-08 10:00", "Nu bereikbaar, tot 17:00.", "nu bereikbaar tot 17:00"),
        # dates that an author listed
        (
            office("2026-12-24"),
            "2026-12-23 20:00",
            "Nu dicht. Morgen is een vrije dag en vrijdag is Eerste Kerstdag. Weer bereikbaar: maandag vanaf 09:00.",
            "dicht, maandag vanaf 09:00",
        ),
        (
            office(*(f"2026-08-{day:02}" for day in range(3, 15))),
            "2026-08-02 20:00",
            "Nu dicht. Er zijn een paar vrije dagen. Weer bereikbaar: maandag 17 augustus vanaf 09:00.",
            "dicht, maandag 17 augustus vanaf 09:00",
        ),
        # the nights that the clock changes
        (office(), "2026-10-25 02:30+02:00", "Nu dicht. Morgen vanaf 09:00.", "dicht, morgen vanaf 09:00"),
        (office(), "2026-10-25 02:30+01:00", "Nu dicht. Morgen vanaf 09:00.", "dicht, morgen vanaf 09:00"),
        (office(), "2026-03-28 23:40", "Nu dicht. Maandag vanaf 09:00.", "dicht, maandag vanaf 09:00"),
        (office(), "2026-03-29 03:00", "Nu dicht. Morgen vanaf 09:00.", "dicht, morgen vanaf 09:00"),
        (CLERK, "2026-10-25 02:59:59+02:00", "Nu bereikbaar, tot 03:30.", "nu bereikbaar tot 03:30"),
        (CLERK, "2026-10-25 03:30", "Nu dicht. Vandaag vanaf 04:00.", "dicht, vandaag vanaf 04:00"),
        (CLERK, "2026-03-29 01:59:59", "Nu bereikbaar, tot 03:30.", "nu bereikbaar tot 03:30"),
        (
            route({"zondag": "02:00-02:30"}),
            "2026-10-25 02:45+02:00",
            "Nu dicht. Vandaag vanaf 02:00 (wintertijd).",
            "dicht, vandaag vanaf 02:00 (wintertijd)",
        ),
        (
            route({"zondag": "02:00-04:00"}),
            "2026-03-29 01:30",
            "Nu dicht. Vandaag vanaf 03:00.",
            "dicht, vandaag vanaf 03:00",
        ),
    ],
)
def test_it_is_told_exactly(whom: Route, at: str, full: str, short: str) -> None:
    there, now = presence(whom, moment(at)), moment(at)
    assert there is not None
    assert in_full(there, now, TEXTS) == full
    assert in_short(there, now, TEXTS) == short


def test_day_and_night_and_gone_for_long_are_told_as_they_are() -> None:
    now = moment("2026-11-24 23:40")
    assert in_full(Always(), now, TEXTS) == "Dag en nacht bereikbaar."
    assert in_short(Always(), now, TEXTS) == "dag en nacht bereikbaar"
    gone = Closed(opens=None, days_off=())
    assert in_full(gone, now, TEXTS) == "Nu dicht. Ik weet niet wanneer er weer iemand is."
    assert in_short(gone, now, TEXTS) == "nu dicht"


def test_no_day_is_ever_called_by_a_wrong_name() -> None:
    """The day that is told, counted from today, is the day on which it opens: at every hour of some years."""
    names = {0: "vandaag", 1: "morgen"}
    whom, at = route({"dinsdag": "09:00-17:00", "zaterdag": "10:00-12:00"}), moment("2026-01-01 00:00").astimezone(UTC)
    while at.year < 2029:
        now = at.astimezone(moment("2026-01-01 00:00").tzinfo)
        there = presence(whom, now)
        if isinstance(there, Closed):
            assert there.opens is not None
            ahead = (there.opens.date() - now.date()).days
            day = names.get(ahead, WEEK[there.opens.weekday()])
            date_ = f" {there.opens.day} " if ahead > 6 else " "
            assert in_short(there, now, TEXTS).startswith(f"dicht, {day}{date_}")
        at += timedelta(hours=5)


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ({"maandag": "09:00-17:00"}, "maandag 09:00-17:00"),
        (dict.fromkeys(WEEK[:2], "09:00-17:00"), "maandag en dinsdag 09:00-17:00"),
        (dict.fromkeys(WEEK[:5], "09:00-17:00"), "maandag tot en met vrijdag 09:00-17:00"),
        ({"maandag": "09:00-12:00", "woensdag": "09:00-12:00"}, "maandag 09:00-12:00; woensdag 09:00-12:00"),
    ],
)
def test_the_hours_of_a_week_are_taken_together_by_day(hours: dict[Weekday, str], told: str) -> None:
    assert week_of(route(hours), TEXTS) == told


def test_every_month_has_its_name() -> None:
    now = moment("2026-01-01 12:00")
    for month in range(2, 13):
        opens = datetime.combine(date(2026, month, 20), now.time(), now.tzinfo)
        text = in_short(Closed(opens=opens, days_off=()), now, TEXTS)
        assert f" 20 {TEXTS.words('mens.maanden')[month - 1]} " in text
    assert len(TEXTS.words("mens.maanden")) == 12

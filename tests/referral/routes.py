"""Routes with hours, for tests of whether somebody is there."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.content.models import WEEK, Route, Weekday

ZONE = ZoneInfo("Europe/Amsterdam")


def route(hours: dict[Weekday, str], *days_off: str) -> Route:
    """A route with these hours and days off of its own."""
    return Route(name="Balie", hours=hours, days_off=days_off)


def office(*days_off: str) -> Route:
    """Somebody who works from Monday to Friday, nine to five."""
    return route(dict.fromkeys(WEEK[:5], "09:00-17:00"), *days_off)


def moment(text: str) -> datetime:
    """`2027-02-07 22:00` as the clock on the wall shows it. An offset tells which of two equal hours is meant."""
    read = datetime.fromisoformat(text)
    return read.astimezone(ZONE) if read.tzinfo else read.replace(tzinfo=ZONE)

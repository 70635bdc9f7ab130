"""Which days are off: those of everybody, and those that a town has of its own."""

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

import bot
from bot.content.hours import DAYS_OFF
from bot.referral import calendar
from bot.referral.calendar import DayOff, own_days_off, prepare

OWN = (
    "carnavalszaterdag",
    "carnavalszondag",
    "carnavalsmaandag",
    "carnavalsdinsdag",
    "aswoensdag",
    "Goede Vrijdag",
    "Bevrijdingsdag",
    "dag na Hemelvaart",
    "oudejaarsdag",
)
"""Off only where an author says so."""
SAID = {"dag na Hemelvaart": "de dag na Hemelvaart"}
"""How a sentence calls a day, where that is not how authors write it."""


def day_off(day: date, listed: Collection[str]) -> DayOff | None:
    """As an author lists them."""
    return calendar.day_off(day, own_days_off(listed))


def days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def names_off(year: int, *listed: str) -> list[str | None]:
    return [off.name for day in days_of(year) if (off := day_off(day, listed)) is not None]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2027-01-01", "Nieuwjaarsdag"),
        ("2027-03-28", "Eerste Paasdag"),
        ("2027-03-29", "Tweede Paasdag"),
        ("2038-04-26", "Tweede Paasdag"),
        ("2027-04-27", "Koningsdag"),
        ("2025-04-26", "Koningsdag"),  # the 27th is a Sunday
        ("2027-05-06", "Hemelvaartsdag"),
        ("2016-05-05", "Hemelvaartsdag"),  # and Bevrijdingsdag, through which many offices work
        ("2027-05-16", "Eerste Pinksterdag"),
        ("2027-05-17", "Tweede Pinksterdag"),
        ("2026-12-25", "Eerste Kerstdag"),
        ("2026-12-26", "Tweede Kerstdag"),
    ],
)
def test_a_holiday_is_off_for_everybody(day: str, name: str) -> None:
    assert day_off(date.fromisoformat(day), ()) == DayOff(day=date.fromisoformat(day), name=name)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2027-02-06", "carnavalszaterdag"),
        ("2027-02-07", "carnavalszondag"),
        ("2027-02-08", "carnavalsmaandag"),
        ("2026-02-16", "carnavalsmaandag"),
        ("2028-02-28", "carnavalsmaandag"),
        ("2027-02-09", "carnavalsdinsdag"),
        ("2027-02-10", "aswoensdag"),
        ("2027-03-26", "Goede Vrijdag"),
        ("2025-05-05", "Bevrijdingsdag"),
        ("2027-05-05", "Bevrijdingsdag"),
        ("2027-05-07", "dag na Hemelvaart"),
        ("2026-12-31", "oudejaarsdag"),
    ],
)
def test_other_days_are_off_only_where_they_are_listed(day: str, name: str) -> None:
    when = date.fromisoformat(day)
    assert day_off(when, ()) is None
    assert day_off(when, [other for other in OWN if other != name]) is None
    for spelt in (name, name.lower(), name.upper()):
        assert day_off(when, [spelt]) == DayOff(day=when, name=SAID.get(name, name))


def test_a_date_is_off_where_it_is_listed_and_has_its_name_if_there_is_one() -> None:
    assert day_off(date(2027, 12, 24), ()) is None
    assert day_off(date(2027, 12, 24), ["2027-12-24"]) == DayOff(day=date(2027, 12, 24), name=None)
    assert day_off(date(2028, 12, 24), ["2027-12-24"]) is None
    assert day_off(date(2027, 2, 8), ["2027-02-08"]) == DayOff(day=date(2027, 2, 8), name="carnavalsmaandag")


@pytest.mark.parametrize("year", range(2024, 2060))
def test_every_year_has_every_day_off_once(year: int) -> None:
    everywhere = names_off(year)
    assert sorted(map(str, everywhere)) == sorted(set(DAYS_OFF) - set(OWN))
    for name in OWN:
        assert sorted(map(str, names_off(year, name))) == sorted([*map(str, everywhere), SAID.get(name, name)])


def test_two_names_on_one_day_close_it_once() -> None:
    assert len(names_off(2016, "Bevrijdingsdag")) == len(names_off(2016))


@pytest.mark.parametrize("year", [1, 1700, 9999])
def test_a_year_without_known_holidays_is_no_reason_to_fail(year: int) -> None:
    assert day_off(date(year, 12, 25), ()) is None
    assert day_off(date(year, 12, 31), ["oudejaarsdag"]) is not None


def test_the_manual_names_every_day_off_and_says_which_close_everywhere() -> None:
    manual = (Path(bot.__file__).parent.parent / "docs/schrijven/uren.md").read_text(encoding="utf-8")
    chapter = manual.partition("\n## Vrije dagen\n")[2].partition("\n## ")[0]
    everywhere, listed = (
        {name for line in part.splitlines() if line.startswith("- ") for name in re.split(r", | en ", line[2:])}
        for part in chapter.split("Op deze dagen werken veel mensen door.")
    )
    assert everywhere == {name.lower() for name in DAYS_OFF if name not in OWN}
    assert listed == {name.lower() for name in OWN}


def test_what_was_prepared_needs_no_second_look() -> None:
    prepare(2041)
    before = calendar._named.cache_info().misses
    assert day_off(date(2041, 12, 25), ()) is not None
    assert day_off(date(2042, 1, 1), ()) is not None
    assert calendar._named.cache_info().misses == before

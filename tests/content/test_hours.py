"""Opening hours and days off as authors write them."""

import pytest

from bot.content.hours import DAYS_OFF, Fault, Misread, Opening, is_day_off, opening_hours


@pytest.mark.parametrize(
    ("text", "openings"),
    [
        ("09:00-17:00", [(540, 1020)]),
        ("9:00-17:00", [(540, 1020)]),
        ("09:00 - 12:30, 13:00 – 17:00", [(540, 750), (780, 1020)]),
        ("09:00-12:30,12:30-17:00", [(540, 750), (750, 1020)]),
        ("00:00-24:00", [(0, 1440)]),
        ("23:59-24:00", [(1439, 1440)]),
    ],
)
def test_hours_are_read_in_minutes_since_midnight(text: str, openings: list[tuple[int, int]]) -> None:
    assert opening_hours(text) == tuple(Opening(start=start, end=end) for start, end in openings)


@pytest.mark.parametrize(
    ("text", "part", "fault"),
    [
        ("", "", Fault.UNREADABLE),
        ("de hele dag", "de hele dag", Fault.UNREADABLE),
        ("09.00-17.00", "09.00-17.00", Fault.UNREADABLE),
        ("09:00 tot 17:00", "09:00 tot 17:00", Fault.UNREADABLE),
        ("09:00-12:30 13:00-17:00", "09:00-12:30 13:00-17:00", Fault.UNREADABLE),
        ("09:00-12:30,", "", Fault.UNREADABLE),
        ("09:00-12:60", "09:00-12:60", Fault.UNREADABLE),
        ("25:00-26:00", "25:00-26:00", Fault.UNREADABLE),
        ("09:00-24:01", "09:00-24:01", Fault.UNREADABLE),
        ("22:00-02:00", "22:00-02:00", Fault.BACKWARDS),
        ("09:00-09:00", "09:00-09:00", Fault.BACKWARDS),
        ("09:00-13:00, 12:30-17:00", "12:30-17:00", Fault.OVERLAPPING),
        ("13:00-17:00, 09:00-12:00", "09:00-12:00", Fault.OVERLAPPING),
    ],
)
def test_hours_that_nobody_can_keep_are_not_read(text: str, part: str, fault: Fault) -> None:
    assert opening_hours(text) == Misread(part=part, fault=fault)


@pytest.mark.parametrize("day", [*DAYS_OFF, "Carnavalsmaandag", "Tweede Paasdag", "2027-12-24", "2028-02-29"])
def test_a_day_off_has_a_known_name_or_a_date(day: str) -> None:
    assert is_day_off(day)


@pytest.mark.parametrize("day", ["", "carnavalsmandag", "maandag", "2027-02-29", "24 december", "20271224", "kerst"])
def test_what_is_no_day_off_is_not_taken_for_one(day: str) -> None:
    assert not is_day_off(day)

"""Days in words, and content past its day of review."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.conversation.dates import day, overdue
from bot.conversation.desk import Desk


def test_a_day_is_written_as_people_do() -> None:
    assert day(date(2027, 4, 9)) == "9-4-2027"


def test_what_nobody_looked_through_in_time_says_so_from_the_day_after(desk: Desk) -> None:
    on_the_day = replace(desk, now=datetime(2027, 11, 1, 23, 59, tzinfo=UTC))
    after = replace(desk, now=datetime(2027, 11, 2, tzinfo=UTC))
    assert overdue("2027-11-01", on_the_day) == []
    assert "1-11-2027" in overdue("2027-11-01", after)[0].text

"""Days as people read them, and what is said of content that nobody looked through in time."""

from datetime import date

from bot.conversation.desk import Desk
from bot.conversation.turn import Block


def day(on: date) -> str:
    """`27-4-2027`."""
    return f"{on.day}-{on.month}-{on.year}"


def overdue(review_by: str, desk: Desk) -> list[Block]:
    """A sentence that this should have been looked through by now; nothing while it is in time.

    `review_by` is `herzien_voor` as its author wrote it: the last day, in the form `2027-11-01` (rule V03).
    """
    due = date.fromisoformat(review_by)
    return [desk.note("antwoord.oud", datum=day(due))] if desk.now.date() > due else []

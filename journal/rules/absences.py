"""Pure rules of absences that are told and refined (R1-4.1/2)."""

from datetime import date, timedelta

BEFORE, AFTER, LONGEST = 30, 60, 60


def may_tell(first: date, last: date, today: date) -> str:
    """R1-4.1/2: why a note with these days is refused: "order", "long", "past", "future", or "" when it is taken.

    Days: a note of at most 60 days, told at most 30 days afterwards and 60 days beforehand.
    """
    if last < first:
        return "order"
    if last - first >= timedelta(days=LONGEST):
        return "long"
    if first < today - timedelta(days=BEFORE):
        return "past"
    return "future" if first > today + timedelta(days=AFTER) else ""

"""Pure rules of notices: when nobody is written to outside the program (R1-2.2d)."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

MOST_DAYS = 31
"""No rest is longer: a calendar full of days off does not keep a notice for ever."""


def end_of_rest(
    at: datetime, begins: time | None, ends: time | None, is_free: Callable[[date], bool] = lambda day: False
) -> datetime | None:
    """When the rest that holds `at`, local and aware, is over; None where there is none.

    From `begins` to `ends` each day, past midnight where it ends earlier than it begins, and whole days that are free.
    """
    end = at
    while end - at < timedelta(days=MOST_DAYS):
        further = _end_of_piece(end, begins, ends, is_free)
        if further is None:
            break
        end = further
    return end if end > at else None


def _end_of_piece(at, begins, ends, is_free) -> datetime | None:
    if is_free(at.date()):
        return _moment(at, time.min, days=1)
    if begins is None or ends is None:
        return None
    hour = at.time()
    if begins < ends:
        return _moment(at, ends) if begins <= hour < ends else None
    if hour >= begins:
        return _moment(at, ends, days=1)
    return _moment(at, ends) if hour < ends else None


def _moment(at, hour, days=0) -> datetime:
    return datetime.combine(at.date() + timedelta(days=days), hour, at.tzinfo)

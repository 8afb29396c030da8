"""Pure rules of the hours at which a teacher cannot teach."""

from typing import NamedTuple


class Hour(NamedTuple):
    """A lesson of a shift on a day of the week; shift and number 0: the whole day."""

    weekday: int
    shift: int = 0
    number: int = 0


def is_closed(hours, weekday: int, shift: int, number: int) -> bool:
    """Whether a lesson may not stand there by `hours`, a set of Hours."""
    return Hour(weekday) in hours or Hour(weekday, shift, number) in hours


def whole_first(hours) -> set[Hour]:
    """Of a day closed as a whole its hours are not kept beside it."""
    hours = {Hour(*one) for one in hours}
    return {one for one in hours if not one.number or Hour(one.weekday) not in hours}

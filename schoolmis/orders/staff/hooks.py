"""What the app that knows lessons adds to a substitution; it registers in its `ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _

hours: list[Callable] = []
"""`hours(section, day, number) -> (begins, ends)` by the bells of that day; the last one registered is asked."""

checks: list[Callable] = []
"""`check(order, lines)`: refuses lines whose substitute is not free at the hour; each (line, first day, day after)."""

signed: list[Callable] = []
"""`signed(order, rows, by)`: the substitutions of an order that has just been signed; called inside the act."""

revoked: list[Callable] = []
"""`revoked(order, rows, by)`: the substitutions that a revocation has just undone; called inside the act."""


@dataclass(frozen=True)
class Held:
    """Of one substitution: its lessons that are held and written down, as (day, number), and whether that is all."""

    lessons: tuple[tuple[date, int], ...] = ()
    whole: bool = False


held: list[Callable] = []
"""`held(rows) -> {pk: Held}`: what a revocation leaves to the substitutes."""


@dataclass(frozen=True)
class Forward:
    """What is done with later lessons that an order brings to the hours of lessons whose teacher is not there.

    `check(order, moves)` refuses what is not free any more, `bring(order, moves, by)` and `undo(order, by)` write it;
    `rests(order)` says why it cannot be undone, empty when it can. A move of the payload names the lessons `gap` and
    `lesson`, the sections `instead` and `section`, `employees`, and where from and to: `from`, `from_number`, `on`,
    `number`.
    """

    check: Callable
    bring: Callable
    undo: Callable
    rests: Callable


forward: list[Forward] = []


def from_where(move) -> str:
    """«3 (was 5)», of another day «3 (was 01.12, 5)»: the number of the lesson now and before."""
    was = str(move["from_number"])
    if move["from"] != move["on"]:
        was = f"{date.fromisoformat(move['from']):%d.%m}, {was}"
    return _("%(number)s (was %(was)s)") % {"number": move["number"], "was": was}


def hour_of(section: int, day: date, number: int | None) -> tuple[time | None, time | None]:
    return hours[-1](section, day, number) if hours and number else (None, None)

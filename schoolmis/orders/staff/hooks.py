"""What the app that knows lessons adds to a substitution; it registers in its `ready()`."""

from collections.abc import Callable
from datetime import date, time

hours: list[Callable] = []
"""`hours(section, day, number) -> (begins, ends)` by the bells of that day; the last one registered is asked."""

checks: list[Callable] = []
"""`check(order, lines)`: refuses lines whose substitute is not free at the hour; each (line, first day, day after)."""

signed: list[Callable] = []
"""`signed(order, rows, by)`: the substitutions of an order that has just been signed; called inside the act."""

revoked: list[Callable] = []
"""`revoked(order, rows, by)`: the substitutions that a revocation has just undone; called inside the act."""


def hour_of(section: int, day: date, number: int | None) -> tuple[time | None, time | None]:
    return hours[-1](section, day, number) if hours and number else (None, None)

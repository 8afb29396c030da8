"""What the apps above know of a student and the rules here ask: registered from their `ready()`."""

from collections.abc import Callable
from datetime import date

_seen: list[Callable] = []
_attested: list[Callable] = []


def attested_by(function):
    """Register `function(section) -> sentence`: why its exam and final results are not set in the journal, or ""."""
    _attested.append(function)
    return function


def attested(section) -> str:
    """The first such sentence; "" where the journal's teacher sets exam and final."""
    return next((why for ask in _attested if (why := ask(section))), "")


def last_seen(function):
    """Register `function(students' ids) -> {id: date}`: the last day on which each is known to have been here."""
    _seen.append(function)
    return function


def last_seen_of(ids) -> dict[int, date]:
    """{student's id: day}; who has never been seen is left out."""
    found: dict[int, date] = {}
    for ask in _seen:
        for pk, day in ask(ids).items():
            found[pk] = max(day, found.get(pk, day))
    return found


def last_seen_on(student) -> date | None:
    return last_seen_of([student.pk]).get(student.pk)

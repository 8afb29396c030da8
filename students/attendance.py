"""Who was absent on a day, told from above: the app that takes attendance registers its source.

`source(function)`: `function(day) -> {class id: set of absent student ids}`, with a key for each class whose attendance
was taken that day; a class without a key has told nothing yet.
"""

from collections.abc import Callable
from datetime import date

_sources: list[Callable] = []


def source(function):
    _sources.append(function)
    return function


def absent_on(day: date) -> dict[int, set[int]]:
    """All sources together."""
    found: dict[int, set[int]] = {}
    for one in _sources:
        for of, students in one(day).items():
            found.setdefault(of, set()).update(students)
    return found

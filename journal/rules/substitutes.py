"""Pure rules of proposing substitutes: who is free at an hour, and who fits best (R3-5.1b)."""

from datetime import time
from enum import IntEnum

Hours = tuple[time, time]
"""When a lesson begins and ends."""


class Fitness(IntEnum):
    """The less, the better."""

    SAME_GRADE = 0
    SAME_SUBJECT = 1
    SAME_CLASS = 2
    FREE = 3
    CLOSED = 4


def overlap(one: Hours, other: Hours) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def fitness(taught: set[tuple[int, int, int]], subject: int | None, places: set[tuple[int, int]]) -> Fitness:
    """`taught`: (subject, class, grade) of what she teaches; `places`: (class, grade) of the lesson's students.

    Without a `subject`, as of a class hour, which is nobody's speciality, whoever knows the class goes first.
    """
    grades, classes = {grade for _class, grade in places}, {one for one, _grade in places}
    if any(its == subject and grade in grades for its, _class, grade in taught):
        return Fitness.SAME_GRADE
    if any(its == subject for its, _class, _grade in taught):
        return Fitness.SAME_SUBJECT
    if any(one in classes for _subject, one, _grade in taught):
        return Fitness.SAME_CLASS
    return Fitness.FREE

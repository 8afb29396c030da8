"""Who eats on a day; pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

ALSO, DIET, NOT = "also", "diet", "not"


@dataclass
class Table:
    """One class on one day. roll = absent + exempt + not_entitled + eating; diets are among those who eat."""

    roll: int = 0
    absent: list = field(default_factory=list)
    exempt: int = 0
    not_entitled: int = 0
    eating: list = field(default_factory=list)
    diets: list = field(default_factory=list)


def set_table(students: Iterable[int], grade: int, grades: tuple[int, int], exceptions: dict, absent: set) -> Table:
    """`grades`: the first and the last that eat; `exceptions`: {student: kind}; `absent`: who is not there today."""
    table = Table()
    for student in students:
        table.roll += 1
        kind = exceptions.get(student)
        if student in absent:
            table.absent.append(student)
        elif kind == NOT:
            table.exempt += 1
        elif kind in (ALSO, DIET) or grades[0] <= grade <= grades[1]:
            table.eating.append(student)
            if kind == DIET:
                table.diets.append(student)
        else:
            table.not_entitled += 1
    return table

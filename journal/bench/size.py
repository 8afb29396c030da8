"""How large the benchmark's school is."""

from dataclasses import dataclass
from datetime import date

TODAY = date(2026, 11, 6)  # the last day of the first quarter
PASSWORD = "ак-терек 2026"


@dataclass(frozen=True)
class Size:
    """`classes` of `students`, each with `subjects` of `lessons`; and one class of `big` students and `big` lessons."""

    classes: int = 40
    students: int = 25
    subjects: int = 13
    lessons: int = 30
    big: int = 60
    teachers: int = 60

    @property
    def cells(self):
        return self.classes * self.students * self.subjects * self.lessons


FULL = Size()
QUICK = Size(classes=4, students=5, subjects=3, lessons=6, big=8, teachers=8)

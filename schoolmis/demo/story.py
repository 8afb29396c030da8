"""What the parts of the demo school know of each other: the day, the classes, and the rows made so far."""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

PASSWORD = "ak-terek-2026"  # noqa: S105 the demo prints it
SEED = 2026
LETTERS = {grade: "АБВ" if grade < 5 else "АБ" for grade in range(1, 12)}


@dataclass
class Story:
    """The same seed gives the same school; `first` is the year in which the academic year of `today` began.

    `letters`: {grade: letters of its classes}; `sizes`: fewest and most students of a class.
    """

    today: date
    first: int
    letters: dict[int, str] = field(default_factory=lambda: dict(LETTERS))
    sizes: tuple[int, int] = (22, 28)
    installer: Any = None
    director: Any = None  # User
    deputy: Any = None
    year: Any = None
    last_year: Any = None
    users: dict[str, Any] = field(default_factory=dict)  # sign-in name → User
    staff: dict[str, Any] = field(default_factory=dict)  # key of schoolmis.demo.plan → Employee
    classes: dict[tuple[int, str], Any] = field(default_factory=dict)
    former: dict[tuple[int, str], Any] = field(default_factory=dict)  # last year's classes
    sections: list = field(default_factory=list)  # (Section, schoolmis.demo.plan.Course)
    children: list = field(default_factory=list)  # students.demo.families.Child
    ability: dict[int, float] = field(default_factory=dict)  # student → 0 ± 1

    @classmethod
    def on(cls, today: date, **facts) -> "Story":
        return cls(today, today.year if today.month >= 9 else today.year - 1, **facts)

    def rng(self, what) -> Random:
        """A source of chance of its own for each thing, so that one part does not shift another."""
        return Random(f"{SEED}/{what}")

    def day(self, month: int, day: int) -> date:
        """A day of the academic year; August belongs to its beginning."""
        return date(self.first if month >= 8 else self.first + 1, month, day)

    def past(self, day: date) -> bool:
        return day < self.today

    def users_of(self, key: str):
        """The account of a member of the staff."""
        return self.staff[key].person.user

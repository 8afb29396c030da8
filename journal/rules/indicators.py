"""Indicators of success: sums of counts, never averages of percentages; None for empty (domain facts §3).

They are exact: what prints them rounds once, half up. Rounded here, 82.847 would become 82.85 and print as 82.9.
"""

from collections import Counter
from dataclasses import dataclass, fields
from decimal import Decimal
from operator import add, attrgetter

EXACT = Decimal("0.000000001")
LEARNED = {5: 100, 4: 64, 3: 36, 2: 16, 1: 7}
NOT_ATTESTED = 7


def share(part: int, whole: int) -> Decimal | None:
    """Per cent; None where there is nobody to count."""
    return ratio(part * 100, whole)


def ratio(part: int, whole: int) -> Decimal | None:
    """One number by another, as exact as any print needs."""
    return (Decimal(part) / whole).quantize(EXACT) if whole else None


@dataclass(frozen=True)
class Counts:
    """How many students have each mark; «н/а» counts in the denominator, the exempt do not.

    `failed`: «нзч» of subjects that are passed or not. No indicator of marks counts it, but who has one is failing.
    """

    five: int = 0
    four: int = 0
    three: int = 0
    two: int = 0
    one: int = 0
    na: int = 0
    failed: int = 0

    @classmethod
    def of(cls, results) -> "Counts":
        """From texts or numbers: 5 … 1, «н/а», «нзч»; everything else is left out."""
        found = Counter(str(result) for result in results)
        return cls(*(found[text] for text in ("5", "4", "3", "2", "1", "н/а", "нзч")))

    @classmethod
    def sum(cls, many) -> "Counts":
        """All of them together."""
        return cls(*map(sum, zip(*map(NUMBERS, many), strict=True)))

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*map(add, NUMBERS(self), NUMBERS(other)))

    @property
    def total(self) -> int:
        return self.marked + self.na

    @property
    def marked(self) -> int:
        return self.five + self.four + self.three + self.two + self.one

    @property
    def success(self) -> Decimal | None:
        """Жетишүү, %: who has 3 and better."""
        return share(self.five + self.four + self.three, self.total)

    @property
    def quality(self) -> Decimal | None:
        """Билим сапаты, %: who has 4 and 5."""
        return share(self.five + self.four, self.total)

    @property
    def learned(self) -> Decimal | None:
        """СОУ, %, by Simonov's table."""
        points = (
            self.five * 100 + self.four * 64 + self.three * 36 + self.two * 16 + (self.one + self.na) * NOT_ATTESTED
        )
        return ratio(points, self.total)

    @property
    def mean(self) -> Decimal | None:
        """Average mark; «н/а» cannot enter."""
        points = 5 * self.five + 4 * self.four + 3 * self.three + 2 * self.two + self.one
        return ratio(points, self.marked)


NUMBERS = attrgetter(*(one.name for one in fields(Counts)))


def standing(results) -> str:
    """A student's group by all marks of a period (§3.3): excellent, good, one3, satisfactory, failing, na, or empty."""
    return standing_of(Counts.of(results))


def standing_of(counts: Counts) -> str:
    """The same by how many of each mark the student has."""
    if counts.two or counts.one or counts.failed:
        return "failing"
    if not counts.total:
        return ""
    if counts.na:
        return "na"
    if counts.three:
        return "one3" if counts.three == 1 else "satisfactory"
    return "good" if counts.four else "excellent"


LISTS = ("excellent", "one4", "one3", "failing", "na")


def listed(results) -> tuple[str, ...]:
    """The lists that a student stands in by the marks of a period, of LISTS (domain facts §3.3, §4.11).

    Each student is of one group; who fails one subject and is not attested in another stands in both lists.
    """
    counts = Counts.of(results)
    group = standing_of(counts)
    if group == "failing" and counts.na:
        return "failing", "na"
    if group == "good":
        return ("one4",) if counts.four == 1 else ()
    return (group,) if group in LISTS else ()


def attendance(students_lessons: int, missed: int) -> Decimal | None:
    """Катышуу, %: lessons attended of lessons held, over all students."""
    return share(students_lessons - missed, students_lessons)

"""Indicators of success: sums of counts, never averages of percentages; half up; None for empty (domain facts §3)."""

from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

HUNDREDTH = Decimal("0.01")
LEARNED = {5: 100, 4: 64, 3: 36, 2: 16, 1: 7}
NOT_ATTESTED = 7


def share(part: int, whole: int) -> Decimal | None:
    """Per cent, two decimals; None where there is nobody to count."""
    return (Decimal(part) * 100 / whole).quantize(HUNDREDTH, ROUND_HALF_UP) if whole else None


@dataclass(frozen=True)
class Counts:
    """How many students have each mark; «н/а» counts in the denominator, the exempt do not."""

    five: int = 0
    four: int = 0
    three: int = 0
    two: int = 0
    one: int = 0
    na: int = 0

    @classmethod
    def of(cls, results) -> "Counts":
        """From texts or numbers: 5 … 1, «н/а»; everything else is left out."""
        found = Counter(str(result) for result in results)
        return cls(found["5"], found["4"], found["3"], found["2"], found["1"], found["н/а"])

    @classmethod
    def sum(cls, many) -> "Counts":
        """All of them together."""
        columns = zip(*((one.five, one.four, one.three, one.two, one.one, one.na) for one in many), strict=True)
        return cls(*map(sum, columns))

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

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
        if not self.total:
            return None
        points = (
            self.five * 100 + self.four * 64 + self.three * 36 + self.two * 16 + (self.one + self.na) * NOT_ATTESTED
        )
        return (Decimal(points) / self.total).quantize(HUNDREDTH, ROUND_HALF_UP)

    @property
    def mean(self) -> Decimal | None:
        """Average mark; «н/а» cannot enter."""
        if not self.marked:
            return None
        points = 5 * self.five + 4 * self.four + 3 * self.three + 2 * self.two + self.one
        return (Decimal(points) / self.marked).quantize(HUNDREDTH, ROUND_HALF_UP)


def standing(results) -> str:
    """A student's group by all marks of a period (§3.3): excellent, good, one3, satisfactory, failing, na, or empty."""
    return standing_of(Counts.of(results))


def standing_of(counts: Counts) -> str:
    """The same by how many of each mark the student has."""
    if not counts.total:
        return ""
    if counts.two or counts.one:
        return "failing"
    if counts.na:
        return "na"
    if counts.three:
        return "one3" if counts.three == 1 else "satisfactory"
    return "good" if counts.four else "excellent"


LISTS = ("excellent", "one4", "one3", "failing", "na")


def listed(results) -> str:
    """The list that a student stands in by the marks of a period: one of LISTS, or empty (domain facts §3.3, §4.11)."""
    group = standing(results)
    if group == "good":
        return "one4" if [str(result) for result in results].count("4") == 1 else ""
    return group if group in LISTS else ""


def attendance(students_lessons: int, missed: int) -> Decimal | None:
    """Катышуу, %: lessons attended of lessons held, over all students."""
    return share(students_lessons - missed, students_lessons)

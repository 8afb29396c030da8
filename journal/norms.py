"""Sanitary norms as rows, and what they warn of in a class's week and homework."""

from collections import defaultdict

from django.utils.translation import gettext as _

from journal.models import SanitaryNorm
from journal.rules import norms as rules
from schoolmis.structure.models import Subject
from schoolmis.ui.dates import weekday

SEED = "СанПиН 2.4.2.2821-10"
DAY = ((1, 1, 5), (2, 4, 5), (5, 6, 6), (7, 12, 7))
WEEK = ((1, 1, 21), (2, 4, 23), (5, 5, 29), (6, 6, 30), (7, 7, 32), (8, 9, 33), (10, 12, 34))
RUN = ((1, 4, 1), (5, 9, 2), (10, 12, 2))
HOME = ((2, 3, 90), (4, 5, 120), (6, 8, 150), (9, 12, 210))
TASKS = ((2, 12, 4),)  # no norm of the state: from five subjects on a day is called heavy until the school says else
WORKS = ((1, 12, 1),)  # nor of this
# Subject's code → (from grade, to grade, points).
POINTS = {
    "MAT": ((1, 4, 8), (5, 5, 10), (6, 6, 13)),
    "KYR": ((1, 4, 7), (5, 5, 8), (6, 6, 12), (7, 7, 11), (8, 8, 7), (9, 12, 6)),
    "RUS": ((1, 4, 7), (5, 5, 8), (6, 6, 12), (7, 7, 11), (8, 8, 7), (9, 12, 6)),
    "ENG": ((1, 4, 7), (5, 5, 9), (6, 6, 11), (7, 7, 10), (8, 8, 8), (9, 12, 9)),
    "INF": ((1, 4, 6), (5, 6, 10), (7, 7, 4), (8, 12, 7)),
    "TAB": ((1, 4, 6), (5, 6, 7)),
    "KLT": ((1, 4, 5), (5, 5, 4), (6, 6, 6), (7, 8, 4), (9, 12, 7)),
    "ALG": ((7, 7, 10), (8, 8, 9), (9, 12, 7)),
    "GEO2": ((7, 7, 12), (8, 8, 10), (9, 12, 8)),
    "PHY": ((7, 7, 8), (8, 8, 9), (9, 12, 13)),
    "CHE": ((7, 7, 13), (8, 8, 10), (9, 12, 12)),
    "BIO": ((5, 5, 10), (6, 6, 8), (7, 12, 7)),
    "GEO": ((6, 6, 7), (7, 8, 6), (9, 12, 5)),
    "HKG": ((5, 5, 5), (6, 6, 8), (7, 7, 6), (8, 8, 8), (9, 12, 10)),
    "TEC": ((1, 4, 2), (5, 5, 4), (6, 6, 3), (7, 7, 2), (8, 8, 1), (9, 12, 4)),
    "ART": ((1, 6, 3), (7, 7, 1), (8, 12, 3)),
    "MUS": ((1, 4, 3), (5, 5, 2), (6, 8, 1)),
    "PED": ((1, 4, 1), (5, 5, 3), (6, 6, 4), (7, 12, 2)),
}


def seed() -> None:
    """The figures to begin with; none where the school has its own table."""
    if SanitaryNorm.objects.exists():
        return
    rows = [(kind, None, row) for kind, table in (("day", DAY), ("week", WEEK), ("run", RUN)) for row in table]
    rows += [("home", None, row) for row in HOME]
    subjects = dict(Subject.objects.filter(code__in=POINTS).values_list("code", "pk"))
    rows += [("points", pk, row) for code, pk in subjects.items() for row in POINTS[code]]
    SanitaryNorm.objects.bulk_create(
        SanitaryNorm(kind=kind, subject_id=subject, grade_from=low, grade_to=high, value=value, source=SEED)
        for kind, subject, (low, high, value) in rows
    )
    SanitaryNorm.objects.bulk_create(
        SanitaryNorm(kind=kind, grade_from=low, grade_to=high, value=value)
        for kind, table in (("tasks", TASKS), ("works", WORKS))
        for low, high, value in table
    )


class Norms:
    """The table, read once, asked by grade."""

    def __init__(self):
        self.rows = list(SanitaryNorm.objects.order_by())

    def _of(self, grade: int) -> list[SanitaryNorm]:
        return [norm for norm in self.rows if norm.grade_from <= grade <= norm.grade_to]

    def limits(self, grade: int) -> dict[str, int]:
        """{kind: the most} for a grade."""
        return {norm.kind: norm.value for norm in self._of(grade) if norm.kind != "points"}

    def warnings(self, grade: int, lessons) -> list[str]:
        """What a class of `grade` is warned of; `lessons`: (weekday, number, subject)."""
        points = {norm.subject_id: norm.value for norm in self._of(grade) if norm.kind == "points"}
        limits = self.limits(grade)
        week = defaultdict(lambda: defaultdict(list))
        for day, number, subject in lessons:
            week[day][number].append(subject)
        return [_say(found) for found in rules.warnings(week, limits, points)]


def _say(found: dict) -> str:
    words = {
        "day": _("%(day)s: lessons %(found)s, the norm is %(norm)s"),
        "run": _("%(day)s: one subject %(found)s lessons in a row, the norm is %(norm)s"),
        "gap": _("%(day)s: lesson %(found)s is empty between lessons"),
        "week": _("Lessons a week: %(found)s, the norm is %(norm)s"),
        "shape": _("%(day)s is the hardest day of the week, %(found)s points: it should be in the middle"),
    }
    said = words[found["kind"]] % (found | {"day": weekday(found["day"])})
    return said[0].upper() + said[1:]

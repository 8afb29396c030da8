"""What leaders and teachers read of all journals: those behind, who is absent."""

from collections import Counter
from datetime import date

from django.db.models import Count, Exists, F, Min, OuterRef, Q

from journal.models import Cell, Lesson
from schoolmis.structure.models import Subject
from students.models import Placement


def lessons_behind(day: date, **of):
    """Lessons held before `day` in which nothing was written: no mark, no absence, attendance not taken."""
    written = Cell.objects.filter(lesson=OuterRef("pk"))
    return Lesson.objects.held().filter(
        ~Exists(written),
        date__lt=day,
        taken_at=None,
        section__group__year__closed_on=None,
        **of,
    )


def journals_behind(day: date) -> list[dict]:
    """By teacher and subject: how many lessons are not filled, the oldest first; one statement."""
    rows = (
        lessons_behind(day)
        .filter(section__loads__ends_on=None)
        .values(
            teacher=F("section__loads__teacher"),
            last_name=F("section__loads__teacher__person__last_name"),
            first_name=F("section__loads__teacher__person__first_name"),
            name_ky=F("section__subject__name_ky"),
            name_ru=F("section__subject__name_ru"),
        )
        .annotate(lessons=Count("pk"), oldest=Min("date"))
        .order_by("-lessons", "oldest")
    )
    return [row | {"subject": Subject(name_ky=row["name_ky"], name_ru=row["name_ru"]).name} for row in rows]


def last_day_written(day: date) -> date | None:
    """The last day up to `day` in whose lessons something was written; None before the first."""
    written = Q(taken_at__isnull=False) | Exists(Cell.objects.filter(lesson=OuterRef("pk")))
    held = Lesson.objects.held().filter(written, date__lte=day)
    return held.order_by("-date").values_list("date", flat=True).first()


def attendance_on(day: date) -> dict:
    """Who was absent on a day: students with an absence in any lesson, by grade and by reason, of all on the roll."""
    placed = Placement.objects.on(day)
    by_grade = dict(placed.values_list("school_class__grade").annotate(n=Count("pk")).order_by("school_class__grade"))
    absent = {}
    for student, grade, absence in (
        Cell.objects.of_lessons()
        .filter(lesson__date=day, student__placements__in=placed)
        .exclude(absence="")
        .values_list("student_id", "student__placements__school_class__grade", "absence")
        .distinct()
    ):
        if student not in absent or absence == "н":
            absent[student] = (grade, absence)
    return {
        "students": sum(by_grade.values()),
        "absent": len(absent),
        "reasons": Counter(reason for _grade, reason in absent.values()),
        "grades": [
            (grade, total, sum(1 for g, _r in absent.values() if g == grade)) for grade, total in by_grade.items()
        ],
    }

"""Attendance of a day, for the apps below: absent in a lesson of the day, and in no other lesson of it present."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from journal.models import Cell, Lesson
from students import attendance
from students.models import Placement


@attendance.source
def absent_on(day: date) -> dict[int, set[int]]:
    """A mark or a late arrival on the same day says that the student came after all."""
    cells = Cell.objects.of_lessons().filter(lesson__date=day, lesson__status=Lesson.Status.PLANNED)
    present = cells.filter(student=OuterRef("student")).filter(Q(first__isnull=False) | Q(late__isnull=False))
    absent = set(cells.exclude(absence="").exclude(Exists(present)).values_list("student", flat=True))
    written = Q(taken_at__isnull=False) | Exists(Cell.objects.filter(lesson=OuterRef("pk")))
    held = Lesson.objects.held().filter(written, date=day)
    found = {of: set() for of in held.values_list("section__group__classes", flat=True).distinct() if of}
    for student, of in Placement.objects.on(day).filter(student__in=absent).values_list("student", "school_class"):
        found.setdefault(of, set()).add(student)
    return found

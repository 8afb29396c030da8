"""Reading cells and averages: the few statements that the grid, the parent's page and the papers share."""

from collections import defaultdict

from journal.models import Cell, Lesson
from journal.rules.marks import average


def text_of(first, second, absence, late) -> str:
    """The text of a cell's four columns, as a register has it."""
    if absence:
        return absence
    text = f"{first}/{second}" if second else str(first) if first else ""
    if late is not None:
        text = f"{text} оп{late or ''}".strip()
    return text


def averages(lessons, students=None) -> dict[int, object]:
    """{student: average} over the marks of `lessons` (a queryset), weighted by kind of work; one statement."""
    cells = Cell.objects.filter(lesson__in=lessons, first__isnull=False)
    if students is not None:
        cells = cells.filter(student__in=students)
    marks = defaultdict(list)
    for student, first, second, weight in cells.values_list("student_id", "first", "second", "lesson__kind__weight"):
        weight = 1 if weight is None else weight
        marks[student].append((first, weight))
        if second:
            marks[student].append((second, weight))
    return {student: average(pairs) for student, pairs in marks.items()}


def in_term(section, term):
    """The section's lessons that stand in the timetable of `term`."""
    return Lesson.objects.filter(
        section=section, date__gte=term.starts_on, date__lte=term.ends_on, status=Lesson.Status.PLANNED
    )

"""The book of substitutions: what was missed in a month, who held it, by which order (R1-4.1/2)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from journal.models import LessonMove, LostLesson, TeacherAway
from schoolmis.orders.models import Absence, Substitution
from schoolmis.people.models import Employee
from schoolmis.people.names_then import NamesThen
from schoolmis.structure.models import TeachingLoad


@dataclass
class Entry:
    """One line: people as (id, name), without a `substitute` where the lesson was not held; `joined` with her own."""

    first: date
    last: date
    absent: tuple[int, str]
    reason: str
    group: str
    subject: str
    number: int | None
    lessons: int
    substitute: tuple[int, str] | None = None
    joined: bool = False
    order: str = ""
    instead: str = ""
    """Of a lesson that was not held: which lesson of the class was brought to its hour, and by whom it was held."""

    @property
    def key(self):
        return self.first, self.absent[1], self.number or 0, self.group


def entries(first: date, last: date) -> list[Entry]:
    """Signed substitutions as the timesheet counts them, and lessons lost because their teacher was not there."""
    rows = Substitution.objects.counted(first, last).select_related(
        "absent__person", "substitute__person", "section__subject", "section__group", "order"
    )
    rows, lost = list(rows), _lost(first, last)
    teachers = _teachers(lost)
    people = [one.person for row in rows for one in (row.absent, row.substitute)]
    people += [one.person for found in teachers.values() for one in found]
    brought = _brought(lost)
    people += [one.person for move in brought.values() for one in move.teachers]
    names, why = NamesThen(people), _reasons(first, last)
    found = [_held(row, names, why) for row in rows]
    for row in lost:
        for one in teachers[row.pk]:
            found.append(_not_held(row, one, names, why, brought.get(row.lesson_id)))
    return sorted(found, key=lambda entry: entry.key)


def _held(row, names, why) -> Entry:
    day, section = row.starts_on, row.section
    absent, substitute = ((one.pk, str(names.on(one.person, day))) for one in (row.absent, row.substitute))
    head = day, row.last_day, absent, why(row.absent_id, day), str(section.group), section.subject.name
    return Entry(*head, row.number, row.hours, substitute, row.joined, row.order.label)


def _not_held(row, one, names, why, move) -> Entry:
    lesson, section = row.lesson, row.lesson.section
    reason = why(one.pk, lesson.date) or row.get_reason_display()
    head = lesson.date, lesson.date, (one.pk, str(names.on(one.person, lesson.date))), reason
    entry = Entry(*head, str(section.group), section.subject.name, lesson.number, 1)
    if move:
        teachers = ", ".join(str(names.on(one.person, lesson.date)) for one in move.teachers)
        said = {"subject": move.lesson.section.subject.name, "name": teachers}
        entry.instead, entry.order = _("not held; %(subject)s instead, %(name)s") % said, move.order.label
    return entry


def _brought(lost) -> dict[int, LessonMove]:
    """{lesson not held: the move that brought another to its hour}, with the `teachers` whom the order names."""
    moves = LessonMove.objects.filter(gap__in=[row.lesson_id for row in lost], undone_at=None)
    found = {one.gap_id: one for one in moves.select_related("order", "lesson__section__subject")}
    named = {move["gap"]: move["employees"] for one in found.values() for move in one.order.payload.get("moves", [])}
    staff = Employee.objects.select_related("person").in_bulk({pk for pks in named.values() for pk in pks})
    for gap, move in found.items():
        move.teachers = [staff[pk] for pk in named.get(gap, ()) if pk in staff]
    return found


def _lost(first, last) -> list[LostLesson]:
    rows = LostLesson.objects.filter(
        restored_at=None, reason__in=LostLesson.BY_ABSENCE, lesson__date__range=(first, last)
    )
    return list(rows.select_related("lesson__section__subject", "lesson__section__group"))


def _teachers(lost) -> dict[int, list]:
    """{lost lesson: whose it was}: the section's load on that day."""
    loads = defaultdict(list)
    sections = {row.lesson.section_id for row in lost}
    for load in TeachingLoad.objects.filter(section__in=sections).select_related("teacher__person"):
        loads[load.section_id].append(load)

    def on(load, day):
        return load.starts_on <= day and (load.ends_on is None or day < load.ends_on)

    return {
        row.pk: [load.teacher for load in loads[row.lesson.section_id] if on(load, row.lesson.date)] for row in lost
    }


def _reasons(first, last):
    """`why(employee, day)`: by the order of the absence, else by the deputy's mark, else nothing."""
    ordered = defaultdict(list)
    for one in Absence.objects.filter(starts_on__lte=last, ends_on__gt=first):
        ordered[one.employee_id].append(one)
    marked = {
        (one.employee_id, one.day): one for one in TeacherAway.objects.filter(day__range=(first, last), ended_at=None)
    }

    def why(employee, day) -> str:
        by_order = next((one for one in ordered[employee] if one.starts_on <= day < one.ends_on), None)
        if by_order:
            return str(by_order.get_kind_display())
        mark = marked.get((employee, day))
        return str(mark.get_reason_display()) if mark else ""

    return why

"""Homework of a month by the day that it is for, and its control works: of a child, and of a whole class."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection

from journal.child_days import Task
from journal.control_works import subject_of
from journal.homework import BACK, DUE
from journal.models import HomeworkFile, WorkKind
from journal.norms import Norms
from journal.rules.control_works import ORDINARY
from journal.rules.homework import is_heavy
from schoolmis.structure.models import Group, SchoolClass, SchoolProfile, Section, Subject
from schoolmis.ui.dates import day_asked
from students.models import Student

OF_CLASS = """
select s.id from structure_section s join structure_group_classes x on x.group_id = s.group_id
where x.schoolclass_id = %(of)s
"""
# The groups that the student is taught in today, as on the child's page.
OF_STUDENT = """
select s.id from structure_section s where s.group_id in (
    select x.group_id from students_placement p
    join structure_group_classes x on x.schoolclass_id = p.school_class_id
    join structure_group g on g.id = x.group_id and g.kind <> 'subgroup'
    where p.student_id = %(of)s and p.starts_on <= %(today)s and (p.ends_on is null or p.ends_on > %(today)s)
    union select m.group_id from students_membership m
    where m.student_id = %(of)s and m.starts_on <= %(today)s and (m.ends_on is null or m.ends_on > %(today)s))
"""
GIVEN = """
select due.day, l.id, b.id, b.name_ky, b.name_ru, g.kind, g.name, g.name_ru, l.homework, l.minutes, l.link, l.date
from journal_lesson l join structure_section s on s.id = l.section_id
join structure_subject b on b.id = s.subject_id join structure_group g on g.id = s.group_id
cross join lateral (select {due} as day) due
where l.section_id in ({sections}) and l.homework <> '' and l.part = 0 and l.status = 'planned'
    and (l.due_on is not null or l.date between %(since)s and %(last)s) and due.day between %(first)s and %(last)s
order by due.day, b."order", g.name, l.id
"""
# What weighs more than an ordinary mark (journal.rules.control_works); families see those that are shown.
WORKS = """
select l.date, b.name_ky, b.name_ru, g.kind, g.name, g.name_ru, k.name_ky, k.name_ru
from journal_lesson l join structure_section s on s.id = l.section_id
join structure_subject b on b.id = s.subject_id join structure_group g on g.id = s.group_id
left join journal_workkind k on k.id = l.kind_id
where l.section_id in ({sections}) and l.status = 'planned' and l.date between %(first)s and %(last)s
    and coalesce(l.weight, k.weight, 1) > %(ordinary)s and (%(named)s or coalesce(l.visible, k.visible, true))
order by l.date, l.number, b."order", g.name
"""


@dataclass
class Cell:
    """A day of the calendar."""

    day: date
    within: bool
    tasks: list[Task] = field(default_factory=list)
    works: list[tuple[str, str]] = field(default_factory=list)
    subjects: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    heavy: bool = False

    @property
    def minutes(self) -> int:
        return sum(self.subjects.values())


@dataclass
class Month:
    first: date
    weeks: list[list[Cell]]
    any: bool

    @property
    def before(self) -> str:
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        return f"{self.first + timedelta(days=31):%Y-%m}"

    @property
    def days(self) -> list[date]:
        return [cell.day for cell in self.weeks[0]]


def month_of(text: str, today: date) -> date:
    """The first day of the month «2026-11», or of today's."""
    return day_asked(f"{text}-01") or today.replace(day=1)


def of_class(of: SchoolClass, first: date, today: date) -> Month:
    """Four statements; a day over the norms of the grade is heavy, subgroups of a subject counted once."""
    return _month(OF_CLASS, of.pk, first, today, Norms().limits(of.grade), named=True)


def of_student(student: Student, first: date, today: date) -> Month:
    return _month(OF_STUDENT, student.pk, first, today, {}, named=False)


def _month(sections, of, first, today, limits, *, named) -> Month:
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    wanted = {"of": of, "today": today, "first": first, "last": last, "since": first - timedelta(days=BACK)}
    with connection.cursor() as cursor:
        cursor.execute(GIVEN.format(due=DUE, sections=sections), wanted)
        rows = cursor.fetchall()
        cursor.execute(WORKS.format(sections=sections), wanted | {"named": named, "ordinary": ORDINARY})
        works = cursor.fetchall()
    cells, tasks = {}, {}
    for day, lesson, subject, *section, text, minutes, link, given in rows:
        tasks[lesson] = Task(lesson, _name(section, named), text, minutes, link, given)
        cell = cells.setdefault(day, Cell(day, True))
        cell.tasks.append(tasks[lesson])
        cell.subjects[subject] = max(cell.subjects[subject], minutes or 0)
    for day, *section, ky, ru in works:
        kind = WorkKind(name_ky=ky or "", name_ru=ru or "")
        cells.setdefault(day, Cell(day, True)).works.append((_name(section, named), str(kind)))
    for cell in cells.values():
        cell.heavy = is_heavy(len(cell.subjects), cell.minutes, limits)
    files = HomeworkFile.objects.filter(lesson__in=tasks, taken_off_at=None)
    for lesson, pk, name in files.values_list("lesson", "file", "file__name"):
        tasks[lesson].files.append({"id": pk, "name": name})
    return Month(first, _weeks(first, last, cells), bool(cells))


def _name(row, named) -> str:
    """The subject; for a whole class with its subgroup."""
    ky, ru, kind, name, name_ru = row
    subject, group = Subject(name_ky=ky, name_ru=ru), Group(kind=kind, name=name, name_ru=name_ru)
    return subject_of(Section(subject=subject, group=group)) if named else subject.name


def _weeks(first, last, cells) -> list[list[Cell]]:
    """Rows from Monday; Saturday and Sunday only where the school studies then or something is for them."""
    days = SchoolProfile.objects.values_list("study_days", flat=True).first() or 5
    days = max([days, *(day.isoweekday() for day in cells)])
    monday, weeks = first - timedelta(days=first.weekday()), []
    while monday <= last:
        week = [monday + timedelta(days=step) for step in range(days)]
        if any(first <= day <= last for day in week):
            weeks.append([cells.get(day) or Cell(day, first <= day <= last) for day in week])
        monday += timedelta(days=7)
    return weeks

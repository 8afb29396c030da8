"""A week of a class for the families' sheets: marks, averages, absences, homework, remarks; ten statements at most."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection

from journal import policy
from journal.cells import text_of
from journal.models import BehaviourNote
from journal.rules.scales import CRITERIA
from schoolmis.structure.models import Group, SchoolClass, Subject, Term
from students.models import Membership

DAYS = 6


@dataclass
class Line:
    """A subject of the week: what stands on each day, the average of the term so far, homework and its day."""

    name: str
    order: tuple = ()
    days: dict = field(default_factory=lambda: defaultdict(list))
    average: object = None
    homework: list = field(default_factory=list)


@dataclass
class Week:
    """One student's sheet."""

    student: object
    lines: list = field(default_factory=list)
    absences: Counter = field(default_factory=Counter)
    late: int = 0
    notes: list = field(default_factory=list)

    @property
    def missed(self) -> int:
        return sum(self.absences.values())


LESSONS = """
select l.section_id, s.subject_id, g.id, g.kind, l.homework, coalesce(l.due_on, (
    select min(n.date) from journal_lesson n
    where n.section_id = l.section_id and n.part = 0 and n.status = 'planned' and n.date > l.date))
from journal_lesson l join structure_section s on s.id = l.section_id
join structure_group g on g.id = s.group_id
join structure_group_classes x on x.group_id = g.id and x.schoolclass_id = %s
where l.status = 'planned' and l.part = 0 and l.date between %s and %s order by l.date, l.number
"""
CELLS = """
select c.student_id, s.subject_id, l.date, l.part, c.first, c.second, c.absence, c.late, c.retake, c.scale_id
from journal_cell c join journal_lesson l on l.id = c.lesson_id and l.status = 'planned'
join structure_section s on s.id = l.section_id
left join journal_workkind k on k.id = l.kind_id
where c.student_id = any(%s) and l.date between %s and %s
    and (coalesce(l.visible, k.visible, true) or c.absence <> '')
order by l.date, l.number, l.part
"""
# Where a scale counts points each mark weighs as many as its work has: the scale's own where the work says nothing.
AVERAGES = """
with counted as (
    select c.student_id, l.section_id, coalesce(l.weight, k.weight, 1) as weight, l.most,
        case when c.retake then c.second else c.first + coalesce(c.second, 0) end as marks,
        case when c.second is null or c.retake then 1 else 2 end as n
    from journal_cell c join journal_lesson l on l.id = c.lesson_id and l.status = 'planned'
    left join journal_workkind k on k.id = l.kind_id
    where c.student_id = any(%s) and l.date between %s and %s and c.first is not null
        and coalesce(l.counts, k.counts, true) and coalesce(l.visible, k.visible, true))
select student_id, section_id, sum(marks * weight), sum(n * weight), sum(n * weight * most),
    coalesce(sum(n * weight) filter (where most is null), 0)
from counted group by student_id, section_id
"""


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def read(of: SchoolClass, students, monday: date) -> list[Week]:
    """The week of each of `students` (of the class), in their order."""
    last, ids = monday + timedelta(days=DAYS - 1), [one.pk for one in students]
    lessons = _rows(LESSONS, of.pk, monday, last)
    parts = defaultdict(set)
    for group, student in Membership.objects.on(monday).filter(student__in=ids).values_list("group", "student"):
        parts[student].add(group)
    subjects = {one.pk: one for one in Subject.objects.filter(pk__in={row[1] for row in lessons})}
    found = {one.pk: Week(one) for one in students}
    lines = {pk: _lines(parts[pk], lessons, subjects) for pk in found}
    for student, subject, day, part, *said, scale in _rows(CELLS, ids, monday, last):
        week, (first, second, absence, late, retake) = found[student], said
        if absence and not part:
            week.absences[absence] += 1
        week.late += late is not None
        if subject in lines[student]:
            text = text_of(first, second, absence, late, retake, policy.scale_by(scale)).replace("→", "›")
            lines[student][subject].days[day].append(text)
    _average(of, ids, last, lines)
    notes = BehaviourNote.objects.filter(student__in=ids, on__range=(monday, last), annulled_at=None, for_family=True)
    for note in notes.order_by("on", "pk"):
        found[note.student_id].notes.append(note)
    for pk, week in found.items():
        week.lines = sorted(lines[pk].values(), key=lambda line: line.order)
    return list(found.values())


def _lines(groups, lessons, subjects) -> dict[int, Line]:
    """{subject: line} of those taught to a student: the class's own lessons and those of the student's subgroups."""
    found = {}
    for _section, subject, group, kind, homework, due in lessons:
        if kind == Group.Kind.SUBGROUP and group not in groups:
            continue
        name, order = subjects[subject].name, subjects[subject].order
        line = found.setdefault(subject, Line(name, (order, name)))
        if homework:
            line.homework.append((due, homework))
    return found


def _average(of, ids, last, lines) -> None:
    """Averages of the term, or the half-year, up to the week's end."""
    periods = {one.kind: one for one in Term.periods.filter(year=of.year_id, starts_on__lte=last, ends_on__gte=last)}
    if not periods:
        return
    sections = {one.pk: one for one in policy.sections().filter(group__classes=of)}
    scales = policy.scales_for(sections.values())
    for kind, term in periods.items():
        for student, section, total, weight, points, bare in _rows(AVERAGES, ids, term.starts_on, last):
            one = sections.get(section)
            if one is None or one.period_kind != kind or one.subject_id not in lines[student]:
                continue
            scale = scales[section]
            if scale.averaged:
                weight = (points or 0) + bare * scale.top if scale.kind == CRITERIA else weight
                lines[student][one.subject_id].average = scale.mean(total, weight)


def _rows(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()

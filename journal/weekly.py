"""A week of a class for the families' sheets: marks, averages, absences, homework, remarks; ten statements at most."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection

from journal import policy, sittings
from journal.cells import text_of
from journal.models import BehaviourNote
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
select c.student_id, s.subject_id, l.date, l.part,
    case when shown then c.first end, case when shown then c.second end, c.absence, c.late, c.retake, c.scale_id
from journal_cell c join journal_lesson l on l.id = c.lesson_id and l.status = 'planned'
join structure_section s on s.id = l.section_id
left join journal_workkind k on k.id = l.kind_id
cross join lateral (select coalesce(l.visible, k.visible, true) as shown) v
where c.student_id = any(%s) and l.date between %s and %s and (shown or c.absence <> '' or c.late is not null)
order by l.date, l.number, l.part
"""
# Of the works that families see. Where a scale counts points each mark weighs as many as its work has.
AVERAGES = (
    sittings.OF_STUDENTS
    + f"""
select seats.student_id, s.subject_id, s.by_half_years, c.scale_id, sum(mark * {sittings.WEIGHT}),
    sum({sittings.WEIGHT} * case when n.kind = 'criteria' then coalesce(l.most, n.top) else 1 end)
"""
    + sittings.LESSONS
    + sittings.COUNTED
    + f"""
left join journal_scale n on n.id = c.scale_id
where {sittings.COUNTS} and coalesce(l.visible, k.visible, true)
group by 1, 2, 3, 4 order by max(l.date)
"""
)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def read(of: SchoolClass, students, monday: date) -> list[Week]:
    """The week of each of `students` (of the class), in their order."""
    last, ids = monday + timedelta(days=DAYS - 1), [one.pk for one in students]
    lessons = _rows(LESSONS, [of.pk, monday, last])
    parts = defaultdict(set)
    for group, student in Membership.objects.on(monday).filter(student__in=ids).values_list("group", "student"):
        parts[student].add(group)
    subjects = {one.pk: one for one in Subject.objects.filter(pk__in={row[1] for row in lessons})}
    found = {one.pk: Week(one) for one in students}
    lines = {pk: _lines(parts[pk], lessons, subjects) for pk in found}
    for student, subject, day, part, *said, scale in _rows(CELLS, [ids, monday, last]):
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
    for term in Term.periods.filter(year=of.year_id, starts_on__lte=last, ends_on__gte=last):
        asked = {"students": ids, "first": term.starts_on, "last": last}
        for student, subject, by_halves, scale, total, weight in _rows(AVERAGES, asked):
            if by_halves == (term.kind == Term.Kind.HALF) and subject in lines[student]:
                lines[student][subject].average = policy.scale_by(scale).mean(total, weight)


def _rows(statement, values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()

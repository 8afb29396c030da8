"""Lessons, marks and absences counted in the database, for the reports; lessons that are still to come do not count."""

from collections import defaultdict
from dataclasses import astuple, dataclass
from datetime import date, timedelta

from django.db import connection

from journal import policy, remote
from journal.rules.indicators import attendance
from journal.rules.scales import FIVE_POINTS
from schoolmis import clock

# Who sits in a group on which days, and in which class: whole and joint classes by place, subgroups by membership.
SEATS = """
with seats as (
    select x.group_id, p.student_id, p.school_class_id as of, p.starts_on, p.ends_on
    from students_placement p join structure_group_classes x on x.schoolclass_id = p.school_class_id
    join structure_group g on g.id = x.group_id and g.kind <> 'subgroup' where p.school_class_id = any(%(classes)s)
    union all
    select m.group_id, m.student_id, p.school_class_id, greatest(m.starts_on, p.starts_on), least(m.ends_on, p.ends_on)
    from students_membership m join students_placement p on p.student_id = m.student_id
    and daterange(p.starts_on, p.ends_on) && daterange(m.starts_on, m.ends_on)
    where p.school_class_id = any(%(classes)s)
)
"""
# Lessons of a subject from which the student is exempt on that day are none of hers: neither had nor missed.
SITTINGS = """
from seats join structure_section s on s.group_id = seats.group_id
join journal_lesson l on l.section_id = s.id and l.status = 'planned' and l.date between %(first)s and %(last)s
    and l.date >= seats.starts_on and (seats.ends_on is null or l.date < seats.ends_on)
    and not exists (select from students_exemption e
        where e.student_id = seats.student_id and e.subject_id = s.subject_id
        and l.date >= e.starts_on and (e.ends_on is null or l.date < e.ends_on))
left join journal_cell c on c.lesson_id = l.id and c.student_id = seats.student_id
"""
ATTENDED = (
    SEATS
    + """
select seats.of, seats.student_id, count(*), count(*) filter (where c.absence = 'н'),
    count(*) filter (where c.absence = 'б'), count(*) filter (where c.absence = 'у'), count(c.late)
"""
    + SITTINGS
    + "where l.part = 0 group by 1, 2"
)
BY_DAY = (
    SEATS
    + """
select seats.student_id, l.date, c.absence, count(*)
"""
    + SITTINGS
    + "where l.part = 0 and c.absence <> '' group by 1, 2, 3"
)
MEANS = (
    SEATS
    + """
select seats.student_id, s.subject_id, c.scale_id, sum(mark * coalesce(l.weight, k.weight, 1)),
    sum(coalesce(l.weight, k.weight, 1) * case when n.kind = 'criteria' then coalesce(l.most, n.top) else 1 end)
"""
    + SITTINGS
    + """
join lateral (values (case when c.retake then null else c.first end), (c.second)) as counted(mark) on mark is not null
left join journal_workkind k on k.id = l.kind_id left join journal_scale n on n.id = c.scale_id
where coalesce(l.counts, k.counts, true)
group by 1, 2, 3
"""
)
# A lesson is filled when its attendance is taken or something stands in it.
FILLED = """
select l.section_id, count(*) filter (where l.part = 0),
    count(*) filter (where l.part = 0 and (l.taken_at is not null or cells > 0)), sum(marks)
from journal_lesson l cross join lateral (
    select count(*) as cells, count(c.first) + count(c.second) as marks from journal_cell c where c.lesson_id = l.id) f
where l.status = 'planned' and l.date between %(first)s and %(last)s and l.section_id = any(%(sections)s)
group by 1
"""
REMOTE = """
select l.section_id, count(*) from journal_lesson l
where l.status = 'planned' and l.part = 0 and l.date between %(first)s and %(last)s and l.section_id = any(%(sections)s)
    and {place} is not null
group by 1
""".format(place=remote.PLACE.format(of="l"))
PER_STUDENT = """
select l.section_id, c.student_id, count(c.first) + count(c.second)
from journal_cell c join journal_lesson l on l.id = c.lesson_id
where l.status = 'planned' and l.date between %(first)s and %(last)s and l.section_id = any(%(sections)s)
group by 1, 2
"""
LESSON_DAYS = """
select x.schoolclass_id, l.date, count(*), count(*) filter (where l.homework <> '')
from journal_lesson l join structure_section s on s.id = l.section_id
join structure_group_classes x on x.group_id = s.group_id
where l.status = 'planned' and l.part = 0 and l.date between %(first)s and %(last)s
    and x.schoolclass_id = any(%(classes)s)
group by 1, 2
"""


@dataclass(frozen=True)
class Attended:
    """Lessons that somebody (or a class) had, those missed by reason, and how often late."""

    lessons: int = 0
    unknown: int = 0
    ill: int = 0
    excused: int = 0
    late: int = 0

    def __add__(self, other: "Attended") -> "Attended":
        return Attended(*(one + two for one, two in zip(astuple(self), astuple(other), strict=True)))

    @property
    def missed(self) -> int:
        return self.unknown + self.ill + self.excused

    @property
    def share(self):
        """Катышуу, %, None where there was no lesson (domain facts §3.4)."""
        return attendance(self.lessons, self.missed)


def _read(statement, first: date, last: date, **of):
    values = {name: [one.pk for one in some] for name, some in of.items()}
    with connection.cursor() as cursor:
        cursor.execute(statement, {"first": first, "last": min(last, clock.today()), **values})
        return cursor.fetchall()


def attended(classes, first: date, last: date) -> dict[int, dict[int, Attended]]:
    """{class: {student: Attended}} of the days, both within; one statement."""
    found = defaultdict(dict)
    for of, student, *counts in _read(ATTENDED, first, last, classes=classes):
        found[of][student] = Attended(*counts)
    return found


def missed_by_day(classes, first: date, last: date) -> dict[tuple[int, date], dict[str, int]]:
    """{(student, day): {letter: lessons missed}}; one statement."""
    found = defaultdict(dict)
    for student, day, letter, count in _read(BY_DAY, first, last, classes=classes):
        found[student, day][letter] = count
    return found


def hinted(classes, first: date, last: date) -> dict[int, dict[int, int]]:
    """{student: {subject: the five-point mark that the weighted mean of the days hints at}}; one statement."""
    found, about, known = defaultdict(dict), policy.proposals(), policy.grading()[1] | {None: FIVE_POINTS}
    for student, subject, scale, total, weight in _read(MEANS, first, last, classes=classes):
        if (mean := known[scale].mean(total, weight)) is not None:
            found[student][subject] = known[scale].mark_of(mean, about)
    return found


def filled(sections, first: date, last: date) -> dict[int, tuple[int, int, int]]:
    """{section: (lessons held, filled, marks)}; one statement. Today's lessons are not yet asked of anybody."""
    yesterday = min(last, clock.today() - timedelta(days=1))
    return {of: tuple(int(n) for n in counts) for of, *counts in _read(FILLED, first, yesterday, sections=sections)}


def remote_lessons(sections, first: date, last: date) -> dict[int, int]:
    """{section: lessons held at a distance}; one statement."""
    yesterday = min(last, clock.today() - timedelta(days=1))
    return dict(_read(REMOTE, first, yesterday, sections=sections))


def marks_per_student(sections, first: date, last: date) -> dict[int, dict[int, int]]:
    """{section: {student: marks}}, those without a mark left out; one statement."""
    found = defaultdict(dict)
    for of, student, count in _read(PER_STUDENT, first, last, sections=sections):
        if count:
            found[of][student] = count
    return found


def lesson_days(classes, first: date, last: date) -> dict[int, dict[date, tuple[int, int]]]:
    """{class: {day: (lessons, those with homework)}}; one statement."""
    found = defaultdict(dict)
    for of, day, lessons, given in _read(LESSON_DAYS, first, last, classes=classes):
        found[of][day] = (lessons, given)
    return found

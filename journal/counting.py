"""Lessons, marks and absences counted in the database, for the reports; lessons that are still to come do not count."""

from collections import defaultdict
from dataclasses import astuple, dataclass
from datetime import date, timedelta

from django.db import connection

from journal import policy, remote, sittings
from journal.rules.indicators import attendance
from journal.rules.scales import FIVE_POINTS
from schoolmis import clock

ATTENDED = (
    sittings.OF_CLASSES
    + """
select seats.of, seats.student_id, count(*), count(*) filter (where c.absence = 'н'),
    count(*) filter (where c.absence = 'б'), count(*) filter (where c.absence = 'у'), count(c.late)
"""
    + sittings.LESSONS
    + "where l.part = 0 group by 1, 2"
)
BY_DAY = (
    sittings.OF_CLASSES
    + "select seats.student_id, l.date, c.absence, count(*)"
    + sittings.LESSONS
    + "where l.part = 0 and c.absence <> '' group by 1, 2, 3"
)
MISSED = (
    sittings.OF_STUDENTS
    + "select seats.student_id, c.absence, count(*)"
    + sittings.LESSONS
    + "where l.part = 0 and c.absence <> '' group by 1, 2"
)
# By scale: where a subject has marks of two in the days, the newest is meant, and that comes last.
MEANS = (
    sittings.OF_THEIR_STUDENTS
    + f"""
select seats.student_id, s.subject_id, c.scale_id, sum(mark * {sittings.WEIGHT}),
    sum({sittings.WEIGHT} * case when n.kind = 'criteria' then coalesce(l.most, n.top) else 1 end)
"""
    + sittings.LESSONS
    + sittings.COUNTED
    + f"""
join structure_subject b on b.id = s.subject_id and b.has_marks
left join journal_scale n on n.id = c.scale_id
where {sittings.COUNTS}
group by 1, 2, 3 order by max(l.date)
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


def missed(students, first: date, last: date) -> list[tuple[int, str, int]]:
    """[(student, letter, lessons missed)] of ids of students, in whichever class they sat; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(MISSED, {"first": first, "last": last, "students": list(students)})
        return cursor.fetchall()


def hinted(classes, first: date, last: date) -> dict[int, dict[int, int]]:
    """{student: {subject: the five-point mark that the weighted mean of the days hints at}}; one statement.

    Marks from the class before count too; a subject that is passed or not has none.
    """
    found, about, known = defaultdict(dict), policy.proposals(), policy.grading()[1] | {None: FIVE_POINTS}
    for student, subject, scale, total, weight in _read(MEANS, first, last, classes=classes):
        if subject not in about.passing and (mean := known[scale].mean(total, weight)) is not None:
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

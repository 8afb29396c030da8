"""Homework by the day that it is for: a day of its own, else the section's next lesson."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import Min

from journal.models import HomeworkFile, Lesson
from journal.norms import Norms
from journal.rules.homework import is_heavy
from schoolmis.structure.models import SchoolClass

MOST_FILES = 10
AHEAD = 14
"""Days after a lesson whose load the teacher sees."""
# The next lesson on a later day: it moves with the timetable, and a lesson that falls out is no longer it.
DUE = """
coalesce(l.due_on, (select min(n.date) from journal_lesson n
    where n.section_id = l.section_id and n.part = 0 and n.status = 'planned' and n.date > l.date))
"""
# Homework given so long before the first day is not looked for, unless it names its day.
BACK = 45
GIVEN = f"""
from structure_group_classes x join structure_section s on s.group_id = x.group_id
join journal_lesson l on l.section_id = s.id and l.homework <> '' and l.status = 'planned'
    and (l.due_on between %(first)s and %(last)s or (l.due_on is null and l.date between %(since)s and %(last)s))
cross join lateral (select {DUE} as day) due
where x.schoolclass_id = any(%(classes)s) and due.day between %(first)s and %(last)s
"""  # noqa: S608 no values
# Subgroups of one subject are one homework of the class: of their minutes the most.
LOADS = f"""
select class, day, count(*), sum(minutes) from (
    select x.schoolclass_id as class, due.day, s.subject_id, coalesce(max(l.minutes), 0) as minutes
    {GIVEN} and l.id <> %(without)s group by 1, 2, 3) given
group by 1, 2
"""  # noqa: S608


@dataclass(frozen=True)
class Load:
    """How much a class has to do for a day."""

    subjects: int = 0
    minutes: int = 0
    heavy: bool = False


def asked(first: date, last: date, classes, without: int = 0) -> dict:
    """Values of the statements above."""
    since = first - timedelta(days=BACK)
    return {"first": first, "last": last, "since": since, "classes": [one.pk for one in classes], "without": without}


def loads(classes, first: date, last: date, without: int = 0) -> dict[int, dict[date, Load]]:
    """{class: {day: Load}} of homework for the days, both within; two statements. `without`: a lesson left out."""
    norms, found = Norms(), defaultdict(dict)
    limits = {of.pk: norms.limits(of.grade) for of in classes}
    with connection.cursor() as cursor:
        cursor.execute(LOADS, asked(first, last, classes, without))
        for of, day, subjects, minutes in cursor.fetchall():
            found[of][day] = Load(subjects, minutes, is_heavy(subjects, minutes, limits[of]))
    return found


def next_lesson(lesson: Lesson) -> date | None:
    """The day of the section's next lesson by the timetable; None at the year's end."""
    later = Lesson.objects.held().filter(section=lesson.section_id, date__gt=lesson.date)
    return later.aggregate(day=Min("date"))["day"]


def due_of(lesson: Lesson) -> date | None:
    return lesson.due_on or next_lesson(lesson)


def has_lesson(lesson: Lesson, day: date) -> bool:
    return Lesson.objects.held().filter(section=lesson.section_id, date=day).exists()


def files_of(lesson: Lesson) -> list[HomeworkFile]:
    return list(lesson.files.filter(taken_off_at=None).select_related("file"))


def ahead(lesson: Lesson) -> list[dict]:
    """What the lesson's classes have for the days ahead without this lesson: rows of the teacher's table."""
    classes = list(SchoolClass.objects.filter(groups=lesson.section.group_id))
    first, last = lesson.date + timedelta(days=1), lesson.date + timedelta(days=AHEAD)
    found = loads(classes, first, last, without=lesson.pk)
    own = set(
        Lesson.objects.held()
        .filter(section=lesson.section_id, date__range=(first, last))
        .values_list("date", flat=True)
    )
    days = sorted(own.union(*(by_day for by_day in found.values())))
    return [
        {"day": day, "own": day in own, "classes": [(of, found[of.pk].get(day, Load())) for of in classes]}
        for day in days
    ]


def heavy_with(lesson: Lesson, day: date) -> list[tuple[SchoolClass, Load]]:
    """Classes whose day is over the norms with this lesson's homework, and what they have without it."""
    classes = list(SchoolClass.objects.filter(groups=lesson.section.group_id))
    others, whole = loads(classes, day, day, without=lesson.pk), loads(classes, day, day)
    nothing = Load()
    return [
        (of, others[of.pk].get(day, nothing))
        for of in classes
        if whole[of.pk].get(day, nothing).heavy and others[of.pk].get(day)
    ]

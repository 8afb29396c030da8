"""Setting the weekly timetable and laying its lessons on school days (R1-4.1/2)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Greatest

from journal import permissions
from journal.courses import Courses
from journal.models import Cell, Lesson, LostLesson, Slot
from journal.rules.timetable import Spot
from journal.timetable import moved, places
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.structure.models import AcademicYear

silent = lambda done, total: None  # noqa: E731
BATCH = 2000
MAKE = """
insert into journal_lesson (section_id, date, number, status, topic, homework, version)
select *, 'planned', '', '', 1 from unnest(%s::bigint[], %s::date[], %s::smallint[])
"""


def lay_lessons(
    year: AcademicYear, first: date, last: date | None = None, *, by: User, sections=None, tell=silent
) -> tuple[int, int]:
    """Make the lessons the timetable asks for from `first` to `last` (the year's end), drop those it no longer has.

    A lesson with anything written in it stays where it is, one taken out with a reason stays out; `tell(done, total)`.
    Returns how many were made and dropped.
    """
    grant = None if by.is_system else permissions.TIMETABLE.demand(by)
    with acting(by, grant=grant):
        last = last or year.ends_on
        wanted = moved(set(places(year, first, min(last, year.ends_on), sections)), year, first, last, sections)
        existing = Lesson.objects.filter(part=0, section__group__year=year, date__range=(first, last))
        if sections is not None:
            existing = existing.filter(section__in=sections)
        standing = {
            (s, d, n): (pk, status)
            for pk, s, d, n, status in existing.values_list("pk", "section_id", "date", "number", "status")
        }
        made = sorted(wanted - standing.keys(), key=lambda p: (p[1], p[2], p[0]))
        out = set(LostLesson.objects.filter(restored_at=None).values_list("lesson", flat=True))
        revived = [
            pk
            for place, (pk, status) in standing.items()
            if place in wanted and status == Lesson.Status.DROPPED and pk not in out
        ]
        gone = [
            pk for place, (pk, status) in standing.items() if place not in wanted and status == Lesson.Status.PLANNED
        ]
        dropped, total = 0, len(made) + len(gone)
        for at in range(0, len(made), BATCH):
            _make(made[at : at + BATCH])
            tell(at, total)
        for at in range(0, len(gone), BATCH):
            dropped += _drop(gone[at : at + BATCH])
            tell(len(made) + at, total)
        Lesson.objects.filter(pk__in=revived).update(status=Lesson.Status.PLANNED, version=F("version") + 1)
        if made or dropped or revived:
            record("journal.lay_lessons", year, by=by, first=first, made=len(made) + len(revived), dropped=dropped)
    return len(made) + len(revived), dropped


def _make(places: list[tuple]) -> None:
    """Rows as arrays: a model for each of ten thousand lessons costs more than the database does."""
    with connection.cursor() as cursor:
        cursor.execute(MAKE, [list(column) for column in zip(*places, strict=True)])


def _drop(lessons: list[int]) -> int:
    """Those with nothing written in them; returns how many."""
    empty = Lesson.objects.filter(pk__in=lessons, topic="", homework="", taken_at=None).with_works()
    empty = empty.exclude(Exists(Cell.objects.filter(lesson=OuterRef("pk")))).filter(works=False)
    return empty.update(status=Lesson.Status.DROPPED, version=F("version") + 1)


def demand_no_clash(year: AcademicYear, slots: list[Spot], day: date) -> None:
    """Every clash is named, up to twenty."""
    courses = Courses.of(year, day)
    if found := courses.clashes(slots):
        raise ValidationError([courses.say(clash) for clash in found[:20]])


def set_timetable(
    year: AcademicYear, slots: list[Spot], *, starts_on: date, by: User, sections=None, tell=silent
) -> tuple[int, int]:
    """Replace the timetable of `sections` (all by default) from a day on and lay its lessons.

    `slots`: Spots or their beginnings, (section, weekday 1–6, lesson number, room or None). A class, teacher or room
    that would be in two places at once is refused with every clash named.
    """
    grant = None if by.is_system else permissions.TIMETABLE.demand(by)
    with acting(by, grant=grant):
        # Another timetable, or a room made smaller, waits: clashes are asked of what stands.
        AcademicYear.objects.select_for_update().get(pk=year.pk)
        in_force = Slot.objects.from_day(year, starts_on)
        mine = in_force if sections is None else in_force.filter(section__in=sections)
        others = [] if sections is None else in_force.exclude(section__in=sections).spots()
        slots = [Spot(*slot) for slot in slots]
        demand_no_clash(year, slots + others, starts_on)
        mine.update(ends_on=Greatest(F("starts_on"), starts_on))
        Slot.objects.bulk_create(
            Slot(section_id=s, weekday=d, number=n, room_id=r, weeks=weeks, starts_on=starts_on)
            for s, d, n, r, _fixed, weeks in slots
        )
        record("journal.set_timetable", year, by=by, starts_on=starts_on, slots=len(slots))
        return lay_lessons(year, starts_on, by=by, sections=sections, tell=tell)

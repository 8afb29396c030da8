"""The weekly timetable laid out on the calendar."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Exists, OuterRef, Q, When

from journal.models import Cell, Lesson, LessonMove, Slot
from journal.rules.timetable import FIRST, SECOND, week_of
from schoolmis.structure.calendar import weekday_of
from schoolmis.structure.models import AcademicYear, DayOff, Group, SchoolProfile, SpecialDay, Term


def study_days(year: AcademicYear, first: date, last: date) -> list[tuple[date, int, list]]:
    """School days of terms from `first` to `last`: (day, the weekday whose lessons are held, who is off that day).

    Who is off: (lowest grade, highest grade, programme or None) each.
    """
    week = SchoolProfile.objects.values_list("study_days", flat=True).first() or 5
    terms = list(Term.objects.filter(year=year).values_list("starts_on", "ends_on"))
    specials = {special.date: special for special in SpecialDay.objects.filter(date__range=(first, last))}
    fields = "starts_on", "ends_on", "grade_from", "grade_to", "programme"
    offs = list(DayOff.objects.filter(starts_on__lte=last, ends_on__gte=first).values_list(*fields))
    days = []
    for start, end in terms:
        day = max(start, first)
        while day <= min(end, last):
            off = [(low or 0, high or 99, only) for begin, until, low, high, only in offs if begin <= day <= until]
            weekday = weekday_of(day, specials)
            works = day.isoweekday() <= week or weekday != day.isoweekday()
            if works and (0, 99, None) not in off:
                days.append((day, weekday, off))
            day += timedelta(days=1)
    return sorted(days, key=lambda found: found[0])


def places_on(section, day: date) -> bool:
    """Whether the class of `section` studies on `day` at all."""
    days = study_days(section.group.year, day, day)
    whose = section.group.classes.values_list("grade", "programme")
    return any(
        not any(low <= grade <= high and only in (None, programme) for low, high, only in off)
        for _day, _weekday, off in days
        for grade, programme in whose
    )


def moved(wanted: set, year: AcademicYear, first: date, last: date, sections=None) -> set:
    """`wanted` places from `first` to `last` as the deputy's moves leave them: (section, day, number) each."""
    moves = LessonMove.objects.filter(undone_at=None, lesson__section__group__year=year)
    moves = moves if sections is None else moves.filter(lesson__section__in=sections)
    rows = moves.values_list("lesson__section", "from_day", "from_number", "to_day", "to_number")
    for section, day, number, to_day, to_number in rows:
        wanted.discard((section, day, number))
        if first <= to_day <= last:
            wanted.add((section, to_day, to_number))
    return wanted


SLOT = "section_id", "section__group_id", "weekday", "number", "weeks"


def places(year: AcademicYear, first: date, last: date, sections=None, slots=None):
    """Where lessons stand: (section, day, number) of every slot in force on every school day.

    `slots`: other rows than those in force, (section, group, weekday, number, weeks, first day, end or None) each.
    """
    if slots is None:
        rows = Slot.objects.filter(section__group__year=year)
        rows = rows if sections is None else rows.filter(section__in=sections)
        slots = rows.values_list(*SLOT, "starts_on", "ends_on")
    whose = Group.objects.filter(year=year).values_list("pk", "classes__grade", "classes__programme")
    grades = {group: (grade or 0, programme) for group, grade, programme in whose}
    by_weekday = defaultdict(list)
    for section, group, weekday, number, weeks, start, end in slots:
        by_weekday[weekday].append((section, grades.get(group, (0, None)), number, weeks, start, end))
    for day, weekday, off in study_days(year, first, last):
        other = (SECOND, FIRST)[week_of(day, year.starts_on) - 1]
        for section, (grade, programme), number, weeks, start, end in by_weekday[weekday]:
            free = any(low <= grade <= high and only in (None, programme) for low, high, only in off)
            if not free and weeks != other and start <= day and (end is None or day < end):
                yield section, day, number


@dataclass(frozen=True)
class Change:
    """What publishing a draft does to the lessons from its day to the year's end: (section, day, number) each."""

    made: set
    dropped: set
    kept: set
    """Out of the new timetable, but something is written in them: they stay."""


def change_by(version) -> Change:
    """What publishing `version` would change; nothing is written."""
    year, first = version.year, version.starts_on
    slots = [(*row, first, None) for row in version.places.values_list(*SLOT)]
    last = year.ends_on
    wanted = moved(set(places(year, first, last, slots=slots)), year, first, last)
    lessons = Lesson.objects.filter(section__group__year=year, date__range=(first, year.ends_on))
    lessons = lessons.filter(status=Lesson.Status.PLANNED)
    written = Q(taken_at__isnull=False) | Exists(Cell.objects.filter(lesson=OuterRef("pk")))
    rows = lessons.annotate(written=Case(When(~Q(topic="") | ~Q(homework="") | written, then=True), default=False))
    standing = {(s, d, n): kept for s, d, n, kept in rows.values_list("section_id", "date", "number", "written")}
    gone = {place: kept for place, kept in standing.items() if place not in wanted}
    kept = {place for place, is_kept in gone.items() if is_kept}
    return Change(wanted - standing.keys(), gone.keys() - kept, kept)

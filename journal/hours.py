"""Hours at which teachers cannot teach, as rows and in words."""

from collections import defaultdict
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONArray
from django.utils.translation import gettext as _

from journal.models import ClosedHour
from journal.rules.hours import Hour, is_closed
from schoolmis.people.models import Employee
from schoolmis.structure.models import AcademicYear, TeachingLoad
from schoolmis.ui.dates import weekday

ROW = "of__teacher", "weekday", "shift", "number"
BESIDE = ArraySubquery(ClosedHour.objects.filter(of__year=OuterRef("year")).order_by().values(row=JSONArray(*ROW)))
"""The rows of a year beside a version of its timetable, in one statement with it: the board asks for much already."""


def closed_hours(year: AcademicYear) -> dict[int, set[Hour]]:
    """{teacher: Hours} in one statement."""
    return by_teacher(ClosedHour.objects.filter(of__year=year).values_list(*ROW))


def hours_of_day(day: date) -> dict[int, set[Hour]]:
    """{teacher: Hours} of the year that the day is in."""
    rows = ClosedHour.objects.filter(of__year__starts_on__lte=day, of__year__ends_on__gte=day)
    return by_teacher(rows.values_list(*ROW))


def by_teacher(rows) -> dict[int, set[Hour]]:
    found = defaultdict(set)
    for teacher, *hour in rows:
        found[teacher].add(Hour(*hour))
    return found


def teachers(year: AcademicYear, day):
    """Who teaches on `day`, and who has hours set in the year."""
    teaching = TeachingLoad.objects.on(day).filter(section__group__year=year).values("teacher")
    found = Employee.objects.filter(Q(pk__in=teaching) | Q(hours_closed__year=year))
    return found.distinct().select_related("person")


def away(courses, closed: dict[int, set[Hour]], section: int, day: int, number: int) -> list[str]:
    """Names of the section's teachers who cannot teach then; `courses`: journal.courses.Courses."""
    shift, of = courses.whose[section][0], courses.teachers.get(section, {})
    return [name for pk, name in of.items() if is_closed(closed.get(pk, ()), day, shift, number)]


def standing_closed(courses, closed: dict[int, set[Hour]], spots) -> list[str]:
    """A sentence for each of the Spots that stands where its teacher cannot teach: it warns and refuses nothing."""
    said = _("%(name)s cannot teach: %(day)s, lesson %(number)s, “%(lesson)s”")
    return [
        said % {"name": name, "day": weekday(day), "number": number, "lesson": courses.sections[section]}
        for section, day, number, *_more in spots
        for name in away(courses, closed, section, day, number)
    ]


def in_words(hours) -> list[str]:
    """«Wednesday: the whole day», «Friday: lessons 1, 2», those of a second shift apart."""
    told = defaultdict(list)
    for one in sorted(hours):
        told[one.weekday, one.shift].append(str(one.number))
    words = {0: _("%(day)s: the whole day"), 1: _("%(day)s: lessons %(lessons)s")}
    later = _("%(day)s: lessons %(lessons)s of shift %(shift)s")
    said = [
        words.get(shift, later) % {"day": weekday(day), "lessons": ", ".join(numbers), "shift": shift}
        for (day, shift), numbers in told.items()
    ]
    return [one[0].upper() + one[1:] for one in said]

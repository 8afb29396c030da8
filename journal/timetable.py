"""The weekly timetable laid out on the calendar."""

from collections import defaultdict
from datetime import date, timedelta

from journal.models import Slot
from schoolmis.structure.models import AcademicYear, DayOff, Group, SchoolProfile, Term


def study_days(year: AcademicYear, first: date, last: date) -> list[tuple[date, list[tuple[int, int]]]]:
    """Days of terms from `first` to `last` that are school days, each with the grade spans that are off that day."""
    week = SchoolProfile.objects.values_list("study_days", flat=True).first() or 5
    terms = list(Term.objects.filter(year=year).values_list("starts_on", "ends_on"))
    offs = list(
        DayOff.objects.filter(starts_on__lte=last, ends_on__gte=first).values_list(
            "starts_on", "ends_on", "grade_from", "grade_to"
        )
    )
    days = []
    for start, end in terms:
        day = max(start, first)
        while day <= min(end, last):
            off = [(low or 0, high or 99) for begin, until, low, high in offs if begin <= day <= until]
            if day.isoweekday() <= week and (0, 99) not in off:
                days.append((day, off))
            day += timedelta(days=1)
    return sorted(days)


def places(year: AcademicYear, first: date, last: date, sections=None):
    """Where lessons stand: (section, day, number) of every slot in force on every school day."""
    slots = Slot.objects.filter(section__group__year=year)
    if sections is not None:
        slots = slots.filter(section__in=sections)
    grades = dict(Group.objects.filter(year=year).values_list("pk", "classes__grade"))
    by_weekday = defaultdict(list)
    for section, group, weekday, number, start, end in slots.values_list(
        "section_id", "section__group_id", "weekday", "number", "starts_on", "ends_on"
    ):
        by_weekday[weekday].append((section, grades.get(group), number, start, end))
    for day, off in study_days(year, first, last):
        for section, grade, number, start, end in by_weekday[day.isoweekday()]:
            free = any(low <= (grade or 0) <= high for low, high in off)
            if not free and start <= day and (end is None or day < end):
                yield section, day, number

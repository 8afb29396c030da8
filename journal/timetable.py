"""The weekly timetable laid out on the calendar."""

from collections import defaultdict
from datetime import date, timedelta

from journal.models import Slot
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


def places(year: AcademicYear, first: date, last: date, sections=None):
    """Where lessons stand: (section, day, number) of every slot in force on every school day."""
    slots = Slot.objects.filter(section__group__year=year)
    if sections is not None:
        slots = slots.filter(section__in=sections)
    whose = Group.objects.filter(year=year).values_list("pk", "classes__grade", "classes__programme")
    grades = {group: (grade or 0, programme) for group, grade, programme in whose}
    by_weekday = defaultdict(list)
    for section, group, weekday, number, start, end in slots.values_list(
        "section_id", "section__group_id", "weekday", "number", "starts_on", "ends_on"
    ):
        by_weekday[weekday].append((section, grades.get(group, (0, None)), number, start, end))
    for day, weekday, off in study_days(year, first, last):
        for section, (grade, programme), number, start, end in by_weekday[weekday]:
            free = any(low <= grade <= high and only in (None, programme) for low, high, only in off)
            if not free and start <= day and (end is None or day < end):
                yield section, day, number

"""The school's hours of rest: until when a notice waits before it leaves the program."""

from datetime import date, datetime, timedelta

from schoolmis.notices.models import Rest
from schoolmis.notices.rules import MOST_DAYS, end_of_rest
from schoolmis.structure.calendar import covers
from schoolmis.structure.models import DayOff, SchoolProfile, SpecialDay


def of_school() -> Rest:
    """As it is settled; before anybody has settled it, nights."""
    return Rest.objects.first() or Rest()


def until(at: datetime) -> datetime | None:
    """When the rest that holds `at` is over; None where there is none."""
    rest = of_school()
    return end_of_rest(at, rest.begins, rest.ends, _free(at.date()) if rest.days_off else lambda day: False)


def _free(first: date):
    """`free(day)`: outside the study week or a holiday of the whole school. Vacations are days like others."""
    last = first + timedelta(days=MOST_DAYS + 1)
    school = SchoolProfile.objects.first()
    study_days = school.study_days if school else 5
    holidays = list(DayOff.objects.filter(kind=DayOff.Kind.HOLIDAY, starts_on__lte=last, ends_on__gte=first))
    moved = SpecialDay.objects.filter(date__range=(first, last), follows__isnull=False)
    worked = set(moved.values_list("date", flat=True))

    def free(day: date) -> bool:
        weekend = day.isoweekday() > study_days and day not in worked
        return weekend or any(covers(one, day) for one in holidays)

    return free

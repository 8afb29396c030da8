"""Pure rules of the timesheet: what a day of an employee was."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEAVES = ("annual", "unpaid", "study", "maternity", "childcare")
WEEKDAYS_AWAY = ("trip",)


def month_days(month: date) -> list[date]:
    following = (month + timedelta(32)).replace(day=1)
    return [month + timedelta(n) for n in range((following - month).days)]


def free_days(days: Iterable[date], days_off: Iterable, study_days: int, worked=()) -> dict[date, str]:
    """{day: "holiday" or "off"}: public holidays of the whole school, and the days outside the working week.

    `worked`: days outside it that work was moved to.

    A vacation of the students is a time of work for the staff.
    """
    holidays = [one for one in days_off if one.kind == "holiday" and one.grade_from is None and one.grade_to is None]
    found = {}
    for day in days:
        if any(one.starts_on <= day <= one.ends_on for one in holidays):
            found[day] = "holiday"
        elif day.isoweekday() > study_days and day not in worked:
            found[day] = "off"
    return found


def code_of(day: date, employed: bool, away: str, free: str, corrected: str = "") -> str:
    """What stands in the cell: the correction, else nothing before and after the employment, else the absence.

    Leave and illness count calendar days, so they cover days off too; a business trip leaves these as they are.
    """
    if corrected:
        return corrected
    if not employed:
        return ""
    if away and not (free and away in WEEKDAYS_AWAY):
        return away
    return free or "work"


def totals(codes: Iterable[str]) -> dict[str, int]:
    """Days worked, on leave, ill, on a trip, away otherwise."""
    n = Counter(codes)
    return {
        "work": n["work"],
        "leave": sum(n[kind] for kind in LEAVES),
        "sick": n["sick"],
        "trip": n["trip"],
        "other": n["other"] + n["missed"],
    }


def may_correct(day: date, today: date, employed: bool, closed: bool) -> None:
    if closed:
        raise ValidationError(_("The timesheet of this month is closed: the director opens it again first."), "closed")
    if day > today:
        raise ValidationError(_("This day has not come yet."), "future")
    if not employed:
        raise ValidationError(_("The employee does not work at the school on this day."), "not_employed")


def may_close(month: date, today: date, closed: bool) -> None:
    """R1-2.2b: a month is signed when it is over; the last day of it counts."""
    if closed:
        raise ValidationError(_("The timesheet of this month is closed already."), "closed")
    if today < month_days(month)[-1]:
        raise ValidationError(
            _("The month is not over yet: its timesheet is closed on its last day or later."), "early"
        )

"""The timesheet of a month as rows: read from orders and the calendar while it is open, as it was closed afterwards."""

from dataclasses import asdict, dataclass, field
from datetime import date

from schoolmis import clock
from schoolmis.orders.models import Absence, Substitution, Timesheet, TimesheetCorrection
from schoolmis.orders.timesheet import rules
from schoolmis.people.models import Employee
from schoolmis.people.names_then import NamesThen
from schoolmis.structure.models import DayOff, SchoolProfile, SpecialDay


@dataclass
class Row:
    """One employee's month. `given`: lessons held for others; `ceded`: own lessons that others held."""

    employee: int
    name: str
    post: str
    rate: str
    codes: list[str]
    given: int = 0
    ceded: int = 0
    corrected: list[int] = field(default_factory=list)

    @property
    def totals(self):
        return rules.totals(self.codes)


def stored(month: date) -> Timesheet | None:
    return Timesheet.objects.select_related("closed_by").filter(month=month).first()


def rows_of(month: date, sheet: Timesheet | None = None) -> list[Row]:
    """The rows as they were closed, or as orders say now."""
    if sheet and sheet.closed_on:
        return [Row(**row) for row in sheet.rows]
    return counted(month)


def as_data(rows: list[Row]) -> list[dict]:
    return [asdict(row) for row in rows]


def counted(month: date) -> list[Row]:
    days, today = rules.month_days(month), clock.today()
    first, last = days[0], days[-1]
    school = SchoolProfile.objects.first()
    days_off = DayOff.objects.filter(starts_on__lte=last, ends_on__gte=first)
    moved_to = SpecialDay.objects.filter(date__range=(first, last), follows__isnull=False)
    worked = set(moved_to.values_list("date", flat=True))
    free = rules.free_days(days, days_off, school.study_days if school else 5, worked)
    staff = [one for one in Employee.objects.select_related("person") if any(map(one.works_on, (*days,)))]
    away, corrections = _away(first, last), _corrections(first, last)
    given, ceded = _replaced(first, last)
    names = NamesThen(one.person for one in staff)
    rows = []
    for one in staff:
        codes = [
            rules.code_of(
                day,
                one.works_on(day),
                next((kind for start, end, kind in away.get(one.pk, ()) if start <= day < end), ""),
                free.get(day, ""),
                corrections.get((one.pk, day), ""),
            )
            for day in days
        ]
        codes = [
            "" if code == "work" and day > today else code for day, code in zip(days, codes, strict=True)
        ]  # nobody has worked on a day that has not come
        corrected = [day.day for day in days if (one.pk, day) in corrections]
        name = str(names.on(one.person, last))
        rows.append(
            Row(one.pk, name, one.post, str(one.rate), codes, given.get(one.pk, 0), ceded.get(one.pk, 0), corrected)
        )
    return rows


def _away(first, last) -> dict[int, list]:
    found: dict[int, list] = {}
    for one in Absence.objects.filter(starts_on__lte=last, ends_on__gt=first):
        found.setdefault(one.employee_id, []).append((one.starts_on, one.ends_on, one.kind))
    return found


def _corrections(first, last) -> dict[tuple[int, date], str]:
    found = TimesheetCorrection.objects.filter(day__gte=first, day__lte=last, annulled_at=None)
    return {(one.employee_id, one.day): one.code for one in found}


def _replaced(first, last) -> tuple[dict[int, int], dict[int, int]]:
    """Lessons held for others, and own lessons held by others; a revoked order counts for none."""
    given: dict[int, int] = {}
    ceded: dict[int, int] = {}
    for one in Substitution.objects.counted(first, last):
        given[one.substitute_id] = given.get(one.substitute_id, 0) + one.hours
        ceded[one.absent_id] = ceded.get(one.absent_id, 0) + one.hours
    return given, ceded

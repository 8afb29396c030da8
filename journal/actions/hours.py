"""Hours at which a teacher cannot teach, set by whoever keeps the timetable."""

from journal import permissions
from journal.models import ClosedHour, TeacherHours
from journal.rules.hours import whole_first
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.people.models import Employee
from schoolmis.structure.models import AcademicYear
from students.actions import Conflict


def set_teacher_hours(year: AcademicYear, teacher: Employee, hours, *, version: int, by: User) -> TeacherHours:
    """R1-4.1/2: `hours`, (weekday, shift, number) each, replace those of the year; `version`: the one seen, or 0.

    FET keeps to them; on the board they warn and refuse nothing.
    """
    grant = permissions.TIMETABLE.demand(by)
    with acting(by, grant=grant):
        told = {"set_by": by, "set_at": clock.now()}
        made, _is_new = TeacherHours.objects.get_or_create(year=year, teacher=teacher, defaults=told)
        stored = TeacherHours.objects.select_for_update().get(pk=made.pk)
        former = {one.hour for one in stored.closed.all()}
        if stored.version != version:
            raise Conflict({"hours": former}, stored.version)
        rows = [ClosedHour(of=stored, weekday=day, shift=of, number=n) for day, of, n in sorted(whole_first(hours))]
        for row in rows:
            row.full_clean(exclude=["of"], validate_unique=False)
        stored.closed.all().delete()
        ClosedHour.objects.bulk_create(rows)
        stored.version, stored.set_by, stored.set_at = version + 1, by, clock.now()
        stored.save()
        words = {"former": sorted(map(list, former)), "now": [list(one.hour) for one in rows]}
        record("journal.set_teacher_hours", stored, by=by, teacher=teacher, **words)
    return stored

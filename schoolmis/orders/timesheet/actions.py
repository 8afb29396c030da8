"""What is done with a timesheet: a day corrected with a reason, the month closed and opened again by the director."""

from datetime import date

from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.orders import permissions
from schoolmis.orders.models import Timesheet, TimesheetCorrection
from schoolmis.orders.timesheet import month as months
from schoolmis.orders.timesheet import rules
from schoolmis.people.models import Employee


def _locked(month: date) -> Timesheet:
    """The month's row: whoever corrects, closes or opens it queues for it."""
    Timesheet.objects.get_or_create(month=month)
    return Timesheet.objects.select_for_update().get(month=month)


def correct_day(employee: Employee, day: date, code: str, reason: str, *, by: User) -> TimesheetCorrection:
    """R1-2.2b: a day that was other than the orders say."""
    grant = permissions.CORRECT_TIMESHEET.demand(by)
    with acting(by, grant=grant):
        sheet = _locked(day.replace(day=1))
        rules.may_correct(day, clock.today(), employee.works_on(day), bool(sheet.closed_on))
        correction = TimesheetCorrection(employee=employee, day=day, code=code, reason=reason.strip(), by=by)
        correction.full_clean()
        correction.save()
        record("orders.correct_day", employee, by=by, day=day, code=code, reason=reason)
    return correction


def annul_correction(correction: TimesheetCorrection, *, by: User) -> TimesheetCorrection:
    grant = permissions.CORRECT_TIMESHEET.demand(by)
    with acting(by, grant=grant):
        sheet = _locked(correction.day.replace(day=1))
        rules.may_correct(correction.day, clock.today(), True, bool(sheet.closed_on))
        if TimesheetCorrection.objects.filter(pk=correction.pk, annulled_at=None).update(annulled_at=clock.now()):
            record("orders.annul_correction", correction.employee, by=by, day=correction.day, code=correction.code)
    return correction


def close_timesheet(month: date, *, by: User) -> Timesheet:
    """R1-2.2b: what the director signs is kept as it is; later orders do not change it."""
    grant = permissions.CLOSE_TIMESHEET.demand(by)
    with acting(by, grant=grant):
        sheet = _locked(month)
        rules.may_close(month, clock.today(), bool(sheet.closed_on))
        sheet.rows, sheet.closed_on, sheet.closed_by = months.as_data(months.counted(month)), clock.today(), by
        sheet.save(update_fields=["rows", "closed_on", "closed_by"])
        record("orders.close_timesheet", sheet, by=by, month=month)
    return sheet


def reopen_timesheet(month: date, *, reason: str, by: User) -> Timesheet:
    grant = permissions.CLOSE_TIMESHEET.demand(by)
    with acting(by, grant=grant):
        sheet = _locked(month)
        sheet.rows = sheet.closed_on = sheet.closed_by = None
        sheet.save(update_fields=["rows", "closed_on", "closed_by"])
        record("orders.reopen_timesheet", sheet, by=by, month=month, reason=reason or _("not given"))
    return sheet

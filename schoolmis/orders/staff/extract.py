"""What orders on staff hold about a person, for that person to see and take away (R1-1.2a, R3-1.2a)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.orders.models import Absence, Posting, Substitution, TimesheetCorrection
from schoolmis.orders.staff.common import period
from schoolmis.orders.staff.post import words_of
from schoolmis.people.extract import section
from schoolmis.ui.dates import date_short


@section(gettext_lazy("Orders on the employee"), order=26)
def by_orders(person):
    employee = getattr(person, "employee", None)
    rows = (
        [*_posts(employee), *_absences(employee), *_substitutions(employee), *_corrections(employee)]
        if employee
        else []
    )
    return [_("What"), _("Days"), _("Details"), _("By order")], rows


def _posts(employee):
    found = Posting.objects.filter(employee=employee).select_related("order")
    return [(one.get_act_display(), date_short(one.on), words_of(one), f"№ {one.order.label}") for one in found]


def _absences(employee):
    found = Absence.objects.filter(employee=employee).select_related("order")
    return [(one.get_kind_display(), _days(one), one.place, f"№ {one.order.label}") for one in found]


def _substitutions(employee):
    found = Substitution.objects.filter(substitute=employee) | Substitution.objects.filter(absent=employee)
    found = found.select_related("order", "section__subject", "section__group", "substitute__person")
    return [(_("Substitution"), _days(one), str(one), f"№ {one.order.label}") for one in found]


def _corrections(employee):
    found = TimesheetCorrection.objects.filter(employee=employee, annulled_at=None)
    return [(_("Correction of the timesheet"), date_short(one.day), one.reason, "") for one in found]


def _days(row) -> str:
    """A row that was revoked before it began has no days left."""
    return period((row.starts_on, row.ends_on)) if row.starts_on < row.ends_on else _("revoked")

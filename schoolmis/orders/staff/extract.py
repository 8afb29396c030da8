"""What orders on staff hold about a person, for that person to see and take away (R1-1.2a, R3-1.2a)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.orders.models import Absence, Acquaintance, Duty, Posting, Seat, Substitution, TimesheetCorrection
from schoolmis.orders.staff.common import period
from schoolmis.orders.staff.post import words_of
from schoolmis.people.extract import section
from schoolmis.structure.models import TeachingLoad
from schoolmis.ui.dates import date_short


@section(gettext_lazy("Orders on the employee"), order=26)
def by_orders(person):
    employee = getattr(person, "employee", None)
    rows = (
        [
            *_posts(employee),
            *_absences(employee),
            *_substitutions(employee),
            *_corrections(employee),
            *_duties(employee),
            *_loads(employee),
            *_controls(employee),
        ]
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


def _duties(employee):
    found = Duty.objects.filter(employee=employee).select_related("order")
    return [(_("Duties"), _since(one), one.text, f"№ {one.order.label}") for one in found]


def _loads(employee):
    found = TeachingLoad.objects.filter(teacher=employee).select_related("order", "section__subject", "section__group")
    return [(_("Teaching load"), _since(one), f"{one.section}, {one.hours}", f"№ {one.order.label}") for one in found]


def _controls(employee):
    found = employee.controls.exclude(number=None).order_by("date", "number")
    return [(_("Control of execution"), date_short(one.date), one.title, f"№ {one.label}") for one in found]


def _since(row):
    return f"{date_short(row.starts_on)} – {date_short(row.ends_on) if row.ends_on else ''}".rstrip()


def _days(row) -> str:
    """A row that was revoked before it began has no days left."""
    return period((row.starts_on, row.ends_on)) if row.starts_on < row.ends_on else _("revoked")


@section(gettext_lazy("Seats in bodies of the school"), order=27)
def seats(person):
    found = Seat.objects.filter(person=person).select_related("body")
    return [_("Body"), _("From"), _("Until")], [
        (str(one.body), date_short(one.starts_on), date_short(one.ends_on) if one.ends_on else "") for one in found
    ]


@section(gettext_lazy("Orders read"), order=28)
def orders_read(person):
    found = Acquaintance.objects.filter(person=person).select_related("order").order_by("pk")
    return [_("Order"), _("Read on"), _("How")], [
        (
            f"№ {one.order.label} {one.order.title}",
            date_short(one.read_on) if one.read_on else _("not read yet"),
            one.get_way_display(),
        )
        for one in found
    ]

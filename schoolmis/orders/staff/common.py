"""What the kinds of orders on staff share: the people they name, days, rows that begin and end."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import F
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext as _

from schoolmis.orders.models import Absence, Substitution
from schoolmis.people.models import Employee
from schoolmis.ui.dates import date_short

STAFF = Employee.objects.select_related("person__user")


def employee_of(order, key="employee") -> Employee | None:
    """The employee whom the order names, asked once for the papers of both languages."""
    pk = order.payload.get(key)
    known = order.__dict__.setdefault("_employees", {})
    if pk and pk not in known:
        known[pk] = STAFF.filter(pk=pk).first()
    return known.get(pk)


def day_of(order, key) -> date | None:
    return date.fromisoformat(order.payload[key]) if order.payload.get(key) else None


def span_of(order) -> tuple[date, date]:
    """The order's days; the paper names the last one, the rows the one after it."""
    return day_of(order, "from"), day_of(order, "to") + timedelta(1)


def shown(order, key) -> str:
    day = day_of(order, key)
    return date_short(day) if day else ""


def period(days) -> str:
    """«20.11.2026» or «20.11.2026 – 24.11.2026», the last day itself."""
    first, last = days[0], days[1] - timedelta(1)
    return date_short(first) if first == last else f"{date_short(first)}\u00a0– {date_short(last)}"


def works(employee) -> tuple[date | None, date | None]:
    return employee.starts_on, employee.ends_on


def away(employee) -> list[tuple[date, date]]:
    rows = Absence.objects.filter(employee=employee, ends_on__gt=F("starts_on"))
    return list(rows.values_list("starts_on", "ends_on"))


def stands_in(employee) -> list[tuple[date, date]]:
    rows = Substitution.objects.filter(substitute=employee, ends_on__gt=F("starts_on"))
    return list(rows.values_list("starts_on", "ends_on"))


def ready(check):
    """`check(order)` as the sentence that says why an order cannot be signed yet."""

    def why(order) -> str:
        try:
            check(order)
        except ValidationError as refusal:
            return " ".join(refusal.messages)
        return ""

    return why


def named(order) -> Employee:
    employee = employee_of(order)
    if employee is None:
        raise ValidationError(_("Choose the employee."), "employee")
    return employee


def concerned(order) -> list:
    """Whom an order on one employee is about: asked to read it once it is signed."""
    employee = employee_of(order)
    return [employee.person] if employee else []


def lock(employee) -> Employee:
    """The row that orders on one person queue for."""
    return STAFF.select_for_update(of=("self",)).get(pk=employee.pk)


def cut(rows, second) -> None:
    """What has a last day ends on the day of the undoing order, never later than it would have."""
    rows.update(ends_on=Least("ends_on", Greatest("starts_on", second.date)), revoked_by=second)


def end_from(rows, order, day) -> None:
    """Rows that reach past `day` end there, by `order`."""
    past = [one.pk for one in rows if one.ends_on is None or one.ends_on > day]
    rows.model.objects.filter(pk__in=past).update(ends_on=Greatest(F("starts_on"), day), revoked_by=order)


def later(order) -> str:
    """The postings that rest on this order's: the employee's later ones."""
    mine = order.postings.first()
    if mine is None:
        return ""
    after = type(mine).objects.filter(employee=mine.employee_id, revoked_by=None, pk__gt=mine.pk).first()
    return str(after) if after else ""

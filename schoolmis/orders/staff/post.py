"""The post that an order gives: read from the draft, written on the employee, kept for the undoing order."""

from datetime import date
from decimal import Decimal

from schoolmis.access.models import RoleGrant
from schoolmis.orders.models import Absence, Substitution
from schoolmis.orders.staff import common
from schoolmis.orders.staff.forms import DismissalForm
from schoolmis.people.models import Employee, Employment, Position
from schoolmis.structure.models import TeachingLoad
from schoolmis.ui.numbers import decimal

FIELDS = ("position", "position_text", "employment", "rate", "starts_on", "ends_on")


def given(order) -> dict:
    payload = order.payload
    return {
        "position": payload["position"],
        "position_text": payload.get("position_text", ""),
        "employment": payload.get("employment") or Employment.MAIN,
        "rate": Decimal(payload.get("rate") or 1),
    }


def words(order) -> list[str]:
    """Position, kind of employment and rate as the paper has them."""
    work = given(order)
    position = work["position_text"] or Position(work["position"]).label
    return [str(position), str(Employment(work["employment"]).label), decimal(work["rate"])]


def snapshot(employee: Employee) -> dict:
    return {name: value if (value := getattr(employee, name)) is None else str(value) for name in FIELDS}


def restored(before: dict) -> dict:
    """The values of a snapshot, as the card has them."""
    days = {name: before[name] and date.fromisoformat(before[name]) for name in ("starts_on", "ends_on")}
    return before | days | {"rate": Decimal(before["rate"])}


def write(employee: Employee, work: dict) -> None:
    for name, value in work.items():
        setattr(employee, name, value)
    employee.full_clean(exclude=["person", "education", "category"])
    employee.save(update_fields=list(work))
    person = employee.person
    person.version += 1  # a card that is open for editing meanwhile is told
    person.save(update_fields=["version"])


def end_rights(employee: Employee, order, day: date) -> None:
    """R3-5.1b: from `day` on nothing of the employee's is in force: no role, no load, no substitution, no absence."""
    if employee.person.user_id:
        common.end_from(RoleGrant.objects.filter(user=employee.person.user_id), order, day)
    common.end_from(TeachingLoad.objects.filter(teacher=employee), order, day)
    common.end_from(Substitution.objects.filter(substitute=employee), order, day)
    common.end_from(Absence.objects.filter(employee=employee), order, day)


def former(posting) -> str:
    """The post before a posting, as the card then worded it."""
    return posting.before.get("position_text") or str(Position(posting.before["position"]).label)


def words_of(posting) -> str:
    """What a posting gave: the new post, or the ground on which work ended."""
    if posting.act == posting.Act.DISMISS:
        return str(dict(DismissalForm.GROUNDS).get(posting.after.get("ground"), ""))
    after = posting.after
    return f"{after['position_text'] or Position(after['position']).label}, {decimal(Decimal(after['rate']))}"

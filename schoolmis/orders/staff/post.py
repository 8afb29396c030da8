"""The post that an order gives: read from the draft, written on the employee, kept for the undoing order."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from schoolmis.access.models import RoleGrant
from schoolmis.orders.models import Absence, Substitution
from schoolmis.orders.staff import common
from schoolmis.orders.staff.forms import DismissalForm
from schoolmis.people.models import Employee, Employment, Position, worded
from schoolmis.structure.models import TeachingLoad
from schoolmis.ui.dates import date_short
from schoolmis.ui.numbers import decimal

POST = ("position", "position_text", "position_text_ru", "employment", "rate")
DAYS = ("starts_on", "ends_on", "contract_until")
FIELDS = (*POST, *DAYS)


def given(order) -> dict:
    payload = order.payload
    return {
        "position": payload["position"],
        "position_text": payload.get("position_text", ""),
        "position_text_ru": payload.get("position_text_ru", ""),
        "employment": payload.get("employment") or Employment.MAIN,
        "rate": Decimal(payload.get("rate") or 1),
    }


def words(order) -> list[str]:
    """Position, kind of employment and rate as the paper has them."""
    work = given(order)
    return [_position(work), str(Employment(work["employment"]).label), decimal(work["rate"])]


def _position(work) -> str:
    text = worded(work.get("position_text", ""), work.get("position_text_ru", ""))
    return text or str(Position(work["position"]).label)


def snapshot(employee: Employee) -> dict:
    return {name: value if (value := getattr(employee, name)) is None else str(value) for name in FIELDS}


def restored(before: dict) -> dict:
    """The values of a snapshot, as the card has them."""
    days = {name: date.fromisoformat(before[name]) if before.get(name) else None for name in DAYS}
    return {"position_text_ru": ""} | before | days | {"rate": Decimal(before["rate"])}


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
    return _position(posting.before)


def words_of(posting) -> str:
    """What a posting gave: the new post, or the ground on which work ended."""
    if posting.act == posting.Act.DISMISS:
        return str(dict(DismissalForm.GROUNDS).get(posting.after.get("ground"), ""))
    until = restored(posting.after)["contract_until"]
    term = _("until %(day)s inclusive") % {"day": date_short(until)} if until else ""
    if posting.act == posting.Act.EXTEND:
        return term or _("without a term")
    return ", ".join(filter(None, [_position(posting.after), decimal(Decimal(posting.after["rate"])), term]))

"""Hiring: the order makes the employee, or brings back who has worked here before (R1-2.2a, R1-1.2c)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.orders import basis
from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Posting, Series
from schoolmis.orders.staff import common, post, rules
from schoolmis.orders.staff.forms import HireForm
from schoolmis.people.actions import add_employee
from schoolmis.people.models import Employee, Person

NAMES = ("last_name", "first_name", "patronymic")


def person_of(order) -> Person | None:
    """The person whom the school knows already, or None for a new one."""
    known = str(order.payload.get("known", ""))
    if not known.isdecimal():
        return None
    return Person.objects.select_related("employee").filter(pk=int(known)).first()


def name_of(order) -> str:
    return str(person_of(order) or " ".join(filter(None, (order.payload.get(name) for name in NAMES))))


def check(order) -> None:
    former = getattr(person_of(order), "employee", None)
    rules.may_be_hired(name_of(order), former and former.ends_on, common.day_of(order, "from"), new=former is None)
    rules.may_end(common.day_of(order, "from"), common.day_of(order, "until"))


def hire(order, by):
    """R1-2.2a: payload {last_name, first_name, patronymic, known, from, until} and `post.given`.

    `until` is the last day of a contract with a term; the work ends by an order on dismissal.
    """
    check(order)
    person, starts_on = person_of(order), common.day_of(order, "from")
    until = common.day_of(order, "until")
    work = post.given(order) | {"starts_on": starts_on, "ends_on": None, "contract_until": until}
    former = getattr(person, "employee", None)
    before = post.snapshot(former) if former else {}
    if former:
        employee = common.lock(former)
        post.write(employee, work)
    elif person:
        employee = Employee(person=person, **work)
        employee.full_clean()
        employee.save()
    else:
        employee = add_employee(person={name: order.payload.get(name, "") for name in NAMES}, work=work, by=by)
    Posting.objects.create(
        order=order, employee=employee, act=Posting.Act.HIRE, on=starts_on, before=before, after=post.snapshot(employee)
    )


def undo(order, second):
    """Whoever has begun leaves on the day of the undoing order; whoever has not never begins."""
    posting = order.postings.get()
    employee = common.lock(posting.employee)
    post.write(employee, {"ends_on": max(posting.on, second.date)})
    post.end_rights(employee, second, max(posting.on, second.date))
    order.postings.update(revoked_by=second)


def lines(order, language):
    if not order.payload.get("position"):
        return [], []
    heads = [_("Name"), _("Position"), _("Kind of employment"), _("Rate"), _("From")]
    row = [name_of(order), *post.words(order), common.shown(order, "from")]
    if order.payload.get("until"):
        return [*heads, _("Contract until")], [[*row, common.shown(order, "until")]]
    return heads, [row]


def effects(order):
    return [
        _("The employee stands in the list of staff from the first day of work"),
        _("Access to the system begins only with an order on roles or on the load"),
    ]


def concerned(order) -> list:
    return [one.employee.person for one in order.postings.select_related("employee__person__user")]


def missing(order):
    return "" if order.payload.get("last_name") else str(_("Write the name."))


HIRE = register(
    Kind(
        "hire",
        gettext_lazy("Hiring"),
        Series.STAFF,
        (
            "Жумушка кабыл алуу жөнүндө",
            "О приёме на работу",
            "1. Төмөнкү адам көрсөтүлгөн күндөн тартып жумушка кабыл алынсын.",
            "1. Принять на работу с указанного дня следующее лицо.",
        ),
        form=HireForm,
        apply=hire,
        revoke=undo,
        lines=lines,
        rests=common.later,
        effects=effects,
        ready=lambda order: missing(order) or common.ready(check)(order),
        closed=basis.closed,
        beside=basis.beside,
        concerns=concerned,
    )
)

"""Dismissal: work ends, and with it every right and every load (R3-5.1b)."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.orders import basis
from schoolmis.orders.builtin.rows import again, keeps_director
from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Posting, Series
from schoolmis.orders.names import then
from schoolmis.orders.staff import common, post, rules
from schoolmis.orders.staff.forms import DismissalForm


def check(order) -> None:
    employee = common.named(order)
    rules.may_leave_work(str(employee), common.works(employee), common.day_of(order, "to"))


def dismiss(order, by):
    """R3-5.1b: payload {employee, to (the last day of work itself), ground}. Nobody keeps access after that day."""
    employee = common.lock(common.named(order))
    check(order)
    before, day = post.snapshot(employee), common.day_of(order, "to") + timedelta(1)
    post.write(employee, {"ends_on": day})
    post.end_rights(employee, order, day)
    keeps_director(day)
    Posting.objects.create(
        order=order,
        employee=employee,
        act=Posting.Act.DISMISS,
        on=day,
        before=before,
        after=post.snapshot(employee) | {"ground": order.payload.get("ground", "")},
    )


def undo(order, second):
    """Taken back: work goes on without a break, rights and load begin again with the undoing order."""
    posting = order.postings.get()
    post.write(common.lock(posting.employee), {"ends_on": post.restored(posting.before)["ends_on"]})
    again(order.revoked_grants.all(), second)
    again(order.revoked_loads.all(), second)
    order.postings.update(revoked_by=second)


def lines(order, language):
    employee = common.employee_of(order)
    if employee is None:
        return [], []
    grounds = dict(DismissalForm.GROUNDS)
    heads = [_("Name"), _("Position"), _("Last day of work"), _("Ground")]
    ground = grounds.get(order.payload.get("ground"), "")
    return heads, [[str(then(order, employee.person)), employee.post, common.shown(order, "to"), str(ground)]]


def effects(order):
    return [
        _("Every role in the system and the teaching load end after the last day of work"),
        _("What the employee has written in journals and orders stays, under their name"),
    ]


DISMISSAL = register(
    Kind(
        "dismissal",
        gettext_lazy("Dismissal"),
        Series.STAFF,
        (
            "Жумуштан бошотуу жөнүндө",
            "Об увольнении с работы",
            "1. Төмөнкү кызматкер ээлеген кызматынан бошотулсун.\n2. Акыркы эсептешүү жүргүзүлсүн.",
            "1. Уволить указанного работника с занимаемой должности.\n2. Произвести окончательный расчёт.",
        ),
        form=DismissalForm,
        apply=dismiss,
        revoke=undo,
        lines=lines,
        rests=common.later,
        effects=effects,
        ready=common.ready(check),
        closed=basis.closed,
        beside=basis.beside,
        concerns=common.concerned,
    )
)

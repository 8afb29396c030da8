"""A contract with a term goes on: to a later day, or without one (R1-2.2a)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.orders import basis
from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Posting, Series
from schoolmis.orders.names import then
from schoolmis.orders.staff import common, post, rules
from schoolmis.orders.staff.forms import ContractForm


def check(order) -> None:
    employee = common.named(order)
    rules.may_extend(str(employee), common.works(employee), employee.contract_until, common.day_of(order, "until"))


def extend(order, by):
    """payload {employee, until}; without `until` the contract has no term any more."""
    employee = common.lock(common.named(order))
    check(order)
    before = post.snapshot(employee)
    post.write(employee, {"contract_until": common.day_of(order, "until")})
    Posting.objects.create(
        order=order,
        employee=employee,
        act=Posting.Act.EXTEND,
        on=order.date,
        before=before,
        after=post.snapshot(employee),
    )


def undo(order, second):
    posting = order.postings.get()
    until = post.restored(posting.before)["contract_until"]
    post.write(common.lock(posting.employee), {"contract_until": until})
    order.postings.update(revoked_by=second)


def lines(order, language):
    employee = common.employee_of(order)
    if employee is None:
        return [], []
    posting = order.postings.first() if order.pk else None
    former = post.restored(posting.before)["contract_until"] if posting else employee.contract_until
    heads = [_("Name"), _("Position"), _("Contract until"), _("Extended until")]
    until = common.shown(order, "until") or _("without a term")
    return heads, [
        [str(then(order, employee.person)), employee.post, common.date_short(former) if former else "", until]
    ]


EXTENSION = register(
    Kind(
        "contract",
        gettext_lazy("Extension of a contract"),
        Series.STAFF,
        (
            "Эмгек келишиминин мөөнөтүн узартуу жөнүндө",
            "О продлении срока трудового договора",
            "1. Төмөнкү кызматкер менен түзүлгөн эмгек келишиминин мөөнөтү узартылсын.",
            "1. Продлить срок трудового договора с указанным работником.",
        ),
        form=ContractForm,
        apply=extend,
        revoke=undo,
        lines=lines,
        rests=common.later,
        effects=lambda order: [_("The employee's card shows the new last day of the contract at once")],
        ready=common.ready(check),
        closed=basis.closed,
        beside=basis.beside,
        concerns=common.concerned,
    )
)

"""A transfer to another post (R1-2.2a)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.orders import basis
from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Posting, Series
from schoolmis.orders.names import then
from schoolmis.orders.staff import common, post, rules
from schoolmis.orders.staff.forms import TransferForm


def check(order) -> None:
    employee, day = common.named(order), common.day_of(order, "from")
    rules.works_through(str(employee), common.works(employee), (day, day))
    if employee.ends_on and employee.ends_on <= day:
        raise ValidationError(_("%(name)s has been dismissed already.") % {"name": employee}, "dismissed")
    now = {name: getattr(employee, name) for name in post.POST}
    if post.given(order) == now:
        raise ValidationError(_("%(name)s has this post already.") % {"name": employee}, "same")


def transfer(order, by):
    """payload {employee, position, position_text, position_text_ru, employment, rate, from}."""
    employee = common.lock(common.named(order))
    check(order)
    before = post.snapshot(employee)
    post.write(employee, post.given(order))
    Posting.objects.create(
        order=order,
        employee=employee,
        act=Posting.Act.TRANSFER,
        on=common.day_of(order, "from"),
        before=before,
        after=post.snapshot(employee),
    )


def undo(order, second):
    posting = order.postings.get()
    employee, before = common.lock(posting.employee), post.restored(posting.before)
    post.write(employee, {name: before[name] for name in post.POST})
    order.postings.update(revoked_by=second)


def lines(order, language):
    employee = common.employee_of(order)
    if employee is None:
        return [], []
    posting = order.postings.first() if order.pk else None
    former = post.former(posting) if posting else employee.post
    heads = [_("Name"), _("Former post"), _("New post"), _("Kind of employment"), _("Rate"), _("From")]
    return heads, [[str(then(order, employee.person)), former, *post.words(order), common.shown(order, "from")]]


def effects(order):
    return [
        _("The employee's card shows the new post at once"),
        _("Roles in the system and the teaching load stay as they are: other orders change them"),
    ]


TRANSFER = register(
    Kind(
        "transfer_post",
        gettext_lazy("Transfer to another post"),
        Series.STAFF,
        (
            "Башка кызматка которуу жөнүндө",
            "О переводе на другую должность",
            "1. Төмөнкү кызматкер көрсөтүлгөн күндөн тартып башка кызматка которулсун.",
            "1. Перевести указанного работника на другую должность с указанного дня.",
        ),
        form=TransferForm,
        apply=transfer,
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

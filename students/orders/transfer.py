"""Order of transfer to another class. payload: {from, students: [{student, class, documents}]}."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Series
from students import actions
from students.actions import may_move
from students.models import Placement
from students.orders.forms import TransferForm
from students.orders.lines import carry_out, day_of, day_text, effects, named, ready


def transfer(order, by):
    """R7-2.6, R7-3."""
    carry_out(
        order,
        lambda line, student, school_class: actions.transfer_to_class(
            student, school_class, order=order, on=day_of(order), documents=line.get("documents", ()), by=by
        ),
    )


def may(order):
    return lambda _line, student, school_class, _given, ordered_on: may_move.may_be_transferred(
        student, school_class, ordered_on, day_of(order)
    )


def lines(order, language):
    """The class before is read on the day before; a signed transfer has closed it there."""
    rows = named(order) if order.payload.get("from") else []
    before = (
        {}
        if not rows
        else {
            place.student_id: str(place.school_class)
            for place in Placement.objects.filter(student__in=[row[2] for row in rows], starts_on__lt=day_of(order))
            .select_related("school_class")
            .order_by("starts_on")
        }
    )
    return [_("Name"), _("From class"), _("To class"), _("From")], [
        [name, before.get(student.pk, ""), str(school_class or ""), day_text(order)]
        for name, _line, student, school_class in rows
    ]


def rests(order):
    later = Placement.objects.filter(order=order).exclude(ends_on=None).select_related("student__person").first()
    return _("a later order on %(name)s") % {"name": later.student} if later else ""


TRANSFER = register(
    Kind(
        "transfer",
        gettext_lazy("Transfer to another class"),
        Series.STUDENTS,
        (
            "Окуучуларды башка класска которуу жөнүндө",
            "О переводе учащихся в другой класс",
            "1. Төмөнкү окуучу(лар) көрсөтүлгөн күндөн тартып көрсөтүлгөн класска которулсун.",
            "1. Перевести с указанного дня в указанный класс следующих учащихся.",
        ),
        form=TransferForm,
        apply=transfer,
        revoke=lambda order, second: actions.annul_transfer(order, second=second, by=second.signed_by),
        lines=lines,
        rests=rests,
        ready=lambda order: ready(order, lambda line: "transfer", may(order)),
        effects=lambda order: effects(
            order, _("Students: %(n)s in the new class from %(day)s; the former class keeps its marks")
        ),
    )
)

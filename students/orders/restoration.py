"""Order of restoration. payload: {from, due, students: [{student, class, came_from, came_place, documents}]}."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Series
from schoolmis.ui.dates import date_short
from students import actions
from students.actions import may_move
from students.orders import admission
from students.orders.forms import RestorationForm
from students.orders.lines import carry_out, day_of, effects, ready


def restore(order, by):
    """R7-4.1: restoration is by order of the head."""
    carry_out(
        order,
        lambda line, student, school_class: actions.restore_student(
            student,
            school_class=school_class,
            order=order,
            on=day_of(order),
            came_from=line.get("came_from", ""),
            came_place=line.get("came_place", ""),
            documents=line.get("documents", ()),
            debts_due=due_of(order),
            by=by,
        ),
    )


def may(order):
    return lambda _line, student, school_class, given, ordered_on: may_move.may_be_restored(
        student, school_class, given, due_of(order), ordered_on, day_of(order)
    )


def due_of(order):
    """R7-4.3: the day by which debts are to be cleared."""
    return date.fromisoformat(order.payload["due"]) if order.payload.get("due") else None


def told(order):
    found = effects(order, _("Students: %(n)s on the roll again from %(day)s"))
    if found and order.payload.get("due"):
        found.append(_("Their debts are open again, to be cleared by %(day)s") % {"day": date_short(due_of(order))})
    return found


RESTORATION = register(
    Kind(
        "restoration",
        gettext_lazy("Restoration of students"),
        Series.STUDENTS,
        (
            "Окуучуларды калыбына келтирүү жөнүндө",
            "О восстановлении учащихся",
            "1. Төмөнкү окуучу(лар) көрсөтүлгөн күндөн тартып окуучулардын катарына калыбына келтирилсин.",
            "1. Восстановить с указанного дня в числе учащихся школы следующих лиц.",
        ),
        form=RestorationForm,
        apply=restore,
        revoke=lambda order, second: actions.annul_admission(order, second=second, by=second.signed_by),
        lines=admission.lines,
        rests=admission.rests,
        ready=lambda order: ready(order, lambda line: "restoration", may(order)),
        effects=told,
    )
)

"""Order of admission. payload: {from, students: [{student, class, came_from, came_place, documents}]}."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Series
from students import actions
from students.actions import may_move
from students.models import Enrolment
from students.orders.forms import AdmissionForm
from students.orders.lines import carry_out, day_of, day_text, effects, named, ready, rows_of


def admit(order, by):
    """R7-3: signing puts each student onto the roll and into the class, and gives the number of the personal file."""
    carry_out(
        order,
        lambda line, student, school_class: actions.admit_student(
            student,
            school_class=school_class,
            order=order,
            on=day_of(order),
            came_from=line.get("came_from", ""),
            came_place=line.get("came_place", ""),
            documents=line.get("documents", ()),
            by=by,
        ),
    )
    actions.give_file_numbers([student for _line, student, _class in rows_of(order)], by=by)


def may(order):
    return lambda _line, student, school_class, _given, ordered_on: may_move.may_be_admitted(
        student, school_class, ordered_on, day_of(order)
    )


def lines(order, language):
    return [_("Name"), _("Class"), _("From"), _("Came from")], [
        [name, str(school_class or ""), day_text(order), line.get("came_from", "")]
        for name, line, _student, school_class in named(order)
    ]


def rests(order):
    """A spell that ended, or a place given later, rests on the admission."""
    spells = Enrolment.objects.filter(order=order).select_related("student__person")
    for spell in spells:
        if (
            spell.ends_on
            or spell.student.placements.exclude(order=order).filter(starts_on__gte=spell.starts_on).exists()
        ):
            return _("a later order on %(name)s") % {"name": spell.student}
    return ""


ADMISSION = register(
    Kind(
        "admission",
        gettext_lazy("Admission of students"),
        Series.STUDENTS,
        (
            "Окуучуларды мектепке кабыл алуу жөнүндө",
            "О зачислении учащихся",
            "1. Төмөнкү окуучу(лар) көрсөтүлгөн күндөн тартып көрсөтүлгөн класска кабыл алынсын.",
            "1. Зачислить с указанного дня в указанный класс следующих учащихся.",
        ),
        form=AdmissionForm,
        apply=admit,
        revoke=lambda order, second: actions.annul_admission(order, second=second, by=second.signed_by),
        lines=lines,
        rests=rests,
        ready=lambda order: ready(order, lambda line: "admission", may(order)),
        effects=lambda order: effects(
            order, _("Students: %(n)s on the roll from %(day)s; the number of the personal file is given")
        ),
    )
)

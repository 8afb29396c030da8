"""Orders on the form of study (R7-2.3, R7-2.5). payload: {from, until, students: [{student, form, documents}]}."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Series
from schoolmis.ui.dates import date_short
from students import actions
from students.actions import may_move
from students.actions.study import later_form
from students.models import StudyForm
from students.orders import study_forms as forms
from students.orders.lines import (
    carry_out,
    closed,
    day_of,
    day_text,
    documents_of,
    documents_text,
    effects,
    health_of,
    named,
    ready,
)


def begin(order, by):
    """R7-2.5: each form with its own documents, by the head's order."""
    carry_out(
        order,
        lambda line, student, _class: actions.study_by_form(
            student,
            line["form"],
            order=order,
            on=day_of(order),
            until=until_of(order),
            documents=line.get("documents", ()),
            by=by,
        ),
    )


def lines(order, language):
    until = date_short(until_of(order))
    given = documents_of(order)
    return [_("Name"), _("Form of study"), _("From"), _("Until"), _("Document")], [
        [name, form_label(line["form"]), day_text(order), until, documents_text(given[student.pk])]
        for name, line, student, _class in named(order)
    ]


def form_label(code):
    return str(StudyForm.Form(code).label) if code in StudyForm.Form.values else _("full-time study")


def may(order):
    return lambda line, student, _class, _given, ordered_on: may_move.may_study(
        student, line["form"], until_of(order), ordered_on, day_of(order)
    )


def until_of(order) -> date | None:
    return date.fromisoformat(order.payload["until"]) if order.payload.get("until") else None


def move(line):
    return f"study.{line['form']}"


def rests(order):
    later = later_form(order)
    return _("a later order on %(name)s") % {"name": later.student} if later else ""


def _kind(code, label, form, *texts):
    return register(
        Kind(
            code,
            label,
            Series.STUDENTS,
            texts,
            form=form,
            apply=begin,
            revoke=lambda order, second: actions.annul_form(order, second=second, by=second.signed_by),
            lines=lines,
            rests=rests,
            beside=health_of,
            ready=lambda order: ready(order, move, may(order)),
            closed=closed(move),
            effects=lambda order: effects(order, _("Students: %(n)s study in the new form from %(day)s")),
        )
    )


HOME = _kind(
    "study_home",
    gettext_lazy("Study at home or in the family"),
    forms.HomeForm,
    "Окуучуларды үйдөн же үй-бүлөдө окутуу жөнүндө",
    "Об обучении учащихся на дому или в семье",
    "1. Төмөнкү окуучу(лар) көрсөтүлгөн күндөн тартып көрсөтүлгөн формада окутулсун.",
    "1. Обучать с указанного дня в указанной форме следующих учащихся.",
)
ADAPTED = _kind(
    "study_adapted",
    gettext_lazy("Study by an adapted programme"),
    forms.AdaptedForm,
    "Окуучуларды адаптацияланган программа боюнча окутуу жөнүндө",
    "Об обучении учащихся по адаптированной программе",
    "1. Төмөнкү окуучу(лар) көрсөтүлгөн күндөн тартып адаптацияланган программа боюнча окутулсун.",
    "1. Обучать с указанного дня по адаптированной программе следующих учащихся.",
)
INDIVIDUAL = _kind(
    "study_individual",
    gettext_lazy("Study by an individual plan"),
    forms.IndividualForm,
    "Окуучуларды жекече окуу планы боюнча окутуу жөнүндө",
    "Об обучении учащихся по индивидуальному учебному плану",
    "1. Төмөнкү окуучу(лар) көрсөтүлгөн күндөн тартып жекече окуу планы боюнча окутулсун.",
    "1. Обучать с указанного дня по индивидуальному учебному плану следующих учащихся.",
)
FULL_TIME = _kind(
    "study_full_time",
    gettext_lazy("Return to full-time study"),
    forms.FullTimeForm,
    "Окуучуларды күндүзгү окууга кайтаруу жөнүндө",
    "О возвращении учащихся к очному обучению",
    "1. Төмөнкү окуучу(лар) көрсөтүлгөн күндөн тартып күндүзгү окууга кайтарылсын.",
    "1. Вернуть с указанного дня к очному обучению следующих учащихся.",
)

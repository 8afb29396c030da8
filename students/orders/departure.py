"""Order of departure. payload: {from: last day on the roll, students: [{student, ground, went_to, documents}]}."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Series
from students import actions, health_papers
from students.actions import may_move
from students.hooks import last_seen_of
from students.models import Enrolment
from students.orders.forms import DepartureForm
from students.orders.lines import (
    carry_out,
    closed,
    day_of,
    day_text,
    documents_of,
    documents_text,
    effects,
    health_of,
    in_words,
    named,
    ready,
)


def release(order, by):
    """R7-3: departure on the regulation's grounds alone."""
    carry_out(
        order,
        lambda line, student, _class: actions.release_student(
            student,
            order=order,
            on=day_of(order),
            went_to=line.get("went_to", ""),
            ground=line["ground"],
            documents=line.get("documents", ()),
            document=line.get("document", ""),
            by=by,
        ),
    )


def lines(order, language):
    given = documents_of(order)
    return [_("Name"), _("Last day"), _("Ground"), _("Goes to"), _("Document")], [
        [
            name,
            day_text(order),
            health_papers.ground_text(line["ground"]),
            line.get("went_to", ""),
            documents_text(given[student.pk]) or in_words(line),
        ]
        for name, line, student, _class in named(order)
    ]


def may(order):
    seen = last_seen_of([line["student"] for line in order.payload.get("students", [])])
    return lambda line, student, _class, _given, ordered_on: may_move.may_be_released(
        student, line["ground"], line.get("went_to", ""), seen.get(student.pk), ordered_on, day_of(order)
    )


def move(line):
    return f"departure.{line['ground']}"


def rests(order):
    for spell in Enrolment.objects.filter(departure_order=order).select_related("student__person"):
        if spell.student.enrolments.filter(starts_on__gte=spell.ends_on).exclude(pk=spell.pk).exists():
            return _("the return of %(name)s") % {"name": spell.student}
    return ""


DEPARTURE = register(
    Kind(
        "departure",
        gettext_lazy("Departure of students"),
        Series.STUDENTS,
        (
            "Окуучуларды окуудан чыгаруу жөнүндө",
            "Об отчислении учащихся",
            "1. Төмөнкү окуучу(лар) көрсөтүлгөн күндөн кийин окуучулардын катарынан чыгарылсын.\n"
            "2. Өздүк делосу ата-энесине берилсин.",
            "1. Отчислить после указанного дня следующих учащихся.\n2. Выдать родителям личное дело.",
        ),
        form=DepartureForm,
        apply=release,
        revoke=lambda order, second: actions.annul_release(order, second=second, by=second.signed_by),
        lines=lines,
        rests=rests,
        beside=health_of,
        ready=lambda order: ready(order, move, may(order)),
        closed=closed(move),
        effects=lambda order: effects(
            order, _("Students: %(n)s off the roll after %(day)s; the access of the student and the parents ends")
        ),
    )
)

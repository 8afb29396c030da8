"""A conditional promotion becomes final, or the parents choose what comes instead, in autumn too (R7-2.4, R7-2.5)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record_all
from schoolmis.orders.actions import draft_order
from schoolmis.orders.models import Order
from students import permissions
from students.actions.keeping import Conflict, demanded
from students.actions.roll_over import locked
from students.actions.study import annul_form, begin_forms, later_form
from students.actions.year_papers import DOCUMENTS, answered
from students.actions.year_papers import cited as cited_papers
from students.models import (
    CHOSEN,
    PROGRAMMES,
    AcademicDebt,
    Enrolment,
    Membership,
    Outcome,
    Placement,
    YearDecision,
    YearEnd,
)
from students.rules import promotion as rules


def conditionals():
    """On the roll, promoted conditionally and not settled yet; how many debts are `uncleared`, `open_debts`."""
    cleared = [AcademicDebt.Outcome.CLEARED, AcademicDebt.Outcome.ANNULLED]
    mine = Q(student__debts__year=F("year_end__year"))
    return (
        YearDecision.objects.filter(outcome=Outcome.CONDITIONAL, order__isnull=False, settled_by=None)
        .filter(Exists(Enrolment.objects.on(clock.today()).filter(student=OuterRef("student"))))
        .annotate(
            uncleared=Count("student__debts", filter=mine & ~Q(student__debts__outcome__in=cleared), distinct=True),
            open_debts=Count("student__debts", filter=mine & Q(student__debts__closed_on=None), distinct=True),
        )
        .select_related("student__person", "year_end__next_year", "year_end__year", "target", "school_class")
    )


def draft_settlement(
    decisions,
    *,
    settlement: str,
    on: date,
    by: User,
    protocol="",
    decision=None,
    target=None,
    version=None,
    papers=None,
    **documents,
) -> Order:
    """Draft the order that ends a conditional promotion; for the parents' choice one student at a time.

    `on`: the day it holds from; `decision` of the council, or its paper `protocol`; `target`: the class in which the
    year is repeated; `papers`: of the parents' choice, rows with number and day or applications of the register.
    """
    from students.orders.year_texts import KIND_OF, words_of

    grant = demanded(permissions.PROMOTE, by)
    with acting(by, grant=grant):
        ids = [one.pk for one in decisions]
        rows = list(conditionals().filter(pk__in=ids).order_by("student__person__sort_key"))
        if not rows or len(rows) != len(ids):
            raise ValidationError(_("Nobody is promoted conditionally here, or it is settled already."), "settled")
        if version is not None and rows[0].version != version:
            raise Conflict({}, rows[0].version)
        cited = decision.cited() if decision else (protocol.strip(), protocol.strip())
        if not cited[0]:
            raise ValidationError(
                {"protocol": ValidationError(_("Write the number and date of the protocol (R7-2.1)."), "protocol")}
            )
        if settlement in CHOSEN and papers is not None:
            documents = cited_papers(settlement, rows[0].student, papers)
        year_end = rows[0].year_end
        rules.may_settle_on(clock.today(), on, year_end.starts_on, year_end.next_year.ends_on)
        for row in rows:
            rules.may_settle(settlement, row.uncleared, **{name: documents.get(name, "") for name in DOCUMENTS})
            _fits(settlement, row, target)
        if settlement in CHOSEN:
            changes = {name: documents.get(name, "").strip() for name in DOCUMENTS}
            changes["documents"] = documents.get("documents", [])
            YearDecision.objects.filter(pk=rows[0].pk).update(version=F("version") + 1, **changes)
        lines = [
            {"student": row.student_id, "class": (target or row.target).pk, "was": row.target_id, "decision": row.pk}
            for row in rows
        ]
        payload = {"from": on.isoformat(), "settles": year_end.pk, "outcome": settlement, "students": lines}
        payload |= {"decision": decision.pk} if decision else {}
        kind, words = (
            ("final_promotion", words_of("final", year_end.next_year, cited, on))
            if settlement == Outcome.PROMOTED
            else (KIND_OF[settlement], words_of(settlement, year_end.next_year, cited, on))
        )
        return draft_order(kind, by=by, payload=payload, **words)


def _fits(settlement, row, target):
    """The year is repeated in a class of the grade that was not mastered; otherwise the class stays."""
    if settlement != Outcome.REPEAT:
        return
    grade, year = row.school_class.grade, row.year_end.next_year_id
    if target is None or target.grade != grade or target.year_id != year:
        raise ValidationError(
            {
                "target": ValidationError(
                    _("The year is repeated in a class of grade %(grade)s.") % {"grade": grade}, "target"
                )
            }
        )


def carry_out_settlement(order: Order, *, by: User) -> None:
    """The signed order: the flag goes, or the parents' choice holds from its day."""
    grant = demanded(permissions.PROMOTE, by)
    with acting(by, grant=grant):
        year_end = locked(YearEnd.objects.get(pk=order.payload["settles"]))
        settlement, on = order.payload["outcome"], date.fromisoformat(order.payload["from"])
        rules.may_settle_on(order.date, on, year_end.starts_on, year_end.next_year.ends_on)
        lines = {line["decision"]: line for line in order.payload["students"]}
        rows = list(conditionals().filter(pk__in=lines))
        if len(rows) != len(lines):
            raise ValidationError(_("Nobody is promoted conditionally here, or it is settled already."), "settled")
        for row in rows:
            documents = {name: getattr(row, name) for name in DOCUMENTS}
            try:
                rules.may_settle(settlement, row.uncleared, **documents)
            except ValidationError as refused:
                raise ValidationError([f"{row.student}: {message}" for message in refused.messages]) from refused
        if settlement == Outcome.REPEAT:
            for row in rows:
                _repeat(row, lines[row.pk]["class"], order, on)
        if settlement in PROGRAMMES:
            begin_forms([row.student for row in rows], settlement, order=order, on=on, by=by)
        answered(rows, settlement, order, by)
        ids = [row.pk for row in rows]
        YearDecision.objects.filter(pk__in=ids).update(
            settled_by=order, settlement=settlement, version=F("version") + 1
        )
        record_all(
            "students.settle_promotion",
            [(row.student, {"order": order.pk, "outcome": settlement, "on": str(on)}) for row in rows],
            by=by,
        )


def _repeat(row, school_class, order, on) -> None:
    now = Placement.objects.select_for_update().on(on).filter(student=row.student_id).first()
    if now is None or now.starts_on >= on or now.ends_on:
        raise ValidationError(
            _("%(name)s is in no class on this day, or moves later.") % {"name": row.student}, "place"
        )
    now.ends_on = on
    now.save(update_fields=["ends_on"])
    going = Membership.objects.filter(student=row.student_id).filter(Q(ends_on=None) | Q(ends_on__gt=on))
    going.update(ends_on=Greatest(F("starts_on"), on))
    Placement.objects.create(student_id=row.student_id, school_class_id=school_class, order=order, starts_on=on)


def annul_settlement(order: Order, *, second: Order, by: User) -> None:
    """The promotion is conditional again; who was moved goes back into the class before."""
    with acting(by):
        rows = list(YearDecision.objects.filter(settled_by=order).select_related("student__person"))
        lines = {line["decision"]: line for line in order.payload["students"]}
        for place in Placement.objects.filter(order=order, ends_on=None):
            on = max(place.starts_on, second.date)
            place.ends_on = on
            place.save(update_fields=["ends_on"])
            was = next(line["was"] for line in lines.values() if line["student"] == place.student_id)
            Placement.objects.create(student_id=place.student_id, school_class_id=was, order=second, starts_on=on)
        annul_form(order, second=second, by=by)
        YearDecision.objects.filter(settled_by=order).update(settled_by=None, settlement="", version=F("version") + 1)
        record_all("students.annul_settlement", [(row.student, {"order": second.pk}) for row in rows], by=by)


def rests_on_settlement(order: Order) -> str:
    later = Placement.objects.filter(order=order).exclude(ends_on=None).select_related("student__person").first()
    later = later or later_form(order)
    return _("a later order on %(name)s") % {"name": later.student} if later else ""

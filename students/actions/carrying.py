"""A signed order of the end of the year carries out what the council decided, for many students at once (R7-2, R7-3).

The rules are those of `place_student` and `release_student`; the statements are few whatever the number of students.
"""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record_all
from schoolmis.orders.models import Order
from students import permissions
from students.actions.keeping import demanded
from students.actions.roll_over import locked
from students.actions.study import annul_form, begin_forms, end_forms, later_form, resume_forms
from students.actions.year_end import BATCH, _all_hold, book_outcomes
from students.actions.year_papers import answered
from students.hooks import last_seen_of
from students.models import (
    PROGRAMMES,
    AcademicDebt,
    Enrolment,
    Exemption,
    Membership,
    Outcome,
    Placement,
    Student,
    YearDecision,
    YearEnd,
)
from students.rules import promotion as rules
from students.rules.debts import cause_of
from students.rules.movement import may_leave
from students.year_facts import gather

DAY = timedelta(days=1)


def carry_out_year(order: Order, *, by: User) -> None:
    """R7-2.1, R7-2.4, R7-2.5, R7-3.1: the places of the year end, the next year's begin; graduates leave.

    The next class begins on the first day of the next year; the last day of a graduate is the day of the order.
    """
    grant = demanded(permissions.PROMOTE, by)
    with acting(by, grant=grant):
        year_end = locked(YearEnd.objects.get(pk=order.payload["year_end"]))
        rules.may_carry_out(order.date, year_end.decided_on, year_end.starts_on)
        decisions = _decisions(year_end, order)
        _all_hold(year_end, decisions)
        spells = _spells(decisions)
        staying = [row for row in decisions if row.target_id]
        leaving = [row for row in decisions if not row.target_id]
        _go_on(staying, year_end, order)
        if leaving:
            _leave(leaving, spells, order)
        outcome = order.payload["outcome"]
        if outcome in PROGRAMMES:
            begin_forms([row.student for row in staying], outcome, order=order, on=year_end.starts_on, by=by)
        if outcome == Outcome.CONDITIONAL:
            _owe(decisions, year_end, by)
        answered(decisions, outcome, order, by)
        YearDecision.objects.filter(pk__in=[row.pk for row in decisions]).update(order=order, version=F("version") + 1)
        book_outcomes(decisions, order, by)


def _decisions(year_end, order) -> list[YearDecision]:
    """The decisions as they stand; the order carries out exactly what was drafted or nothing."""
    drafted = {line["student"]: line.get("class") for line in order.payload.get("students", [])}
    found = (
        YearDecision.objects.select_for_update(of=("self",))
        .filter(year_end=year_end, student__in=drafted, is_dropped=False)
        .select_related("student__person", "target", "school_class", "year_end")
        .order_by("pk")
    )
    rows = [row for row in found if row.outcome == order.payload["outcome"] and row.order_id is None]
    if not drafted or len(rows) != len(drafted) or any(row.target_id != drafted[row.student_id] for row in rows):
        raise ValidationError(
            _("The council has decided otherwise since this order was drafted: discard the drafts and make them anew."),
            "outdated",
        )
    return rows


def _spells(decisions) -> dict[int, Enrolment]:
    """The open spells, locked; who left meanwhile is named."""
    ids = [row.student_id for row in decisions]
    list(Student.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    spells = {one.student_id: one for one in Enrolment.objects.filter(student__in=ids, ends_on=None)}
    gone = [str(row.student) for row in decisions if row.student_id not in spells]
    if gone:
        raise ValidationError(
            _("No longer on the roll: %(names)s. Compute the proposals anew.") % {"names": ", ".join(gone[:5])}, "left"
        )
    return spells


def _go_on(decisions, year_end, order) -> None:
    ids, first = [row.student_id for row in decisions], year_end.starts_on
    _end_places(ids, first)
    Placement.objects.bulk_create(
        [
            Placement(student_id=row.student_id, school_class_id=row.target_id, order=order, starts_on=first)
            for row in decisions
        ],
        batch_size=BATCH,
    )
    going = Membership.objects.filter(student__in=ids).filter(Q(ends_on=None) | Q(ends_on__gt=first))
    going.exclude(group__year=year_end.next_year).update(ends_on=Greatest(F("starts_on"), first))


def _end_places(ids, on) -> None:
    """Places that go on at `on` end there; those that begin on it or later never begin."""
    going = Placement.objects.filter(student__in=ids).filter(Q(ends_on=None) | Q(ends_on__gt=on))
    going.update(ends_on=Greatest(F("starts_on"), on))


def _leave(decisions, spells, order) -> None:
    """R7-3.1: on completing basic or secondary school; the state document is in the register of certificates."""
    on, ids = order.date, [row.student_id for row in decisions]
    seen = last_seen_of(ids)
    for row in decisions:
        facts = {"grade": row.school_class.grade, "last_seen": seen.get(row.student_id)}
        try:
            may_leave(spells[row.student_id].starts_on, on, row.outcome, **facts)
        except ValidationError as refused:
            raise ValidationError([f"{row.student}: {message}" for message in refused.messages]) from refused
    ending = Enrolment.objects.filter(pk__in=[spells[pk].pk for pk in ids])
    ending.update(ends_on=on + DAY, departure_order=order, ground=order.payload["outcome"])
    _end_places(ids, on + DAY)
    end_forms(ids, on + DAY, order)
    for model in (Membership, Exemption):
        going = model.objects.filter(student__in=ids).filter(Q(ends_on=None) | Q(ends_on__gt=on + DAY))
        going.update(ends_on=Greatest(F("starts_on"), on + DAY))


def _owe(decisions, year_end, by) -> None:
    """R7-2.2, R7-2.4: who is promoted conditionally has a debt with a last day for each subject that fails."""
    ids = [row.student_id for row in decisions]
    pupils = gather(year_end, ids)
    open_now = AcademicDebt.objects.filter(student__in=ids, year=year_end.year, closed_on=None)
    known = set(open_now.values_list("student_id", "subject_id"))
    names = {row.student_id: row.student for row in decisions}
    made = AcademicDebt.objects.bulk_create(
        AcademicDebt(
            student_id=pk,
            subject_id=subject,
            year=year_end.year,
            cause=cause_of(*pupil.facts.results.get(subject, (None, "na"))),
            due_on=year_end.debts_due_on,
            opened_by=by,
        )
        for pk, pupil in pupils.items()
        for subject in rules.failing(pupil.facts)
        if (pk, subject) not in known
    )
    record_all(
        "students.open_debt",
        [(names[debt.student_id], {"debt": debt.pk, "due_on": str(debt.due_on)}) for debt in made],
        by=by,
    )


def annul_year(order: Order, *, second: Order, by: User) -> None:
    """The order is undone by rows of the revoking one: the class before goes on, the stay is not interrupted."""
    with acting(by):
        year_end = locked(YearEnd.objects.get(pk=order.payload["year_end"]))
        decisions = list(
            YearDecision.objects.filter(order=order).select_related("student__person", "school_class", "target")
        )
        first = year_end.starts_on
        on = max(first, second.date)
        staying = [row for row in decisions if row.target_id]
        leaving = [row for row in decisions if not row.target_id]
        Placement.objects.filter(order=order, ends_on=None).update(ends_on=Greatest(F("starts_on"), on))
        _again(staying, on, second)
        if leaving:
            resume_forms([row.student_id for row in leaving], order, second)
            left = date.fromordinal(order.date.toordinal() + 1)
            Enrolment.objects.bulk_create(
                Enrolment(student_id=row.student_id, order=second, starts_on=left) for row in leaving
            )
            _again(leaving, left, second)
        else:
            annul_form(order, second=second, by=by)
        YearDecision.objects.filter(order=order).update(order=None, version=F("version") + 1)
        record_all("students.annul_promotion", [(row.student, {"order": second.pk}) for row in decisions], by=by)


def _again(decisions, on, second) -> None:
    """The class of the year goes on from `on`."""
    Placement.objects.bulk_create(
        [
            Placement(student_id=row.student_id, school_class_id=row.school_class_id, order=second, starts_on=on)
            for row in decisions
        ],
        batch_size=BATCH,
    )


def rests_on_year(order: Order) -> str:
    """What later rests on the order, so that it cannot be revoked; empty when nothing does."""
    settled = (
        YearDecision.objects.filter(order=order, settled_by__isnull=False).select_related("student__person").first()
    )
    later = Placement.objects.filter(order=order).exclude(ends_on=None).select_related("student__person").first()
    again = (
        Enrolment.objects.filter(student__enrolments__departure_order=order, starts_on__gt=order.date)
        .select_related("student__person")
        .first()
    )
    found = settled or later or again or later_form(order)
    return _("a later order on %(name)s") % {"name": found.student} if found else ""

"""Academic debts: opened from results, tried, closed, opened again (R7-2.2 – R7-2.5, R7-4.3)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record, record_all
from schoolmis.orders.models import Order
from schoolmis.structure.models import AcademicYear, Term
from students import permissions
from students.actions.keeping import Conflict, demanded
from students.models import AcademicDebt, DebtAttempt, Enrolment, PromotionPolicy, Result, Student
from students.rules import debts as rules


def open_debts(year: AcademicYear, *, due_on: date, by: User, term: Term | None = None) -> list[AcademicDebt]:
    """R7-2.2: a debt for each unsatisfactory or missing result of the year (or of `term`), in one go.

    A result that has a debt already, open or closed, is passed over; who is not on the roll is too.
    """
    grant = demanded(permissions.KEEP_DEBTS, by)
    rules.may_set_deadline(clock.today(), due_on, clock.today(), closed=False)
    with acting(by, grant=grant):
        AcademicYear.objects.select_for_update(no_key=True).get(pk=year.pk)
        made = AcademicDebt.objects.bulk_create(
            [
                AcademicDebt(
                    student_id=result.student_id,
                    subject_id=result.subject_id,
                    year=year,
                    period=result.period,
                    term=term,
                    cause=cause,
                    due_on=due_on,
                    opened_by=by,
                )
                for result in owing(year, term)
                if (cause := rules.cause_of(result.value, result.code))
            ]
        )
        names = {one.pk: one for one in Student.objects.select_related("person").filter(debts__in=made)}
        record_all(
            "students.open_debt",
            [(names[debt.student_id], {"debt": debt.pk, "due_on": str(due_on)}) for debt in made],
            by=by,
        )
    return made


def owing(year: AcademicYear, term: Term | None = None):
    """Unsatisfactory results of those on the roll that have no debt yet."""
    period = Result.Period.TERM if term else Result.Period.YEAR
    known = AcademicDebt.objects.filter(
        student=OuterRef("student"), subject=OuterRef("subject"), year=year, period=period, term=term
    )
    here = Enrolment.objects.on(clock.today()).filter(student=OuterRef("student"))
    found = Result.objects.filter(Exists(here), ~Exists(known), year=year, period=period, term=term)
    return found.filter(value__lte=2) | found.filter(code__in=["na", "fail"])


def _changed(debt: AcademicDebt, version: int, by: User, act: str, said: dict, **fields) -> AcademicDebt:
    """Write `fields` of a locked debt, if nobody has changed it since `version`."""
    if not AcademicDebt.objects.filter(pk=debt.pk, version=version).update(version=F("version") + 1, **fields):
        stored = AcademicDebt.objects.get(pk=debt.pk)
        raise Conflict({name: getattr(stored, name) for name in fields if hasattr(stored, name)}, stored.version)
    record(act, debt.student, by=by, debt=debt.pk, **said)
    debt.refresh_from_db()
    return debt


def _locked(debt: AcademicDebt) -> AcademicDebt:
    return (
        AcademicDebt.objects.select_for_update(of=("self",))
        .select_related("student__person", "subject")
        .get(pk=debt.pk)
    )


def set_deadline(debt: AcademicDebt, *, due_on: date, version: int, by: User) -> AcademicDebt:
    """R7-2.3: the last day of clearing the debt; the parents are told again."""
    grant = demanded(permissions.KEEP_DEBTS, by, debt)
    with acting(by, grant=grant):
        debt = _locked(debt)
        rules.may_set_deadline(debt.opened_on, due_on, clock.today(), debt.closed_on is not None)
        former = str(debt.due_on)
        return _changed(
            debt, version, by, "students.set_debt_deadline", {"former": former, "due_on": str(due_on)}, due_on=due_on
        )


def change_cause(debt: AcademicDebt, *, cause: str, version: int, by: User) -> AcademicDebt:
    """R7-2.2, R7-2.4: whether the attestation was missed for a good reason."""
    grant = demanded(permissions.KEEP_DEBTS, by, debt)
    with acting(by, grant=grant):
        debt = _locked(debt)
        if debt.closed_on:
            raise ValidationError(_("This debt is closed (R7-2.2)."), "closed")
        return _changed(debt, version, by, "students.change_debt_cause", {"cause": str(cause)}, cause=cause)


def attempts_since(debt: AcademicDebt) -> list[DebtAttempt]:
    """The tries since the debt was opened, or opened again."""
    since = debt.reopened_on or debt.opened_on
    return [one for one in debt.attempts.all() if one.on >= since]


def record_attempt(
    debt: AcademicDebt, *, on: date, is_present: bool, by: User, value: int | None = None, decision=None, protocol=""
) -> DebtAttempt:
    """R7-2.2: a try before the commission, by its protocol. A mark of 3 and more closes the debt as cleared."""
    grant = demanded(permissions.KEEP_DEBTS, by, debt)
    with acting(by, grant=grant):
        debt = _locked(debt)
        if debt.closed_on:
            raise ValidationError(_("This debt is closed (R7-2.2)."), "closed")
        held = [one.on for one in attempts_since(debt)]
        most = PromotionPolicy.now().attempts
        rules.may_attempt(debt.reopened_on or debt.opened_on, debt.due_on, held, on, clock.today(), most)
        attempt = DebtAttempt(
            debt=debt,
            on=on,
            is_present=is_present,
            value=value if is_present else None,
            decision=decision,
            protocol=protocol.strip(),
            set_by=by,
        )
        attempt.full_clean(exclude=["debt"])
        attempt.save()
        record("students.attempt_debt", debt.student, by=by, debt=debt.pk, on=on, mark=attempt.value or "")
        if rules.clears(is_present, value):
            _close(debt, debt.version, AcademicDebt.Outcome.CLEARED, by, on=on)
    return attempt


def close_debt(debt: AcademicDebt, *, outcome: str, version: int, by: User, closed_note="") -> AcademicDebt:
    """R7-2.5: close a debt that was not cleared in time, or was opened by mistake."""
    grant = demanded(permissions.KEEP_DEBTS, by, debt)
    with acting(by, grant=grant):
        debt = _locked(debt)
        if debt.closed_on:
            raise ValidationError(_("This debt is closed (R7-2.2)."), "closed")
        tries = attempts_since(debt)
        rules.may_close(
            outcome,
            any(rules.clears(one.is_present, one.value) for one in tries),
            debt.due_on,
            len(tries),
            PromotionPolicy.now().attempts,
            clock.today(),
            closed_note,
        )
        return _close(debt, version, outcome, by, on=clock.today(), note=closed_note.strip())


def _close(debt, version, outcome, by, *, on, note=""):
    fields = {"closed_on": on, "outcome": outcome, "closed_note": note}
    return _changed(debt, version, by, "students.close_debt", {"outcome": str(outcome)}, **fields)


def owed_by(student: Student):
    """Debts that are open or were closed as not cleared."""
    return student.debts.filter(outcome__in=["", AcademicDebt.Outcome.NOT_CLEARED])


def reopen_debts(student: Student, *, due_on: date, order: Order, by: User) -> list[AcademicDebt]:
    """R7-4.3: who comes back clears what was not cleared, by a set day. Called with the signed order of restoration."""
    grant = demanded(permissions.KEEP_DEBTS, by)
    if order.status == Order.Status.DRAFT:
        raise ValidationError(_("This needs a signed order."), "order")
    with acting(by, grant=grant):
        again = []
        for debt in owed_by(student).order_by("pk"):
            again.append(_reopen(debt, debt.version, due_on, by, order))
    return again


def reopen_debt(debt: AcademicDebt, *, due_on: date, version: int, by: User) -> AcademicDebt:
    """A debt closed as not cleared, or by mistake, is open again with a new last day."""
    grant = demanded(permissions.KEEP_DEBTS, by, debt)
    with acting(by, grant=grant):
        debt = _locked(debt)
        if not debt.closed_on:
            raise ValidationError(_("This debt is open already."), "open")
        if debt.outcome == AcademicDebt.Outcome.CLEARED:
            raise ValidationError(_("A cleared debt stays cleared."), "cleared")
        return _reopen(debt, version, due_on, by)


def _reopen(debt, version, due_on, by, order=None):
    today = clock.today()
    rules.may_set_deadline(debt.opened_on, due_on, today, closed=False)
    fields = {
        "due_on": due_on,
        "closed_on": None,
        "outcome": "",
        "closed_note": "",
        "reopened_on": today,
        "reopened_by": order,
    }
    said = {"due_on": str(due_on)} | ({"order": order.pk} if order else {})
    return _changed(debt, version, by, "students.reopen_debt", said, **fields)

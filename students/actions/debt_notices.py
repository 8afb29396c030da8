"""The parents are told of a debt and its last day, and acknowledge it (R7-2.3)."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record, record_all
from schoolmis.notices.actions import notify
from students import permissions
from students.actions.keeping import demanded
from students.models import AcademicDebt, DebtNotice, Guardianship, Student, Told


def tell_parents(debts: Iterable[AcademicDebt], *, by: User) -> int:
    """A notice in the system to each guardian who has an account; how many were told.

    A guardian who was told of the same debt with the same last day is not told twice; without a consent in force
    there is no portal (R1-6.2). Who may be told of emergencies only, or nothing, is not told.
    """
    grant = demanded(permissions.KEEP_DEBTS, by)
    debts = [debt for debt in debts if debt.closed_on is None]
    with acting(by, grant=grant):
        known = set(
            DebtNotice.objects.filter(debt__in=debts, way=DebtNotice.Way.PORTAL).values_list(
                "debt_id", "guardian_id", "due_on"
            )
        )
        links = {}
        consented = Student.objects.with_consent().filter(consented=True, debts__in=debts)
        for link in (
            Guardianship.objects.on(clock.today())
            .filter(student__in=consented, guardian__user__is_active=True, told__in=(Told.ALL, Told.STUDY))
            .select_related("guardian__user")
        ):
            links.setdefault(link.student_id, []).append(link.guardian)
        fresh = [
            DebtNotice(debt=debt, guardian=guardian, way=DebtNotice.Way.PORTAL, due_on=debt.due_on, given_by=by)
            for debt in debts
            for guardian in links.get(debt.student_id, ())
            if (debt.pk, guardian.pk, debt.due_on) not in known
        ]
        DebtNotice.objects.bulk_create(fresh)
        for told in fresh:
            notify(
                [told.guardian.user],
                "students.debt",
                by=by,
                url=reverse("students:own_debts", args=[told.debt.student_id]),
                about=told.debt.student.person,
                student=told.debt.student.person.short_name,
                subject=str(told.debt.subject),
                due_on=f"{told.due_on:%d.%m.%Y}",
            )
        record_all("students.tell_debt", [(one.debt.student, {"debt": one.debt_id}) for one in fresh], by=by)
    return len(fresh)


def give_paper_notices(debts: Iterable[AcademicDebt], *, by: User) -> list[DebtNotice]:
    """A printed notice of each debt goes home; one paper for the same last day, printed again without a new row."""
    grant = demanded(permissions.KEEP_DEBTS, by)
    debts = [debt for debt in debts if debt.closed_on is None]
    with acting(by, grant=grant):
        paper = DebtNotice.objects.filter(debt__in=debts, way=DebtNotice.Way.PAPER)
        known = set(paper.values_list("debt_id", "due_on"))
        fresh = DebtNotice.objects.bulk_create(
            DebtNotice(debt=debt, way=DebtNotice.Way.PAPER, due_on=debt.due_on, given_by=by)
            for debt in debts
            if (debt.pk, debt.due_on) not in known
        )
        record_all("students.tell_debt", [(one.debt.student, {"debt": one.debt_id}) for one in fresh], by=by)
    return fresh


def acknowledge_debt(notice: DebtNotice, *, by: User) -> DebtNotice:
    """R7-2.3: the parent has read the notice in the system."""
    grant = permissions.ACKNOWLEDGE_DEBT.demand(by, notice.debt)
    return _acknowledged(notice, clock.today(), str(by), by, grant)


def register_acknowledgement(notice: DebtNotice, *, on: date, name: str, by: User) -> DebtNotice:
    """The signed slip of the printed notice has come back."""
    grant = demanded(permissions.KEEP_DEBTS, by, notice.debt)
    if not name.strip():
        raise ValidationError({"name": ValidationError(_("Write who signed the notice."), "name")})
    if not notice.given_on <= on <= clock.today():
        raise ValidationError({"on": ValidationError(_("The day is between the notice and today."), "day")})
    return _acknowledged(notice, on, name.strip(), by, grant)


def _acknowledged(notice, on, name, by, grant):
    with acting(by, grant=grant):
        unread = DebtNotice.objects.filter(pk=notice.pk, acknowledged_on=None)
        if not unread.update(acknowledged_on=on, acknowledged_by=name):
            raise ValidationError(_("This notice is acknowledged already."), "twice")
        record("students.acknowledge_debt", notice.debt.student, by=by, debt=notice.debt_id, on=on)
    notice.refresh_from_db()
    return notice

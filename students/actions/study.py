"""The form of study begins and ends by a signed order (R7-2.3, R7-2.5)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record, record_all
from schoolmis.orders.models import Order
from students import permissions
from students.actions import may_move
from students.actions.applications import rest_on
from students.actions.keeping import demanded
from students.models import Student, StudyForm

FULL_TIME = "full_time"


def study_by_form(
    student: Student, form: str, *, order: Order, on: date, by: User, until: date | None = None, documents=()
) -> StudyForm | None:
    """From `on` up to, not on, `until` the student studies by `form`; `full_time` ends the form in force."""
    grant = demanded(permissions.KEEP, by, student)
    if order.status == Order.Status.DRAFT:
        raise ValidationError(_("This needs a signed order."), "order")
    with acting(by, grant=grant):
        Student.objects.select_for_update().get(pk=student.pk)
        now = may_move.may_study(student, form, until, order.date, on)
        rest_on(documents, f"study.{form}", student, order=order, by=by)
        if now:
            end_forms([student.pk], on, order)
        made = None
        if form != FULL_TIME:
            made = StudyForm.objects.create(student=student, form=form, order=order, starts_on=on, ends_on=until)
        record("students.study_by_form", student, by=by, order=order.pk, on=on, form=form)
    return made


def begin_forms(students: list[Student], form: str, *, order: Order, on: date, by: User) -> None:
    """R7-2.5: at the year's end many begin a form at once; who studies by it without an end already goes on."""
    going = StudyForm.objects.filter(student__in=students, form=form, starts_on__lte=on, ends_on=None)
    going = set(going.values_list("student_id", flat=True))
    fresh = [one for one in students if one.pk not in going]
    end_forms([one.pk for one in fresh], on, order)
    StudyForm.objects.bulk_create(StudyForm(student=one, form=form, order=order, starts_on=on) for one in fresh)
    told = {"order": order.pk, "on": str(on), "form": form}
    record_all("students.study_by_form", [(one, told) for one in fresh], by=by)


def end_forms(students: list[int], on: date, order: Order) -> None:
    """Whatever form of theirs goes on at `on` ends there, by `order`; inside the act of that order."""
    going = StudyForm.objects.filter(student__in=students).filter(Q(ends_on=None) | Q(ends_on__gt=on))
    going.exclude(ends_on=F("starts_on")).update(
        cut_from=F("ends_on"), ends_on=Greatest(F("starts_on"), on), ended_by=order
    )


def resume_forms(students: list[int], order: Order, second: Order) -> None:
    """What the departure `order` has ended goes on by the order that revokes it, without a break, to its own last day.

    R7-2.3, R7-2.5: a form of study lasts as long as its own order says.
    """
    ended = StudyForm.objects.filter(student__in=students, ended_by=order).exclude(ends_on=F("starts_on"))
    StudyForm.objects.bulk_create(resumed(one, one.ends_on, second) for one in ended)


def resumed(form: StudyForm, on: date, order: Order) -> StudyForm:
    return StudyForm(student_id=form.student_id, form=form.form, order=order, starts_on=on, ends_on=form.cut_from)


def later_form(order: Order) -> StudyForm | None:
    """A form of this order that a later order has ended: the order rests under it."""
    return StudyForm.objects.filter(order=order).exclude(ended_by=None).select_related("student__person").first()


def annul_form(order: Order, *, second: Order, by: User) -> None:
    """The form of the order ends with the revoking one, and the form before goes on."""
    with acting(by):
        before = list(StudyForm.objects.filter(ended_by=order).select_related("student__person"))
        for one in StudyForm.objects.filter(order=order, ended_by=None).select_related("student__person"):
            ends_on = max(one.starts_on, second.date)
            if one.ends_on is None or one.ends_on > ends_on:
                one.cut_from, one.ends_on, one.ended_by = one.ends_on, ends_on, second
                one.save(update_fields=["cut_from", "ends_on", "ended_by"])
            record("students.annul_form", one.student, by=by, order=second.pk, on=ends_on)
        for one in before:
            on = max(one.ends_on, second.date)
            if one.cut_from and one.cut_from <= on:
                continue
            resumed(one, on, second).save(force_insert=True)
            record("students.annul_form", one.student, by=by, order=second.pk, on=on)

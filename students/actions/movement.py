"""Students come, move, leave and come back, each time by a signed order (R7-3). Days are half-open in the tables."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.orders.models import Order, Series
from schoolmis.structure.models import SchoolClass
from students import hooks, permissions
from students.actions import may_move
from students.actions.applications import rest_on
from students.actions.debts import reopen_debts
from students.actions.keeping import demanded, keep_student
from students.actions.study import end_forms, resume_forms
from students.grounds import Ground
from students.models import Enrolment, Exemption, Membership, Placement, Student
from students.rules.papers import OWN

DAY = timedelta(days=1)


def _by_order(order: Order) -> None:
    """R7-3: every transfer and every departure is by order of the head."""
    if order.status == Order.Status.DRAFT:
        raise ValidationError(_("This needs a signed order."), "order")


def _locked(student: Student) -> None:
    """One act at a time on a student."""
    Student.objects.select_for_update().get(pk=student.pk)


def _spell_on(student: Student, day: date) -> Enrolment | None:
    return Enrolment.objects.on(day).filter(student=student).first()


def admit_student(
    student: Student | dict,
    *,
    school_class: SchoolClass,
    order: Order,
    on: date,
    by: User,
    came_from="",
    came_place="",
    documents=(),
    consent=None,
) -> Student:
    """Take a student onto the roll and into a class from `on`. A dict of Person's fields makes the record first.

    The opening register holds what was true before the system, so its rows are not asked for age or year.
    """
    grant = demanded(permissions.KEEP, by)
    _by_order(order)
    with acting(by, grant=grant):
        made = isinstance(student, dict)
        if made:
            student = keep_student(student, consent=consent, by=by)
        else:
            _locked(student)
            may_move.may_be_new(student, on)
        if order.series != Series.OPENING:
            may_move.may_sit(student, school_class, order.date, on)
            rest_on(documents, "admission", student, order=order, by=by)
        Enrolment.objects.create(student=student, order=order, starts_on=on, came_from=came_from, came_place=came_place)
        Placement.objects.create(student=student, school_class=school_class, order=order, starts_on=on)
        record("students.admit", student, by=by, order=order.pk, on=on, school_class=str(school_class))
    return student


def place_student(
    student: Student, school_class: SchoolClass, *, order: Order, on: date, by: User, until=None
) -> Placement:
    """Put a student of the roll into a class from `on` up to, not on, `until`; the class before ends there."""
    grant = demanded(permissions.KEEP, by, student)
    _by_order(order)
    with acting(by, grant=grant):
        _locked(student)
        if _spell_on(student, on) is None:
            raise ValidationError(_("The student is not on the roll on this day (R7-3)."), "left")
        student.placements.filter(ends_on=None, starts_on__lt=on).update(ends_on=on)
        student.placements.filter(starts_on__lt=on, ends_on__gt=on).update(ends_on=on)
        placement = Placement.objects.create(
            student=student, school_class=school_class, order=order, starts_on=on, ends_on=until
        )
        record("students.place", student, by=by, order=order.pk, on=on, school_class=str(school_class))
    return placement


def transfer_to_class(
    student: Student, school_class: SchoolClass, *, order: Order, on: date, by: User, documents=()
) -> Placement:
    """R7-2.6: another class from `on`; the present place and its subgroups end on the day before."""
    grant = demanded(permissions.KEEP, by, student)
    _by_order(order)
    with acting(by, grant=grant):
        _locked(student)
        now = may_move.may_be_transferred(student, school_class, order.date, on)
        rest_on(documents, "transfer", student, order=order, by=by)
        now.ends_on = on
        now.save(update_fields=["ends_on"])
        _end_groups(student, on, kept=school_class)
        placement = Placement.objects.create(student=student, school_class=school_class, order=order, starts_on=on)
        record(
            "students.transfer",
            student,
            by=by,
            order=order.pk,
            on=on,
            came_from=str(now.school_class),
            to=str(school_class),
        )
    return placement


def _end_groups(student: Student, ends_on: date, kept: SchoolClass | None = None) -> None:
    going = student.memberships.filter(Q(ends_on=None) | Q(ends_on__gt=ends_on))
    if kept:
        going = going.exclude(group__in=Membership.objects.filter(group__classes=kept).values("group"))
    going.update(ends_on=Greatest(F("starts_on"), ends_on))


def release_student(
    student: Student,
    *,
    order: Order,
    on: date,
    by: User,
    went_to="",
    ground=Ground.OTHER,
    documents=(),
    document="",
) -> Student:
    """R7-3: a student leaves only by a signed order, on one of the grounds; `on` is the last day on the roll.

    `document` names in words the one paper that the ground asks for; `documents` are rows of code, number and date.
    """
    grant = demanded(permissions.KEEP, by, student)
    _by_order(order)
    with acting(by, grant=grant):
        _locked(student)
        spell = may_move.may_be_released(student, ground, went_to, hooks.last_seen_on(student), order.date, on)
        in_words = [{"code": str(OWN[ground]), "number": document}] if document else []
        spell.documents = rest_on([*documents, *in_words], f"departure.{ground}", student, order=order, by=by)
        spell.ends_on, spell.departure_order, spell.ground, spell.went_to = on + DAY, order, ground, went_to
        spell.save(update_fields=["ends_on", "departure_order", "ground", "went_to", "documents"])
        student.placements.filter(ends_on=None).update(ends_on=on + DAY)
        _end_groups(student, on + DAY)
        Exemption.objects.filter(student=student, ends_on=None).update(ends_on=Greatest(F("starts_on"), on + DAY))
        end_forms([student.pk], on + DAY, order)
        record("students.release", student, by=by, order=order.pk, on=on, ground=str(ground), went_to=went_to)
    return student


def restore_student(
    student: Student,
    *,
    school_class: SchoolClass,
    order: Order,
    on: date,
    by: User,
    came_from="",
    came_place="",
    documents=(),
    debts_due: date | None = None,
) -> Student:
    """R7-4: who left comes back whatever the reason and length of the break, to the same grade and programme.

    R7-4.5: by the registered application; R7-4.3: debts are opened again, to be cleared by `debts_due`.
    """
    grant = demanded(permissions.KEEP, by)
    _by_order(order)
    with acting(by, grant=grant):
        _locked(student)
        given = rest_on(documents, "restoration", student, order=order, by=by)
        last, owed = may_move.may_be_restored(student, school_class, given, debts_due, order.date, on)
        Enrolment.objects.create(
            student=student, order=order, starts_on=on, came_from=came_from, came_place=came_place, previous=last
        )
        Placement.objects.create(student=student, school_class=school_class, order=order, starts_on=on)
        if owed:
            reopen_debts(student, due_on=debts_due, order=order, by=by)
        record("students.restore", student, by=by, order=order.pk, on=on, school_class=str(school_class))
    return student


def annul_admission(order: Order, *, second: Order, by: User) -> None:
    """The revoking order ends the spells its fellow began; those that have not begun never do."""
    with acting(by):
        for spell in Enrolment.objects.filter(order=order, ends_on=None).select_related("student__person"):
            ends_on = max(spell.starts_on, second.date)
            spell.ends_on, spell.departure_order = ends_on, second
            spell.save(update_fields=["ends_on", "departure_order"])
            spell.student.placements.filter(ends_on=None).update(ends_on=Greatest(F("starts_on"), ends_on))
            _end_groups(spell.student, ends_on)
            end_forms([spell.student_id], ends_on, second)
            record("students.annul_admission", spell.student, by=by, order=second.pk, on=ends_on)


def annul_transfer(order: Order, *, second: Order, by: User) -> None:
    """The student goes back to the class before, from the day of the revoking order."""
    with acting(by):
        for place in Placement.objects.filter(order=order, ends_on=None).select_related("student__person"):
            before = place.student.placements.filter(ends_on=place.starts_on).exclude(starts_on=F("ends_on")).first()
            on = max(place.starts_on, second.date)
            place.ends_on = on
            place.save(update_fields=["ends_on"])
            Placement.objects.create(
                student=place.student, school_class_id=before.school_class_id, order=second, starts_on=on
            )
            record("students.annul_transfer", place.student, by=by, order=second.pk, on=on)


def annul_release(order: Order, *, second: Order, by: User) -> None:
    """A departure revoked has not interrupted the stay: a new spell begins where the old one was ended."""
    with acting(by):
        for spell in Enrolment.objects.filter(departure_order=order).select_related("student__person"):
            place = spell.student.placements.filter(ends_on=spell.ends_on).order_by("-starts_on").first()
            Enrolment.objects.create(student=spell.student, order=second, starts_on=spell.ends_on, previous=spell)
            resume_forms([spell.student_id], order, second)
            if place:
                Placement.objects.create(
                    student=spell.student, school_class_id=place.school_class_id, order=second, starts_on=spell.ends_on
                )
            record("students.annul_release", spell.student, by=by, order=second.pk, on=spell.ends_on)

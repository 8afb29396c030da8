"""Social categories and health: kept and looked at by few, each look in the book (R1-6.1, domain §7.6)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.files.actions import keep_file
from students import permissions
from students.actions.keeping import Conflict, consented, demanded
from students.models import Health, SocialCategory, Student

HEALTH = ("group", "sport", "allergies", "diet", "notes", "document")


def _needs_consent(student):
    if not consented(student.person):
        raise ValidationError(_("Without a consent in force these data are not kept."), "consent")


def add_category(
    student: Student, *, category: str, document: str, on: date, by: User, until: date | None = None, scan=None
) -> SocialCategory:
    """A social category by its document, from `on` up to, not on, `until`."""
    grant = demanded(permissions.KEEP_RESTRICTED, by, student)
    _needs_consent(student)
    if not document.strip():
        raise ValidationError({"document": ValidationError(_("A social category rests on a document."), "document")})
    if until and until <= on:
        raise ValidationError({"until": ValidationError(_("The end comes before the beginning."), "until")})
    with acting(by, grant=grant):
        Student.objects.select_for_update().get(pk=student.pk)
        others = student.social_categories.filter(category=category)
        if any((one.ends_on or date.max) > on and one.starts_on < (until or date.max) for one in others):
            raise ValidationError(
                {"category": ValidationError(_("This category stands for these days already."), "known")}
            )
        row = SocialCategory.objects.create(
            student=student,
            category=category,
            document=document,
            scan=keep_file(scan, by=by) if scan else None,
            starts_on=on,
            ends_on=until,
            added_by=by,
        )
        record("students.add_category", student, by=by, row=row.pk)
    return row


def end_category(row: SocialCategory, *, on: date, by: User) -> SocialCategory:
    """`on` is the first day without the category."""
    grant = demanded(permissions.KEEP_RESTRICTED, by, row.student)
    with acting(by, grant=grant):
        SocialCategory.objects.filter(pk=row.pk).update(ends_on=Greatest(F("starts_on"), on))
        record("students.end_category", row.student, by=by, row=row.pk, on=on)
    row.refresh_from_db()
    return row


def note_health(student: Student, *, seen: int, by: User, on: date | None = None, **values) -> Health:
    """A newer note ends the former one. `seen`: the id of the note that the writer saw, 0 where there was none."""
    grant = demanded(permissions.KEEP_RESTRICTED, by, student)
    _needs_consent(student)
    on = on or clock.today()
    with acting(by, grant=grant):
        Student.objects.select_for_update().get(pk=student.pk)
        now = student.health_notes.filter(ends_on=None).first()
        if (now.pk if now else 0) != seen:
            stored = {name: getattr(now, name, "") for name in HEALTH}
            differing = {name: value for name, value in stored.items() if value != values[name]}
            raise Conflict(differing, now.pk if now else 0)
        if now and on < now.starts_on:
            raise ValidationError({"on": ValidationError(_("The note in force begins later."), "before")})
        if now:
            Health.objects.filter(pk=now.pk).update(ends_on=on)
        note = Health.objects.create(student=student, starts_on=on, added_by=by, **values)
        record("students.note_health", student, by=by, note=note.pk)
    return note


def book_restricted_view(student: Student, *, by: User) -> None:
    """R1-1.2d: the look at social categories and health is an act of its own."""
    record("students.view_restricted", student, by=by)

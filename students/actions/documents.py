"""Papers of a student and the photograph: taken in, checked, replaced, annulled; never removed (R1-1.2d)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.files.actions import keep_file
from schoolmis.people.models import Purpose
from students import permissions
from students.actions.keeping import Conflict, consented, demanded
from students.models import Photo, Student, StudentDocument
from students.rules import records

PICTURES = frozenset({"jpeg", "png"})
FIELDS = ("kind", "series", "number", "issued_by", "issued_on", "valid_until")


def _needs_consent(student):
    if not consented(student.person):
        raise ValidationError(_("Documents are kept only with a written consent (R1-6.2)."), "consent")


def _may_stand(values):
    records.may_keep_document(
        values["kind"], values.get("number", ""), values.get("issued_on"), values.get("valid_until"), clock.today()
    )


def add_document(
    student: Student, *, by: User, scan=None, checked=False, replaces: StudentDocument | None = None, **values
) -> StudentDocument:
    """R1-2.2a: a paper is attached once and used again. `values`: FIELDS; `scan`: an uploaded file."""
    grant = demanded(permissions.KEEP, by, student)
    _needs_consent(student)
    _may_stand(values)
    with acting(by, grant=grant):
        former = StudentDocument.objects.select_for_update().filter(student=student, annulled_at=None, replaced_by=None)
        if replaces and not former.filter(pk=replaces.pk).exists():
            raise ValidationError(_("This document is replaced or annulled already."), "replaced")
        document = StudentDocument(student=student, added_by=by, **values)
        if scan:
            document.scan = keep_file(scan, by=by)
        if checked:
            document.checked_by, document.checked_at = by, clock.now()
        document.save()
        if replaces:
            StudentDocument.objects.filter(pk=replaces.pk).update(replaced_by=document)
        record("students.add_document", student, by=by, kind=document.kind, document=document.pk)
    return document


def change_document(document: StudentDocument, *, version: int, by: User, scan=None, checked=False, **values):
    """Who saves later than `version` is shown both values."""
    grant = demanded(permissions.KEEP, by, document.student)
    _may_stand(values)
    with acting(by, grant=grant):
        stored = StudentDocument.objects.select_for_update().get(pk=document.pk)
        if stored.annulled_at or stored.replaced_by_id:
            raise ValidationError(_("This document is replaced or annulled already."), "replaced")
        fresh = {name: value for name, value in values.items() if (getattr(stored, name) or "") != (value or "")}
        if fresh and stored.version != version:
            raise Conflict({name: getattr(stored, name) for name in fresh}, stored.version)
        for name, value in fresh.items():
            setattr(stored, name, value)
        if scan:
            stored.scan = keep_file(scan, by=by)
        if checked and not stored.checked_by_id:
            stored.checked_by, stored.checked_at = by, clock.now()
        stored.version = version + 1
        stored.save()
        record("students.change_document", stored.student, by=by, document=stored.pk, fields=sorted(fresh))
    return stored


def annul_document(document: StudentDocument, *, why: str, by: User) -> StudentDocument:
    """A paper entered by mistake stays, annulled with the reason."""
    grant = demanded(permissions.KEEP, by, document.student)
    if not why.strip():
        raise ValidationError({"why": ValidationError(_("Say why."), "why")})
    with acting(by, reason=why, grant=grant):
        found = StudentDocument.objects.filter(pk=document.pk, annulled_at=None)
        if not found.update(annulled_at=clock.now(), annulled_why=why):
            raise ValidationError(_("This document is replaced or annulled already."), "replaced")
        record("students.annul_document", document.student, by=by, document=document.pk, why=why)
    document.refresh_from_db()
    return document


def set_photo(student: Student, upload, *, by: User) -> Photo:
    """R1-6.2: a photograph by a consent to it; it is drawn anew, and whatever rode with the file is gone."""
    grant = demanded(permissions.KEEP, by, student)
    if not (consented(student.person) and consented(student.person, Purpose.PHOTO)):
        raise ValidationError(
            _("A photograph is kept only with a consent to it. Register the consent first."), "consent"
        )
    with acting(by, grant=grant):
        Photo.objects.filter(student=student, ended_at=None).update(ended_at=clock.now())
        photo = Photo.objects.create(student=student, file=keep_file(upload, by=by, kinds=PICTURES), added_by=by)
        record("students.set_photo", student, by=by)
    return photo

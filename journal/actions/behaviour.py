"""Praise and remarks."""

from datetime import date

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from journal import absence_kinds, families, permissions
from journal.models import BehaviourNote
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.notices.actions import notify
from students.models import Student


def write_note(
    student: Student, kind: str, words: str, *, on: date | None = None, for_family: bool = True, by: User
) -> BehaviourNote:
    """R1-4.1/2: a praise or a remark of a teacher; the family is told where it may see it."""
    grant = permissions.BEHAVIOUR.demand(by, student)
    on = on or clock.today()
    note = BehaviourNote(student=student, on=on, kind=kind, words=words.strip(), for_family=for_family, written_by=by)
    note.full_clean()
    if on > clock.today():
        raise ValidationError(_("This day has not come yet."), "future")
    with acting(by, grant=grant):
        note.save()
        record("journal.write_note", student, by=by, kind=kind, for_family=for_family)
        if for_family:
            told = {"student": student.person.short_name, "what": note.get_kind_display(), "words": note.words}
            users = families.guardians([student.pk]).get(student.pk, ())
            url = reverse("journal:child", args=[student.pk])
            notify(users, absence_kinds.NOTED, by=by, url=url, about=student.person, **told)
    return note


def annul_note(note: BehaviourNote, *, by: User) -> None:
    """R1-4.1/2: who has written the note takes it back; a leader takes back anybody's."""
    grant = permissions.BEHAVIOUR.demand(by, note.student)
    if note.written_by_id != by.pk and not permissions.CLOSE.allows(by):
        raise ValidationError(_("A note is taken back by who has written it."), "whose")
    with acting(by, grant=grant):
        if not BehaviourNote.objects.filter(pk=note.pk, annulled_at=None).update(annulled_at=clock.now()):
            raise ValidationError(_("This note has been taken back already."), "state")
        record("journal.annul_note", note.student, by=by, note=note.pk)

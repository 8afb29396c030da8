"""Who answers for a student: one person for all the siblings (R1-1.2c)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.people.models import Person
from students import permissions
from students.actions.keeping import Conflict, consented, demanded
from students.models import Guardianship, Student
from students.rules import keeping


def same_person(data: dict) -> Person | None:
    """A guardian known already: by PIN, else by the same name and phone among people who have wards."""
    if data.get("pin"):
        return Person.objects.filter(pin=data["pin"]).first()
    if not data.get("phone"):
        return None
    named = {key: data.get(key, "") for key in ("last_name", "first_name")}
    return Person.objects.filter(wards__isnull=False, phone=data["phone"], **named).distinct().first()


def add_guardian(
    student: Student, guardian: Person | dict, *, relation: str, by: User, on: date | None = None
) -> Guardianship:
    """Link a guardian from `on`; a dict of Person's fields finds the same person first (R1-6.2)."""
    grant = demanded(permissions.KEEP, by, student)
    if not consented(student.person):
        raise ValidationError(
            _("Without a consent in force guardians are not kept. Register the consent first."), "consent"
        )
    on = on or clock.today()
    with acting(by, grant=grant):
        if isinstance(guardian, dict):
            data = keeping.cleaned(guardian)
            guardian = same_person(data) or Person.objects.create(**data)
        if guardian.pk == student.person_id:
            raise ValidationError(_("Nobody is their own guardian."), "self")
        if student.guardianships.filter(guardian=guardian, ends_on=None).exists():
            raise ValidationError(_("This person is the student's guardian already."), "known")
        link = Guardianship.objects.create(student=student, guardian=guardian, relation=relation, starts_on=on)
        record("students.add_guardian", student, by=by, guardian=guardian.pk, relation=relation)
    return link


def change_guardian(link: Guardianship, *, version: int, by: User, relation: str, **changes) -> Guardianship:
    """Change a guardian's data for all the children at once; who saves later than `version` is shown both."""
    grant = demanded(permissions.KEEP, by, link.student)
    changes = keeping.cleaned(changes)
    if changes.get("pin") and Person.objects.filter(pin=changes["pin"]).exclude(pk=link.guardian_id).exists():
        raise ValidationError({"pin": ValidationError(_("Another person has this PIN."), "known")})
    with acting(by, grant=grant):
        stored = Person.objects.select_for_update().get(pk=link.guardian_id)
        fresh = {key: value for key, value in changes.items() if (getattr(stored, key) or "") != (value or "")}
        if fresh and stored.version != version:
            raise Conflict({key: getattr(stored, key) for key in fresh}, stored.version)
        if fresh:
            Person.objects.filter(pk=stored.pk).update(version=version + 1, **fresh)
        if link.relation != relation:
            link.relation = relation
            link.save(update_fields=["relation"])
            fresh["relation"] = relation
        if fresh:
            record("students.change_guardian", link.student, by=by, guardian=stored.pk, fields=sorted(fresh))
    link.refresh_from_db()
    return link


def end_guardianship(link: Guardianship, *, by: User, on: date | None = None) -> Guardianship:
    """The person no longer answers for the student from `on`; the portal closes with the next request."""
    grant = demanded(permissions.KEEP, by, link.student)
    with acting(by, grant=grant):
        Guardianship.objects.filter(pk=link.pk, ends_on=None).update(
            ends_on=Greatest(F("starts_on"), on or clock.today())
        )
        record("students.end_guardianship", link.student, by=by, guardian=link.guardian_id, on=on or clock.today())
    link.refresh_from_db()
    return link

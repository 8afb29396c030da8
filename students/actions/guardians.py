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
from students.models import Guardianship, Student, Told
from students.rules import keeping, records


def same_guardian(data: dict) -> Person | None:
    """Whom `add_guardian` would take without asking: `data` as typed."""
    return same_person(keeping.cleaned(data))


def same_person(data: dict) -> Person | None:
    """A guardian known already: by PIN, else by the same name and phone among people who have wards."""
    if data.get("pin"):
        return Person.objects.filter(pin=data["pin"], merged_into=None).first()
    if not data.get("phone"):
        return None
    named = {key: data.get(key, "") for key in ("last_name", "first_name")}
    return Person.objects.filter(wards__isnull=False, merged_into=None, phone=data["phone"], **named).distinct().first()


class TieConflict(Conflict):
    """Somebody saved the link meanwhile; `version` is the link's."""

    field = "tie_version"


TIES = ("basis", "lives_with", "told", "is_main", "call_order")
"""What a link says beside the relation: the legal basis, who lives with the child, who is told of what."""


def _checked(relation: str, tie: dict) -> None:
    """R1-1.2b: a guardian who is no parent has a document; the main contact is somebody who may be told."""
    records.may_answer(relation, tie.get("basis", ""))
    if tie.get("is_main") and tie.get("told") == Told.NOTHING:
        raise ValidationError({"told": ValidationError(_("Who may be told nothing is not the main contact."), "main")})


def _one_main(student: Student, tie: dict, but: int | None = None) -> None:
    """The new main contact takes the place of the former one."""
    if tie.get("is_main"):
        student.guardianships.filter(is_main=True, ends_on=None).exclude(pk=but).update(
            is_main=False, version=F("version") + 1
        )


def add_guardian(
    student: Student,
    guardian: Person | dict,
    *,
    relation: str,
    by: User,
    on: date | None = None,
    tie: dict | None = None,
) -> Guardianship:
    """Link a guardian from `on`; a dict of Person's fields finds the same person first (R1-6.2). `tie`: TIES."""
    grant = demanded(permissions.KEEP, by, student)
    if not consented(student.person):
        raise ValidationError(
            _("Without a consent in force guardians are not kept. Register the consent first."), "consent"
        )
    on = on or clock.today()
    if tie is not None:
        _checked(relation, tie)
    with acting(by, grant=grant):
        if isinstance(guardian, dict):
            data = keeping.cleaned(guardian)
            guardian = same_person(data) or Person.objects.create(**data)
        if guardian.pk == student.person_id:
            raise ValidationError(_("Nobody is their own guardian."), "self")
        if student.guardianships.filter(guardian=guardian, ends_on=None).exists():
            raise ValidationError(_("This person is the student's guardian already."), "known")
        _one_main(student, tie or {})
        link = Guardianship.objects.create(
            student=student, guardian=guardian, relation=relation, starts_on=on, **(tie or {})
        )
        record("students.add_guardian", student, by=by, guardian=guardian.pk, relation=relation)
    return link


def change_guardian(
    link: Guardianship,
    *,
    version: int,
    by: User,
    relation: str,
    tie: dict | None = None,
    tie_version: int = 0,
    **changes,
) -> Guardianship:
    """Change a guardian's data for all the children at once, and what the link to this child says (`tie`: TIES).

    Who saves later than `version` (the person's) or `tie_version` (the link's) is shown both.
    """
    grant = demanded(permissions.KEEP, by, link.student)
    changes = keeping.cleaned(changes)
    if changes.get("pin") and Person.objects.filter(pin=changes["pin"]).exclude(pk=link.guardian_id).exists():
        raise ValidationError({"pin": ValidationError(_("Another person has this PIN."), "known")})
    if tie is not None:
        _checked(relation, tie)
    with acting(by, grant=grant):
        stored = Person.objects.select_for_update().get(pk=link.guardian_id)
        fresh = {key: value for key, value in changes.items() if (getattr(stored, key) or "") != (value or "")}
        if fresh and stored.version != version:
            raise Conflict({key: getattr(stored, key) for key in fresh}, stored.version)
        if fresh:
            Person.objects.filter(pk=stored.pk).update(version=version + 1, **fresh)
        fresh |= _change_link(link, {"relation": relation, **(tie or {})}, tie_version if tie is not None else None)
        if fresh:
            record("students.change_guardian", link.student, by=by, guardian=stored.pk, fields=sorted(fresh))
    link.refresh_from_db()
    return link


def _change_link(link: Guardianship, values: dict, version: int | None) -> dict:
    """What of the link is changed; `version` None: the caller has shown nobody the rest of it."""
    stored = Guardianship.objects.select_for_update().get(pk=link.pk)
    fresh = {name: value for name, value in values.items() if getattr(stored, name) != value}
    if fresh and version is not None and stored.version != version:
        shown = {
            name: getattr(stored, f"get_{name}_display", lambda name=name: getattr(stored, name))() for name in fresh
        }
        raise TieConflict(shown, stored.version)
    if fresh:
        _one_main(link.student, fresh, but=link.pk)
        Guardianship.objects.filter(pk=link.pk).update(version=stored.version + 1, **fresh)
    return fresh


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

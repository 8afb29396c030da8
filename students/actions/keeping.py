"""A student's own record: made, changed, numbered."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F
from django.utils.translation import gettext as _

from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.people.actions import give_consent
from schoolmis.people.models import Consent, Person, Purpose
from students import permissions
from students.models import Student
from students.rules import keeping


class Conflict(ValidationError):
    """Somebody saved meanwhile: `stored` holds what stands now, by field, where it differs from what was sent."""

    field = "version"

    def __init__(self, stored: dict, version: int):
        super().__init__(_("Somebody else has changed this record meanwhile. Compare and save again."), "version")
        self.stored, self.version = stored, version


def demanded(permission, by: User, obj=None):
    """The grant that allows the act; the program's own named users need none."""
    return None if by.is_system else permission.demand(by, obj)


def consented(person: Person, purpose=Purpose.RECORDS) -> bool:
    return Consent.objects.filter(person=person, purpose=purpose, ends_on=None).exists()


def keep_student(
    data: dict, *, by: User, consent: tuple[date, str] | None = None, person: Person | None = None
) -> Student:
    """Make the record of a student not on the roll yet. `data`: fields of Person; `consent`: (day, paper's number).
    `person`: a record that is known already, a guardian's or an employee's; what it lacks is filled in.

    R1-1.2c: a person known by the PIN is the same person; R1-6.2: without a consent the name alone is kept.
    """
    grant = demanded(permissions.KEEP, by)
    data = keeping.cleaned(keeping.kept(data, consent is not None))
    with acting(by, grant=grant):
        if person is None and data.get("pin"):
            person = Person.objects.filter(pin=data["pin"]).first()
        elif person is not None:
            lacking = {key: value for key, value in data.items() if value and not getattr(person, key)}
            Person.objects.filter(pk=person.pk).update(version=F("version") + 1, **lacking)
        if person is None:
            person = Person.objects.create(**data)
        elif Student.objects.filter(person=person).exists():
            raise ValidationError(
                {
                    "pin": ValidationError(
                        _("%(name)s has this PIN and is a student here already.") % {"name": person}, "known"
                    )
                }
            )
        if consent:
            give_consent(person, on=consent[0], paper=consent[1], by=by)
        student = Student.objects.create(person=person)
        record("students.keep", student, by=by)
    return student


def change_person(student: Student, *, version: int, by: User, **changes) -> Student:
    """R1-2.2a: change a student's personal data; who saves later than `version` is shown both (Conflict)."""
    grant = demanded(permissions.KEEP, by, student)
    person = student.person
    changes = keeping.cleaned(keeping.kept(changes, consented(person)))
    if changes.get("pin") and Person.objects.filter(pin=changes["pin"]).exclude(pk=person.pk).exists():
        raise ValidationError({"pin": ValidationError(_("Another person has this PIN."), "known")})
    with acting(by, grant=grant):
        stored = Person.objects.select_for_update().get(pk=person.pk)
        fresh = {key: value for key, value in changes.items() if (getattr(stored, key) or "") != (value or "")}
        if fresh and stored.version != version:
            raise Conflict({key: getattr(stored, key) for key in fresh}, stored.version)
        if fresh:
            Person.objects.filter(pk=person.pk).update(version=version + 1, **fresh)
            person.refresh_from_db()
            if person.user_id and {"last_name", "first_name"} & set(fresh):
                User.objects.filter(pk=person.user_id).update(name=person.short_name)
            record("students.change_person", student, by=by, fields=sorted(fresh))
    return student


def give_file_numbers(students, *, by: User) -> list[Student]:
    """Numbers of the alphabet book to those who have none: by letter, in order, never reused (domain §4.2)."""
    grant = demanded(permissions.KEEP, by)
    with acting(by, grant=grant):
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtext('students.file_number'))")
        bare = list(
            Student.objects.select_related("person")
            .filter(pk__in=[student.pk for student in students], file_number=None)
            .order_by("person__sort_key")
        )
        taken = Student.objects.exclude(file_number=None).values_list("file_number", flat=True) if bare else ()
        numbers = keeping.next_numbers([student.person.last_name for student in bare], taken)
        for student, number in zip(bare, numbers, strict=True):
            student.file_number = number
        Student.objects.bulk_update(bare, ["file_number"], batch_size=500)
        if bare:
            record(
                "students.give_file_numbers",
                bare[0] if len(bare) == 1 else None,
                by=by,
                numbers={str(student.pk): student.file_number for student in bare},
            )
    return bare

"""Name and address of a person the school keeps as a student (R1-1.2b, R1-1.2c, domain §4.2)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.people.actions import renamed
from schoolmis.people.models import Address, FormerName, Person
from schoolmis.people.places import line, places
from students import permissions
from students.actions.keeping import Conflict, consented, demanded
from students.models import Student
from students.rules import keeping


def change_name(
    student: Student,
    *,
    version: int,
    last_name: str,
    first_name: str,
    patronymic: str,
    on: date,
    document: str,
    document_on: date,
    by: User,
    scan=None,
) -> FormerName:
    """A new name by a document; the former one is kept and found, the number of the file stays (domain §4.2)."""
    grant = demanded(permissions.KEEP, by, student)
    fresh = keeping.cleaned({"last_name": last_name, "first_name": first_name, "patronymic": patronymic})
    with acting(by, grant=grant):
        person = Person.objects.select_for_update().get(pk=student.person_id)
        old = {name: getattr(person, name) for name in keeping.NAMES}
        if person.version != version:
            raise Conflict({name: old[name] for name in old if old[name] != fresh[name]}, person.version)
        former = renamed(person, fresh, on=on, document=document, document_on=document_on, scan=scan, by=by)
        record("students.change_name", student, by=by, former=str(former), on=on, document=document)
    student.person = person
    return former


class AddressConflict(Conflict):
    """Somebody wrote the address meanwhile; `version` is the address's."""

    field = "address_version"


def set_address(
    student: Student,
    person: Person,
    *,
    kind: str,
    place: str,
    settlement: str,
    street: str,
    by: User,
    address_version: int = 0,
) -> Address:
    """An address by the official list (R1-1.2c); the former one ends, the free text of before stays beside it.

    `person`: the student or who answers for the student. `address_version`: what the writer saw, 0 where none was.

    The card's one line follows the address of residence, so that lists and papers have it.
    """
    grant = demanded(permissions.KEEP, by, student)
    if person.pk != student.person_id and not student.guardianships.filter(guardian=person, ends_on=None).exists():
        raise ValidationError(_("This person does not answer for the student."), "stranger")
    if not consented(student.person):
        raise ValidationError(_("Without a consent in force these data are not kept."), "consent")
    if place not in places():
        raise ValidationError({"place": ValidationError(_("Choose the district or the city from the list."), "place")})
    with acting(by, grant=grant):
        person = Person.objects.select_for_update().get(pk=person.pk)
        now = person.addresses.filter(kind=kind, ends_on=None).first()
        if now and (now.place, now.settlement, now.street) == (place, settlement, street):
            return now
        if now and now.version != address_version:
            raise AddressConflict(_stored(now, place, settlement, street), now.version)
        Address.objects.filter(person=person, kind=kind, ends_on=None).update(ends_on=clock.today())
        written = now.as_written if now else person.address if kind == Address.Kind.ACTUAL else ""
        address = Address.objects.create(
            person=person,
            kind=kind,
            place=place,
            settlement=settlement,
            street=street,
            as_written=written,
            version=now.version + 1 if now else 1,
        )
        if kind == Address.Kind.ACTUAL:
            text = line(place, settlement, street, "ky")[:250]
            Person.objects.filter(pk=person.pk).update(address=text, version=person.version + 1)
        record("students.set_address", student, by=by, person=person.pk, kind=kind)
    return address


def _stored(now: Address, place: str, settlement: str, street: str) -> dict:
    """What stands now where it differs, in words."""
    stored = {"place": line(now.place), "settlement": now.settlement, "street": now.street}
    sent = {"place": line(place), "settlement": settlement, "street": street}
    return {name: value for name, value in stored.items() if sent[name] != value}

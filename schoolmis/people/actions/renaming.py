"""A person's name changes by a document; the former one stays and is borne by the papers of its days (domain §4.2)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.files.actions import keep_file
from schoolmis.people import name_rules, permissions
from schoolmis.people.models import Employee, FormerName, Person
from schoolmis.people.names import normalise

PARTS = ("last_name", "first_name", "patronymic")


def change_staff_name(employee: Employee, *, version: int, by: User, scan=None, **values) -> FormerName:
    """R1-2.2a: `values` are the new name, `on` and the document with its day; whoever saved later is refused."""
    grant = permissions.KEEP_STAFF.demand(by)
    fresh = {part: normalise(values.pop(part) or "") for part in PARTS}
    with acting(by, grant=grant):
        person = Person.objects.select_for_update().get(pk=employee.person_id)
        if person.version != version:
            raise ValidationError(_("Somebody else has changed this card meanwhile."), "version")
        former = renamed(person, fresh, by=by, scan=scan, **values)
        record("people.change_name", employee, by=by, former=str(former), on=values["on"], document=values["document"])
    employee.person = person
    return former


def renamed(person: Person, fresh: dict, *, on, document, document_on, by: User, scan=None) -> FormerName:
    """Inside an act that holds the person's row: the former name is kept, the account is called by the new one."""
    old = {part: getattr(person, part) for part in PARTS}
    name_rules.may_change_name(
        tuple(old.values()), tuple(fresh[part] for part in old), on, document, document_on, clock.today()
    )
    if FormerName.objects.filter(person=person, ends_on__gte=on).exists():
        raise ValidationError({"on": ValidationError(_("The name was changed later already."), "before")})
    kept = keep_file(scan, by=by) if scan else None
    facts = {"ends_on": on, "document": document, "document_on": document_on, "scan": kept, "changed_by": by}
    former = FormerName.objects.create(person=person, **facts, **old)
    Person.objects.filter(pk=person.pk).update(version=person.version + 1, **fresh)
    person.refresh_from_db()
    if person.user_id:
        User.objects.filter(pk=person.user_id).update(name=person.short_name)
    return former

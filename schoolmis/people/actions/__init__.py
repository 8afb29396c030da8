"""What is done with people: accounts opened, employees kept, consents given and withdrawn."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.actions import give_slip, open_user
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.files.actions import keep_file
from schoolmis.people import permissions, staff_rules
from schoolmis.people.actions.consents import register_staff_consent, scan_staff_consent, withdraw_staff_consent
from schoolmis.people.actions.renaming import change_staff_name, renamed
from schoolmis.people.actions.staff_file import add_row, annul_row, change_row, current_category
from schoolmis.people.models import Consent, Employee, Person, Purpose
from schoolmis.people.rules import age_on

__all__ = [
    "add_employee",
    "add_row",
    "annul_row",
    "change_employee",
    "change_row",
    "change_staff_name",
    "current_category",
    "give_consent",
    "give_staff_slip",
    "open_account",
    "register_staff_consent",
    "renamed",
    "scan_consent",
    "scan_staff_consent",
    "withdraw_consent",
    "withdraw_staff_consent",
]
PERSONAL = ("sex", "born_on", "pin", "phone", "email", "address")


def open_account(person: Person, *, by: User) -> User:
    """The person's one account, made when it is first needed; a slip gives its secret."""
    if person.user_id is None:
        with transaction.atomic():
            # The lock alone: who waited for it would join the users as they were before it waited.
            stored = Person.objects.select_for_update().get(pk=person.pk)
            person.user = stored.user or open_user(person.last_name, person.first_name, person.short_name, by=by)
            if stored.user is None:
                person.save(update_fields=["user"])
    return person.user


def give_consent(person: Person, *, on: date, paper="", purpose=Purpose.RECORDS, scan=None, by: User) -> Consent:
    """R1-6.2: personal data are placed in the system only with the written consent of the subject.

    `scan`: the uploaded scan of the signed paper, where there is one.
    """
    with acting(by):
        given = {"starts_on": on, "paper": paper, "taken_by": by}
        consent, new = Consent.objects.get_or_create(person=person, purpose=purpose, ends_on=None, defaults=given)
        if scan:
            _keep_scan(consent, scan, by)
        if new:
            record("people.give_consent", person, by=by, purpose=purpose, on=on, paper=paper)
    return consent


def _keep_scan(consent, scan, by):
    consent.scan = keep_file(scan, by=by)
    consent.save(update_fields=["scan"])


def scan_consent(consent: Consent, scan, *, by: User) -> Consent:
    """The paper of a consent registered without its scan; a newer scan takes the place of the former."""
    with acting(by):
        _keep_scan(consent, scan, by)
        record("people.scan_consent", consent.person, by=by, consent=consent.pk)
    return consent


def withdraw_consent(consent: Consent, *, on: date, by: User) -> Consent:
    """R1-6.2: withdrawal restricts at once; the legal minimum stays, and the withdrawal itself is on record."""
    with acting(by):
        consent.ends_on = on
        consent.save(update_fields=["ends_on"])
        record("people.withdraw_consent", consent.person, by=by, purpose=consent.purpose, on=on)
    return consent


def add_employee(*, person: dict, work: dict, consent: dict | None = None, by: User) -> Employee:
    """A person of the staff. `person`, `work`: fields of Person and Employee; `consent`: {on, paper}.

    Without a consent only the name is kept (R1-6.2): the other personal data are refused.
    """
    grant = None if by.is_system else permissions.KEEP_STAFF.demand(by)
    _needs_consent(person, bool(consent))
    with acting(by, grant=grant):
        row = Person(**person)
        row.full_clean(exclude=["sort_key", "folded"])
        row.save()
        employee = Employee(person=row, **work)
        _check_work(employee)
        employee.save()
        if consent:
            give_consent(row, on=consent["on"], paper=consent.get("paper", ""), by=by)
        record("people.add_employee", employee, by=by, position=employee.position)
    return employee


def change_employee(
    employee: Employee, *, version: int, person: dict, work: dict, consent: dict | None = None, by: User
) -> Employee:
    """Change the person and the work; whoever saved later than `version` is refused and sees both."""
    grant = permissions.KEEP_STAFF.demand(by)
    held = employee.person.consents.filter(purpose=Purpose.RECORDS, ends_on=None).exists()
    _needs_consent(person, held or bool(consent))
    with acting(by, grant=grant):
        row = Person.objects.select_for_update().get(pk=employee.person_id)
        if row.version != version:
            raise ValidationError(_("Somebody else has changed this card meanwhile."), "version")
        changed = [name for name, value in person.items() if getattr(row, name) != value]
        for name, value in person.items():
            setattr(row, name, value)
        row.version += 1
        row.full_clean(exclude=["sort_key", "folded"])
        row.save(update_fields=[*person, "version"])
        changed += [name for name, value in work.items() if getattr(employee, name) != value]
        for name, value in work.items():
            setattr(employee, name, value)
        employee.person = row
        _check_work(employee)
        employee.save(update_fields=list(work))
        if consent and not held:
            give_consent(row, on=consent["on"], paper=consent.get("paper", ""), by=by)
        record("people.change_employee", employee, by=by, fields=sorted(changed))
    return employee


def _check_work(employee):
    employee.full_clean(exclude=["person", *(("position",) if not employee.position else ())])
    born = employee.person.born_on
    age = age_on(born, employee.experience_on or clock.today()) if born else None
    staff_rules.may_have_worked(employee.experience, employee.experience_teaching, age)


def _needs_consent(person, given):
    if not given and any(person.get(name) for name in PERSONAL):
        sentence = _(
            "Without a written consent only the name and the work are kept: fill in the consent, or leave them out."
        )
        raise ValidationError(sentence, "consent")


def give_staff_slip(employee: Employee, *, by: User) -> str:
    """A new one-use code for the employee's account, which is opened if need be; former slips become void."""
    grant = permissions.STAFF_SLIPS.demand(by)
    with acting(by, grant=grant):
        user = open_account(employee.person, by=by)
        return give_slip(user, by=by)

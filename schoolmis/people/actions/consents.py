"""Consents of the staff, from their signed papers (R1-6.2, R3-6.1)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.people import permissions
from schoolmis.people.models import Consent, Employee, Purpose


def register_staff_consent(
    employee: Employee, *, on: date, by: User, paper="", purpose=Purpose.RECORDS, scan=None
) -> Consent:
    """The written consent of the employee is in the school's hands; never one of a day to come."""
    from schoolmis.people.actions import give_consent

    grant = permissions.STAFF_CONSENTS.demand(by, employee)
    if on > clock.today():
        raise ValidationError({"on": ValidationError(_("A consent is not given in the future."), "future")})
    with acting(by, grant=grant):
        return give_consent(employee.person, on=on, paper=paper, purpose=purpose, scan=scan, by=by)


def withdraw_staff_consent(employee: Employee, consent: Consent, *, on: date, by: User) -> Consent:
    """Withdrawal restricts at once: the card and the lists show the name and the work alone."""
    from schoolmis.people.actions import withdraw_consent

    grant = permissions.STAFF_CONSENTS.demand(by, employee)
    if consent.person_id != employee.person_id or consent.ends_on:
        raise ValidationError(_("This consent is not in force."), "withdrawn")
    if not consent.starts_on <= on <= clock.today():
        raise ValidationError({"on": ValidationError(_("The day is between the consent and today."), "day")})
    with acting(by, grant=grant):
        return withdraw_consent(consent, on=on, by=by)


def scan_staff_consent(employee: Employee, consent: Consent, scan, *, by: User) -> Consent:
    """The paper of a consent registered without its scan; a newer scan takes the place of the former."""
    from schoolmis.people.actions import scan_consent

    grant = permissions.STAFF_CONSENTS.demand(by, employee)
    if consent.person_id != employee.person_id:
        raise ValidationError(_("This consent is not in force."), "withdrawn")
    with acting(by, grant=grant):
        return scan_consent(consent, scan, by=by)

"""Consents of students, registered from paper (R1-6.2)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.people.actions import give_consent, scan_consent, withdraw_consent
from schoolmis.people.models import Consent, Purpose
from students import permissions
from students.actions.keeping import demanded
from students.models import Student


def register_consent(student: Student, *, on: date, by: User, paper="", purpose=Purpose.RECORDS, scan=None) -> Consent:
    """The written consent of the subject or the legal representative is in the school's hands."""
    grant = demanded(permissions.CONSENTS, by, student)
    if on > clock.today():
        raise ValidationError({"on": ValidationError(_("A consent is not given in the future."), "future")})
    with acting(by, grant=grant):
        return give_consent(student.person, on=on, paper=paper, purpose=purpose, scan=scan, by=by)


def take_back_consent(student: Student, consent: Consent, *, on: date, by: User) -> Consent:
    """Withdrawal restricts at once: card, lists and the portal show the legal minimum from the next request."""
    grant = demanded(permissions.CONSENTS, by, student)
    if consent.person_id != student.person_id or consent.ends_on:
        raise ValidationError(_("This consent is not in force."), "withdrawn")
    if not consent.starts_on <= on <= clock.today():
        raise ValidationError({"on": ValidationError(_("The day is between the consent and today."), "day")})
    with acting(by, grant=grant):
        return withdraw_consent(consent, on=on, by=by)


def attach_consent_scan(student: Student, consent: Consent, scan, *, by: User) -> Consent:
    """The paper of a consent that was registered without its scan; a newer scan takes the place of the former."""
    grant = demanded(permissions.CONSENTS, by, student)
    if consent.person_id != student.person_id:
        raise ValidationError(_("This consent is not in force."), "withdrawn")
    with acting(by, grant=grant):
        return scan_consent(consent, scan, by=by)

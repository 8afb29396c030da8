"""What is done with people: accounts opened, consents given and withdrawn."""

from datetime import date

from schoolmis.accounts.actions import open_user
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.people.models import Consent, Person, Purpose


def open_account(person: Person, *, by: User) -> User:
    """The person's one account, made when it is first needed; a slip gives its secret."""
    if person.user_id is None:
        person.user = open_user(person.last_name, person.first_name, person.short_name, by=by)
        person.save(update_fields=["user"])
    return person.user


def give_consent(person: Person, *, on: date, paper="", purpose=Purpose.RECORDS, by: User) -> Consent:
    """R1-6.2: personal data are placed in the system only with the written consent of the subject."""
    with acting(by):
        consent, new = Consent.objects.get_or_create(
            person=person, purpose=purpose, ends_on=None, defaults={"starts_on": on, "paper": paper, "taken_by": by}
        )
        if new:
            record("people.give_consent", person, by=by, purpose=purpose, on=on, paper=paper)
    return consent


def withdraw_consent(consent: Consent, *, on: date, by: User) -> Consent:
    """R1-6.2: withdrawal restricts at once; the legal minimum stays, and the withdrawal itself is on record."""
    with acting(by):
        consent.ends_on = on
        consent.save(update_fields=["ends_on"])
        record("people.withdraw_consent", consent.person, by=by, purpose=consent.purpose, on=on)
    return consent

"""Sign-in slips of a student and the guardians (R3-5.1b)."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.actions import give_slip
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.people.actions import open_account
from schoolmis.people.models import Person
from students import permissions
from students.actions.keeping import consented, demanded
from students.models import Student


class Given(NamedTuple):
    """A slip to print: the code stands here only now."""

    person: Person
    user: User
    code: str
    student: Student


def give_slips(student: Student, people, *, by: User) -> list[Given]:
    """New one-use slips for `people`: the student or guardians of today; their former slips are void."""
    grant = demanded(permissions.SLIPS, by, student)
    if not consented(student.person):
        raise ValidationError(_("Without a consent in force there is no access to the journal."), "consent")
    own = {student.person_id, *student.guardianships.on(clock.today()).values_list("guardian_id", flat=True)}
    if any(person.pk not in own for person in people):
        raise ValidationError(_("Slips go to the student and the guardians."), "stranger")
    given = []
    with acting(by, grant=grant):
        for person in people:
            user = open_account(person, by=by)
            given.append(Given(person, user, give_slip(user, by=by), student))
    return given

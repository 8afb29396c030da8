from django.db.models import Exists, OuterRef

from schoolmis.access import Role
from schoolmis.access.grants import rows, source
from schoolmis.people.models import Consent, Purpose
from students.models import Enrolment, Guardianship, Told


def _consented():
    """Without a consent in force there is no portal (R1-6.2)."""
    given = Consent.objects.filter(person=OuterRef("student__person"), purpose=Purpose.RECORDS, ends_on=None)
    return Exists(given)


@source
def by_guardian_link(user, today):
    """A guardian's rights come from the link to a child who is on the roll; who may be told nothing has none."""
    enrolled = Enrolment.objects.on(today).filter(student=OuterRef("student"))
    links = (
        Guardianship.objects.on(today)
        .filter(Exists(enrolled), _consented(), guardian__user=user)
        .exclude(told=Told.NOTHING)
    )
    return rows(links, role=Role.GUARDIAN, id="pk", student="student_id")


@source
def by_enrolment(user, today):
    """A student's rights come from the enrolment."""
    spells = Enrolment.objects.on(today).filter(_consented(), student__person__user=user)
    return rows(spells, role=Role.STUDENT, id="pk", order="order_id", student="student_id")

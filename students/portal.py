"""Whose page a signed-in parent or student reads."""

from datetime import date, timedelta

from django.db.models import Max

from schoolmis import clock
from schoolmis.access import Role
from schoolmis.access.grants import grants_of
from students.models import Enrolment, Guardianship, Student, Told


def children_of(user):
    """The students whose guardian `user` is today, by grants, with `class_id class_grade class_letter`."""
    mine = [grant.student for grant in grants_of(user) if grant.role == Role.GUARDIAN and grant.student]
    return Student.objects.filter(pk__in=mine).select_related("person").with_class(clock.today())


def own_record(user):
    """The student that `user` is, by the enrolment, or None."""
    mine = next((grant.student for grant in grants_of(user) if grant.role == Role.STUDENT), None)
    return Student.objects.select_related("person").filter(pk=mine).first() if mine else None


def children_gone(user) -> list[tuple[Student, date]]:
    """(child, last day on the roll) of those whom `user` answers for and who are at the school no more.

    Without a consent in force the link itself is not told (R1-6.2).
    """
    today = clock.today()
    links = Guardianship.objects.on(today).filter(guardian__user=user).exclude(told=Told.NOTHING)
    mine = Student.objects.with_consent().filter(consented=True, guardianships__in=links).distinct()
    gone = mine.exclude(enrolments__in=Enrolment.objects.on(today)).annotate(ended_on=Max("enrolments__ends_on"))
    gone = gone.filter(ended_on__lte=today).select_related("person").order_by("person__sort_key")
    return [(child, child.ended_on - timedelta(days=1)) for child in gone]

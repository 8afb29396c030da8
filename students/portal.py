"""Whose page a signed-in parent or student reads."""

from schoolmis import clock
from schoolmis.access import Role
from schoolmis.access.grants import grants_of
from students.models import Student


def children_of(user):
    """The students whose guardian `user` is today, by grants, with `class_id class_grade class_letter`."""
    mine = [grant.student for grant in grants_of(user) if grant.role == Role.GUARDIAN and grant.student]
    return Student.objects.filter(pk__in=mine).select_related("person").with_class(clock.today())


def own_record(user):
    """The student that `user` is, by the enrolment, or None."""
    mine = next((grant.student for grant in grants_of(user) if grant.role == Role.STUDENT), None)
    return Student.objects.select_related("person").filter(pk=mine).first() if mine else None

"""Whom of a family and which teachers the journal tells: those who may be told, of children with a consent."""

from schoolmis import clock
from schoolmis.access import Role
from schoolmis.access.models import RoleGrant
from schoolmis.accounts.models import User
from students.models import Guardianship, Placement, Student, Told


def guardians(students) -> dict[int, list[User]]:
    """{student: users of guardians}; without a consent in force there is no portal (R1-6.2); two statements at most."""
    consented = Student.objects.with_consent().filter(consented=True, pk__in=students)
    links = Guardianship.objects.on(clock.today()).filter(
        student__in=consented, guardian__user__is_active=True, told__in=(Told.ALL, Told.STUDY)
    )
    found: dict[int, list[User]] = {}
    for link in links.select_related("guardian__user"):
        found.setdefault(link.student_id, []).append(link.guardian.user)
    return found


def guardians_and_students(students) -> dict[int, list[User]]:
    """{student: users of guardians, and the student's own}, by the same consent; three statements at most."""
    found = guardians(students)
    own = Student.objects.with_consent().filter(consented=True, pk__in=students, person__user__is_active=True)
    for student in own.select_related("person__user"):
        found.setdefault(student.pk, []).append(student.person.user)
    return found


def homeroom_of(student) -> list[User]:
    """Users who lead the class of the student today."""
    classes = Placement.objects.on(clock.today()).filter(student=student).values("school_class")
    grants = RoleGrant.objects.on(clock.today()).filter(role=Role.HOMEROOM, school_class__in=classes)
    return list(User.objects.filter(role_grants__in=grants, is_active=True).distinct())

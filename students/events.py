"""Whose events a parent or a student reads: those of the children's classes, or of one's own."""

from schoolmis import clock
from schoolmis.access import Role
from schoolmis.access.grants import grants_of
from schoolmis.events import hooks
from students.models import Placement


def classes_of(user) -> list[tuple[int, int, bool]]:
    """(class id, grade, as a parent) of today; one statement a request."""
    if not hasattr(user, "_family_classes"):
        children = {grant.student: True for grant in grants_of(user) if grant.role == Role.GUARDIAN}
        own = {grant.student: False for grant in grants_of(user) if grant.role == Role.STUDENT}
        parents = own | children
        rows = Placement.objects.on(clock.today()).filter(student__in=parents) if parents else Placement.objects.none()
        rows = rows.values_list("student", "school_class", "school_class__grade")
        user._family_classes = [(of, grade, parents[student]) for student, of, grade in rows]
    return user._family_classes


hooks.families.append(classes_of)

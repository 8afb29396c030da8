"""Whom an event is meant for: a condition on events for a reader, or for one class."""

from django.db.models import Exists, OuterRef, Q

from schoolmis.access import STAFF, Role
from schoolmis.access.grants import grants_of
from schoolmis.events import hooks
from schoolmis.events.models import Event, Whom
from schoolmis.structure.models import SchoolClass

NOBODY = Q(pk__in=[])
EVERYBODY = Q(whom=Whom.SCHOOL)


def of_classes(classes, parents=False) -> Q:
    """Events of `classes`, (id, grade) each; of their parents too."""
    classes = list(classes)
    if not classes:
        return NOBODY
    named = Event.classes.through.objects.filter(event=OuterRef("pk"))
    mine = Exists(named.filter(schoolclass__in=[pk for pk, _grade in classes]))
    found = Q(mine, whom=Whom.CLASSES)
    for grade in sorted({grade for _pk, grade in classes}):
        found |= Q(whom=Whom.GRADES, grade_from__lte=grade, grade_to__gte=grade)
    if parents:
        found |= Q(mine, whom=Whom.PARENTS) | Q(~Exists(named), whom=Whom.PARENTS)
    return found


def meant_for(user) -> Q:
    """What concerns the reader: leaders everything, a teacher the classes taught or led, a family its own classes."""
    grants = grants_of(user)
    roles = {grant.role for grant in grants}
    if roles & {Role.DIRECTOR, Role.DEPUTY}:
        return Q()
    found = EVERYBODY if roles else NOBODY
    if roles & set(STAFF):
        led = {grant.school_class for grant in grants if grant.role == Role.HOMEROOM} - {None}
        taught = {grant.section for grant in grants} - {None}
        classes = SchoolClass.objects.filter(Q(pk__in=led) | Q(groups__sections__in=taught))
        classes = set(classes.values_list("pk", "grade"))
        found |= Q(whom=Whom.STAFF) | Q(responsible__person__user=user) | of_classes(classes)
        found |= of_classes([one for one in classes if one[0] in led], parents=True)
    return found | of_family(user)


def of_family(user) -> Q:
    """What is meant for a parent or a student."""
    classes = hooks.classes_of_family(user)
    if not classes:
        return NOBODY
    found = EVERYBODY | of_classes([(pk, grade) for pk, grade, _parent in classes])
    return found | of_classes([(pk, grade) for pk, grade, parent in classes if parent], parents=True)


def of_class(school_class, parents: bool) -> Q:
    """What is meant for one class, and for its parents."""
    return EVERYBODY | of_classes([(school_class.pk, school_class.grade)], parents)

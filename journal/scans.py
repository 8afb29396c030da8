"""Who opens files of homework: who sees the journal, and families of those whom the section teaches today."""

from journal import permissions
from journal.models import HomeworkFile, Lesson
from schoolmis import clock
from schoolmis.access import Role
from schoolmis.access.grants import grants_of
from schoolmis.files.owners import owner
from schoolmis.structure.models import Group
from students.models import Membership, Placement


def is_taught(students, section) -> bool:
    """Whether one of `students` belongs to the section today."""
    today = clock.today()
    if section.group.kind == Group.Kind.SUBGROUP:
        return Membership.objects.on(today).filter(student__in=students, group=section.group_id).exists()
    return Placement.objects.on(today).filter(student__in=students, school_class__groups=section.group_id).exists()


class OfClass:
    """R1-6.1: nobody else's homework opens by guessing its number."""

    @staticmethod
    def allows(user, row):
        section = row.lesson.section
        if permissions.VIEW.allows(user, section):
            return True
        own = {grant.student for grant in grants_of(user) if grant.role in (Role.GUARDIAN, Role.STUDENT)}
        return bool(own) and row.lesson.status == Lesson.Status.PLANNED and is_taught(own, section)


owner(
    lambda stored: (
        HomeworkFile.objects.filter(file=stored, taken_off_at=None).select_related("lesson__section__group").first()
    ),
    OfClass,
)

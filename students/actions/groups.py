"""Subgroups and exemptions, dated."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.structure.models import Group, Subject
from students import permissions
from students.actions.keeping import demanded
from students.models import Exemption, Membership, Student


def join_group(student: Student, group: Group, *, on: date, by: User) -> Membership:
    """A student of one of the group's classes takes part in the subgroup from `on`."""
    grant = demanded(permissions.GROUPS, by, student)
    if not student.placements.on(on).filter(school_class__groups=group).exists():
        raise ValidationError(_("The student is in none of the classes of this group."), "class")
    if student.memberships.on(on).filter(group=group).exists():
        raise ValidationError(_("This student is in this subgroup already."), "member")
    with acting(by, grant=grant):
        membership = Membership.objects.create(student=student, group=group, starts_on=on)
        record("students.join_group", student, by=by, group=group.pk, on=on)
    return membership


def leave_group(membership: Membership, *, on: date, by: User) -> Membership:
    """`on` is the first day without the subgroup."""
    grant = demanded(permissions.GROUPS, by, membership.student)
    with acting(by, grant=grant):
        Membership.objects.filter(pk=membership.pk, ends_on=None).update(ends_on=Greatest(F("starts_on"), on))
        record("students.leave_group", membership.student, by=by, group=membership.group_id, on=on)
    membership.refresh_from_db()
    return membership


def exempt_student(student: Student, subject: Subject, *, document: str, on: date, by: User, until=None) -> Exemption:
    """Free a student from a subject by a document, from `on` up to, not on, `until`."""
    grant = demanded(permissions.GROUPS, by, student)
    if not document.strip():
        raise ValidationError({"document": ValidationError(_("An exemption rests on a document."), "document")})
    if until and until <= on:
        raise ValidationError({"until": ValidationError(_("The end comes before the beginning."), "until")})
    standing = student.exemptions.filter(Q(ends_on=None) | Q(ends_on__gt=on), subject=subject)
    standing = standing.exclude(ends_on=F("starts_on"))
    if (standing.filter(starts_on__lt=until) if until else standing).exists():
        raise ValidationError({"subject": ValidationError(_("The student is exempt in these days already."), "twice")})
    with acting(by, grant=grant):
        exemption = Exemption.objects.create(
            student=student, subject=subject, document=document, starts_on=on, ends_on=until
        )
        record("students.exempt", student, by=by, free_of=subject.pk, on=on, until=until or "")
    return exemption


def end_exemption(exemption: Exemption, *, on: date, by: User) -> Exemption:
    grant = demanded(permissions.GROUPS, by, exemption.student)
    with acting(by, grant=grant):
        exemption.ends_on = max(exemption.starts_on, on)
        exemption.save(update_fields=["ends_on"])
        record("students.end_exemption", exemption.student, by=by, free_of=exemption.subject_id, on=on)
    return exemption

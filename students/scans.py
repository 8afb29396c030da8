"""Whose papers are kept as scans here, and who may open them."""

from schoolmis.files.owners import owner
from schoolmis.people.models import FormerName, Purpose
from students import permissions
from students.models import (
    Application,
    ApplicationPaper,
    Photo,
    Proposal,
    SocialCategory,
    Student,
    StudentDocument,
    YearDecision,
)
from students.record_blocks import photo_of

owner(lambda stored: Student.objects.filter(person__consents__scan=stored).first(), permissions.CONSENTS)
owner(lambda stored: Student.objects.filter(proposals__scan=stored).first(), permissions.KEEP)


class Proposer:
    """Whoever sent a paper may look at it."""

    @staticmethod
    def allows(user, proposal):
        return proposal.proposed_by_id == user.pk


owner(lambda stored: YearDecision.objects.filter(scan=stored).first(), permissions.PROMOTE)
owner(lambda stored: Proposal.objects.filter(scan=stored).first(), Proposer)
owner(lambda stored: Application.objects.filter(scan=stored).first(), permissions.SEE_APPLICATIONS)
owner(lambda stored: ApplicationPaper.objects.filter(scan=stored).first(), permissions.SEE_APPLICATIONS)


def _kept(student) -> bool:
    """Without a consent in force no paper is shown (R1-6.2)."""
    return student.person.consents.filter(purpose=Purpose.RECORDS, ends_on=None).exists()


class Closed:
    """Papers on health and social status open by the right to restricted data, other papers with the documents."""

    @staticmethod
    def allows(user, document):
        right = permissions.HEALTH_PAPERS if document.is_closed else permissions.DOCUMENTS
        return _kept(document.student) and right.allows(user, document.student)


class OfStudent:
    """A right that is asked about the row's student."""

    def __init__(self, right):
        self.right = right

    def allows(self, user, row):
        return _kept(row.student) and self.right.allows(user, row.student)


def _shown(stored):
    """A photograph only while the consent to it is in force: withdrawal hides it at once."""
    photo = Photo.objects.filter(file=stored, ended_at=None).select_related("student__person").first()
    return photo if photo and photo_of(photo.student) else None


owner(lambda stored: StudentDocument.objects.filter(scan=stored).select_related("student__person").first(), Closed)
owner(
    lambda stored: SocialCategory.objects.filter(scan=stored).select_related("student__person").first(),
    OfStudent(permissions.RESTRICTED),
)
owner(_shown, OfStudent(permissions.PERSONAL))


def _renamed(stored):
    former = FormerName.objects.filter(scan=stored).first()
    return Student.objects.filter(person=former.person_id).first() if former else None


owner(_renamed, permissions.KEEP)

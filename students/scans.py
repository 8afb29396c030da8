"""Whose papers are kept as scans here, and who may open them."""

from schoolmis.files.owners import owner
from students import permissions
from students.models import Proposal, Student, YearDecision

owner(lambda stored: Student.objects.filter(person__consents__scan=stored).first(), permissions.CONSENTS)
owner(lambda stored: Student.objects.filter(proposals__scan=stored).first(), permissions.KEEP)


class Proposer:
    """Whoever sent a paper may look at it."""

    @staticmethod
    def allows(user, proposal):
        return proposal.proposed_by_id == user.pk


owner(lambda stored: YearDecision.objects.filter(scan=stored).first(), permissions.PROMOTE)
owner(lambda stored: Proposal.objects.filter(scan=stored).first(), Proposer)

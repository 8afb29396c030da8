"""Guardians propose, the office decides with old and new side by side (R1-1.2b, R3-1.2b)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.files.actions import keep_file
from schoolmis.notices import kinds
from schoolmis.notices.actions import notify
from schoolmis.people.models import Person
from students import permissions
from students.actions.guardians import change_guardian
from students.actions.keeping import change_person, consented
from students.models import Guardianship, Proposal, Student
from students.rules import keeping, proposals

TOLD = {
    Proposal.Status.ACCEPTED: kinds.register(
        "students.proposal_accepted", gettext_lazy("Your proposal is accepted: %(name)s. %(answer)s")
    ),
    Proposal.Status.REFUSED: kinds.register(
        "students.proposal_refused", gettext_lazy("Your proposal is refused: %(name)s. %(answer)s")
    ),
}


def _about(student: Student, person: Person, by: User) -> None:
    own = person.user_id == by.pk and student.guardianships.on(clock.today()).filter(guardian=person).exists()
    if person.pk != student.person_id and not own:
        raise ValidationError(_("One proposes changes of the child's data and of one's own."), "whose")
    if not consented(student.person):
        raise ValidationError(_("Without a consent in force these data are not kept."), "consent")


def propose_change(student: Student, person: Person, *, wished: dict, note="", scan=None, by: User) -> Proposal:
    """`wished`: fields of Person as the guardian would have them; `scan`: an uploaded paper that shows it."""
    grant = permissions.PROPOSE.demand(by, student)
    _about(student, person, by)
    before = {key: proposals.text_of(getattr(person, key)) for key in proposals.FIELDS}
    changes = proposals.differences(before, keeping.cleaned(wished))
    proposals.worth_proposing(changes, note)
    with acting(by, grant=grant):
        stored = keep_file(scan, by=by) if scan else None
        try:
            with transaction.atomic():
                proposal = Proposal.objects.create(
                    student=student,
                    person=person,
                    changes=changes,
                    before={key: before[key] for key in changes},
                    note=note,
                    scan=stored,
                    proposed_by=by,
                )
        except IntegrityError as twice:
            raise ValidationError(_("A proposal about these data waits for the office already."), "open") from twice
        record("students.propose", student, by=by, person=person.pk, fields=sorted(changes))
    return proposal


def withdraw_proposal(proposal: Proposal, *, by: User) -> Proposal:
    """Whoever proposed takes it back while nobody has decided."""
    grant = permissions.PROPOSE.demand(by, proposal.student)
    with acting(by, grant=grant):
        waiting = Proposal.objects.filter(pk=proposal.pk, proposed_by=by, status=Proposal.Status.OPEN)
        if not waiting.update(status=Proposal.Status.WITHDRAWN):
            raise ValidationError(_("This proposal is decided already."), "decided")
        record("students.withdraw_proposal", proposal.student, by=by)
    proposal.refresh_from_db()
    return proposal


def decide_proposal(proposal: Proposal, *, taken, version: int, answer="", by: User) -> Proposal:
    """Accept the fields `taken`, refuse the rest; `version` is the person's that the office saw beside it."""
    grant = permissions.KEEP.demand(by, proposal.student)
    with acting(by, grant=grant):
        proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
        is_open = proposal.status == Proposal.Status.OPEN
        proposals.may_decide(is_open, proposal.changes, taken, answer, proposal.note)
        if taken:
            _take_over(proposal, {key: proposal.changes[key] for key in taken}, version, by)
        answered_in_words = not proposal.changes and proposal.note
        accepted = taken or answered_in_words
        proposal.status = Proposal.Status.ACCEPTED if accepted else Proposal.Status.REFUSED
        proposal.taken, proposal.answer = sorted(taken), answer
        proposal.decided_by, proposal.decided_at = by, clock.now()
        proposal.save(update_fields=["status", "taken", "answer", "decided_by", "decided_at"])
        record("students.decide_proposal", proposal.student, by=by, taken=sorted(taken), status=proposal.status)
        _tell(proposal, by)
    return proposal


def _take_over(proposal, changes, version, by):
    if "born_on" in changes:
        changes["born_on"] = date.fromisoformat(changes["born_on"]) if changes["born_on"] else None
    if proposal.person_id == proposal.student.person_id:
        change_person(proposal.student, version=version, by=by, **changes)
        return
    link = Guardianship.objects.on(clock.today()).filter(student=proposal.student, guardian=proposal.person).first()
    if link is None:
        raise ValidationError(_("This person is the student's guardian no more."), "link")
    change_guardian(link, version=version, by=by, relation=link.relation, **changes)


def _tell(proposal, by):
    notify(
        [proposal.proposed_by],
        TOLD[proposal.status],
        by=by,
        url=reverse("students:propose", args=[proposal.student_id]),
        about=proposal.student.person,
        name=proposal.person,
        answer=proposal.answer,
    )

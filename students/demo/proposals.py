"""Two guardians of the demo school wish something corrected; one has been answered."""

from schoolmis import clock, demo
from schoolmis.audit.book import acting
from students.models import Guardianship, Proposal


@demo.part(order=35)
def proposals(progress, story):
    """Written as rows: the guardians of the demo, but for one, have no account of their own yet."""
    progress("Proposed changes")
    guardian, secretary = story.users["guardian"], story.users["secretary"]
    links = Guardianship.objects.filter(guardian__user=guardian).select_related("student__person", "guardian")[:2]
    wishes = [
        ({"address": "Ак-Терек айылы, Жаңы Турмуш көч., 17"}, "", Proposal.Status.OPEN, ""),
        ({}, "Туулгандыгы тууралуу күбөлүктө аты «Айзирек» деп жазылган.", Proposal.Status.ACCEPTED, "Оңдолду."),
    ]
    with acting(guardian):
        for link, (changes, note, status, answer) in zip(links, wishes, strict=False):
            decided = status != Proposal.Status.OPEN
            Proposal.objects.create(
                student=link.student,
                person=link.student.person,
                changes=changes,
                before={key: getattr(link.student.person, key) for key in changes},
                note=note,
                status=status,
                answer=answer,
                proposed_by=guardian,
                decided_by=secretary if decided else None,
                decided_at=clock.now() if decided else None,
            )

"""What a leaver gets: papers made under numbers, handed over against receipts (R7-3.6)."""

from datetime import date

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from students import permissions
from students.actions.books import next_number
from students.models import Enrolment, Issue
from students.rules import leaving


def make_papers(spell: Enrolment, *, by: User) -> list[Issue]:
    """The personal file with its note, the table of marks and the certificate of the period, each with its number."""
    grant = permissions.LEAVING.demand(by, spell.student)
    today = clock.today()
    with acting(by, grant=grant):
        spell = Enrolment.objects.select_for_update().get(pk=spell.pk)
        made = set(spell.issues.filter(annulled_at=None).values_list("kind", flat=True))
        leaving.may_make_papers(spell.ends_on, bool(spell.departure_order_id and spell.ground), len(made) == 3)
        issues = [
            Issue.objects.create(
                spell=spell,
                kind=kind,
                year=today.year,
                number=next_number(Issue.BOOK, today.year),
                issued_on=today,
                issued_by=by,
            )
            for kind in Issue.Kind
            if kind not in made
        ]
        record("students.make_papers", spell.student, by=by, numbers=[one.number for one in issues])
    return issues


def hand_over_paper(issue: Issue, *, taken_by: str, on: date, by: User) -> Issue:
    """R7-3.6: whoever takes the paper signs for it; the register keeps who and when."""
    grant = permissions.LEAVING.demand(by, issue.spell.student)
    with acting(by, grant=grant):
        issue = Issue.objects.select_for_update().get(pk=issue.pk)
        leaving.may_hand_over(issue.issued_on, on, clock.today(), issue.taken_on is not None, taken_by)
        issue.taken_by, issue.taken_on, issue.handed_by = taken_by.strip(), on, by
        issue.save(update_fields=["taken_by", "taken_on", "handed_by"])
        record("students.hand_over_paper", issue.spell.student, by=by, number=issue.number, to=issue.taken_by, on=on)
    return issue

"""Debts of the demo: of the first term, with attempts and notices."""

from datetime import timedelta

from schoolmis import demo
from students import actions
from students.models import AcademicDebt

PROTOCOL = "Аттестациялык комиссия, № 1"


@demo.part(order=70)
def debts(progress, story):
    """R7-2.2: debts of the terms that are over; some tried, some told, one overdue."""
    over = [term for term in story.year.terms.order_by("number") if term.ends_on < story.today]
    if not over:
        return
    progress("Academic debts")
    due = story.today + timedelta(days=24)
    made = actions.open_debts(story.year, term=over[-1], due_on=due, by=story.deputy)[:12]
    for place, debt in enumerate(made[:5]):
        passed = place % 2 == 0
        actions.record_attempt(
            debt, on=story.today, is_present=place != 3, value=3 if passed else 2, protocol=PROTOCOL, by=story.deputy
        )
    actions.tell_parents(AcademicDebt.objects.open().select_related("student__person", "subject"), by=story.deputy)
    actions.give_paper_notices([one for one in made if not one.closed_on][:4], by=story.deputy)

"""Debts of the demo: of the first term with attempts and notices, and one child promoted conditionally last year."""

from datetime import timedelta

from schoolmis import demo
from schoolmis.audit.book import acting, record
from schoolmis.orders.models import Order
from students import actions
from students.models import AcademicDebt, Outcome, Placement, Result, YearDecision, YearEnd

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


@demo.part(order=71)
def conditional(progress, story):
    """R7-2.4: a child of grade 7 came up with a debt of last year, whose last day has passed."""
    order = Order.objects.filter(payload__promotes=True).first()
    failed = Result.objects.filter(
        year=story.last_year, period=Result.Period.YEAR, value=2, school_class__grade__range=(5, 8)
    ).order_by("school_class__grade", "student")
    here = Placement.objects.on(story.today).filter(order=order, student__in=failed.values("student"))
    now = here.select_related("school_class").order_by("school_class__grade", "student").first()
    if order is None or now is None:
        return
    one = failed.filter(student=now.student_id).first()
    with acting(story.installer):
        year_end = YearEnd.objects.create(
            year=story.last_year,
            next_year=story.year,
            confirmed_on=order.date,
            confirmed_by=story.director,
            computed_at=order.signed_at,
            protocol=order.basis,
            decided_on=order.date,
            debts_due_on=story.day(10, 15),
        )
        YearDecision.objects.create(
            year_end=year_end,
            student_id=one.student_id,
            school_class_id=one.school_class_id,
            proposed=Outcome.CONDITIONAL,
            outcome=Outcome.CONDITIONAL,
            target=now.school_class,
            order=order,
        )
        AcademicDebt.objects.create(
            student_id=one.student_id,
            subject_id=one.subject_id,
            year=story.last_year,
            cause="failed",
            opened_on=order.date,
            opened_by=story.deputy,
            due_on=story.day(10, 15),
        )
        record("students.begin_year_end", year_end, by=story.installer)

"""The end of the demo's last year, by the run itself: table, council, drafts, signature (R7-2.1 – R7-2.5)."""

from datetime import date, timedelta

from schoolmis import demo
from schoolmis.orders.actions import sign_order
from schoolmis.orders.execution import execute_order
from schoolmis.orders.models import Decision
from schoolmis.structure.models import SchoolClass
from students import actions
from students.models import AcademicDebt, Outcome, YearDecision

PAPERS = {"application": ("14", 6, 12), "pmpc": ("31", 6, 18), "plan": ("2", 8, 20)}
CHOICES = {
    Outcome.ADAPTED: ("application", "pmpc"),
    Outcome.INDIVIDUAL: ("application", "plan"),
    Outcome.REPEAT: ("application",),
}
COMMISSION = "Аттестациялык комиссия, № 1"


@demo.part(order=22)
def year_end(progress, story):
    """The council sat in June; the orders are signed in August, when the school has begun with the program."""
    progress("The end of last year")
    with demo.on_day(story.day(8, 26)):
        run = actions.begin_year_end(story.last_year, by=story.deputy)
        run = actions.confirm_roll_over(run, version=run.version, by=story.director)
        actions.propose_outcomes(run, by=story.deputy)
        choices(story, run)
        leaving_after_nine(run, story.deputy)
        run.refresh_from_db()
        decision = Decision.objects.filter(protocol__held_on=date(story.first, 6, 10)).order_by("number").first()
        actions.cite_decision(
            run,
            protocol="",
            decided_on=None,
            decision=decision,
            debts_due_on=story.day(10, 15),
            version=run.version,
            by=story.deputy,
        )
        for order in actions.draft_orders(run, by=story.deputy):
            execute_order(sign_order(order, by=story.director), by=story.director)


def choices(story, run):
    """R7-2.5: of those with a debt one family chooses an adapted programme, one an individual plan, one the repeat."""
    rows = YearDecision.objects.filter(year_end=run, outcome=Outcome.CONDITIONAL).select_related(
        "target", "school_class"
    )
    for row, (outcome, codes) in zip(rows[1:], CHOICES.items(), strict=False):
        target = row.target
        if outcome == Outcome.REPEAT:
            same = {"grade": row.school_class.grade, "letter": row.school_class.letter}
            target = SchoolClass.objects.filter(year=story.year, **same).first()
        if target:
            papers = [{"code": code, **paper(story, *PAPERS[code])} for code in codes]
            actions.decide(row, outcome=outcome, target=target, version=row.version, papers=papers, by=story.deputy)


def paper(story, number, month, day):
    return {"number": number, "on": f"{date(story.first, month, day)}"}


def leaving_after_nine(run, by):
    """R7-3.1: some complete basic school and go to a college: no next class here."""
    for row in YearDecision.objects.filter(year_end=run, outcome=Outcome.BASIC).order_by("pk")[:3]:
        actions.decide(row, outcome=Outcome.BASIC, target=None, version=row.version, by=by)


@demo.part(order=71)
def autumn(progress, story):
    """R7-2.4: some have cleared the debt and are promoted finally, two have not and the last day has passed."""
    begins, ends = story.day(10, 16), story.year.ends_on
    if not begins <= story.today <= ends:
        return
    with demo.on_day(story.day(10, 9)):
        for row in actions.conditionals().order_by("pk")[2:]:
            for debt in AcademicDebt.objects.filter(student=row.student, year=story.last_year, closed_on=None):
                facts = {"on": story.day(10, 9), "is_present": True, "value": 3, "protocol": COMMISSION}
                actions.record_attempt(debt, by=story.deputy, **facts)
    cleared = [row for row in actions.conditionals() if not row.uncleared]
    if cleared:
        facts = {"on": story.today, "protocol": f"№ 2, {story.today - timedelta(days=1):%d.%m.%Y}, 3"}
        order = actions.draft_settlement(cleared, settlement=Outcome.PROMOTED, by=story.deputy, **facts)
        sign_order(order, by=story.director, on=story.today)

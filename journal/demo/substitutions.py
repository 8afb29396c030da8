"""Today in the demo school: a teacher ill by order, another has phoned in; all their lessons but one have somebody."""

from collections import Counter

from journal.actions.substitutions import Choice, mark_away, plan_substitutions
from journal.substitutes.day import Day, State
from schoolmis import demo
from schoolmis.orders.actions import sign_order


@demo.part(order=92)
def substitutions(progress, story):
    """The first of the two drafts is signed by the director, the other waits; one lesson is left open."""
    shown = Day(story.today)
    if not shown.facts.lessons:
        return
    progress("Substitutions of the day")
    mark_away(_second(story, shown), story.today, reason="sick", words="Эртең менен телефон чалды", by=story.deputy)
    first, second = _planned(story, Day(story.today))
    for choices, signed in ((first, True), (second[:-1], False)):
        orders, _lost = plan_substitutions(story.today, choices, by=story.deputy) if choices else ([], 0)
        for order in orders if signed else []:
            sign_order(order, by=story.director, on=story.today)


def _second(story, shown):
    """A teacher with three lessons or more today who is nobody of the visitor's and stands in for nobody."""
    known = {user.pk for user in story.users.values()}
    busy = {hold.substitute for hold in shown.facts.holds}
    fit = [one for one in shown.present() if one.person.user_id not in known and one.pk not in busy]
    hers = Counter(pk for lesson in shown.facts.lessons for pk in shown.facts.teachers[lesson.section_id])
    return max(fit, key=lambda one: (min(hers[one.pk], 4), -one.pk))


def _planned(story, shown):
    """(for those away by order, for those marked): each open lesson with the fittest who is free still.

    One of them goes to the teacher as whom a visitor signs in.
    """
    shown.propose()
    first, second, visitor = [], [], story.users["teacher"].pk
    for line in shown.lines:
        if line.state != State.OPEN:
            continue
        free = [one for one in line.candidates if not shown.busy_with(one.employee.pk, line.lesson.hours)]
        free.sort(key=lambda one: one.employee.person.user_id != visitor)
        if free:
            one = free[0].employee.pk
            visitor = None if free[0].employee.person.user_id == visitor else visitor
            (second if line.absent.marked else first).append(Choice(line.lesson.pk, line.absent.employee.pk, one))
            shown.take(line, one, joined=False)
    return first, second

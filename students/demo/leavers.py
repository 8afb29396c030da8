"""A leaver of the demo and most graduates have all their papers, some wait for them; graduates have their documents."""

from schoolmis import clock, demo
from students.actions import annul_state_document, give_state_document, graduates, hand_over_paper, make_papers
from students.models import Enrolment, Outcome

WAITING = 6
"""Graduates who have not come for their papers yet."""


@demo.part(order=38)
def leavers(progress, story):
    """Made by the secretary, handed to the mother against a receipt."""
    spell = Enrolment.objects.exclude(ground="").exclude(ground__in=["basic", "secondary"]).order_by("ends_on").first()
    if spell is None:
        return
    progress("Papers of leavers")
    secretary = story.users["secretary"]
    hand_over(spell, "Апасы", secretary)
    with demo.on_day(story.day(8, 28)):
        for one in Enrolment.objects.filter(ground__in=["basic", "secondary"]).order_by("pk")[WAITING:]:
            hand_over(one, str(one.student.person), secretary)


def hand_over(spell, taken_by, by):
    for issue in make_papers(spell, by=by):
        hand_over_paper(issue, taken_by=taken_by, on=clock.today(), by=by)


@demo.part(order=39)
def state_documents(progress, story):
    """R7-3.1: a class of grade 11 and some of grade 9 have come for theirs; one was spoilt and is given anew."""
    progress("Documents of education")
    secretary = story.users["secretary"]
    with demo.on_day(story.day(8, 28)):
        eleventh = [one for one in graduates() if one.outcome == Outcome.SECONDARY]
        ninth = [one for one in graduates() if one.outcome == Outcome.BASIC]
        for series, rows, first in (("АО", eleventh, 204511), ("НК", ninth, 318207)):
            same = [one for one in rows if one.school_class_id == rows[0].school_class_id]
            for number, row in enumerate(same[:16], first):
                given = give(row, series, number, story.ability[row.student_id] > 1.3, secretary)
            if same:
                annul_state_document(given, why="Аты-жөнү ката жазылган", by=secretary)
                give(same[:16][-1], series, first + 16, False, secretary)


def give(row, series, number, honours, by):
    """Into the graduate's own hands."""
    facts = {"given_on": clock.today(), "given_to": str(row.student.person), "has_honours": honours, "by": by}
    return give_state_document(row.student, order=row.order, series=series, number=f"{number:06}", **facts)

"""One leaver of the demo has all the papers, another waits for them; graduates have their state documents."""

from schoolmis import clock, demo
from students.actions import annul_state_document, give_state_document, graduates, hand_over_paper, make_papers
from students.models import Enrolment, Outcome


@demo.part(order=38)
def leavers(progress, story):
    """Made by the secretary, handed to the mother against a receipt."""
    spell = Enrolment.objects.exclude(ground="").exclude(ground__in=["basic", "secondary"]).order_by("ends_on").first()
    if spell is None:
        return
    progress("Papers of leavers")
    secretary = story.users["secretary"]
    for issue in make_papers(spell, by=secretary):
        hand_over_paper(issue, taken_by="Апасы", on=clock.today(), by=secretary)


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

"""One leaver of the demo has all the papers, another waits for them."""

from schoolmis import clock, demo
from students.actions import hand_over_paper, make_papers
from students.models import Enrolment


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

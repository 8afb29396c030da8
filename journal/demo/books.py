"""One class journal that the homeroom teacher has had made for the archive."""

from journal import results
from journal.actions import keep_journal
from journal.classbook.compose import Asked, compose
from schoolmis import demo
from schoolmis.structure.models import Subject, Term


@demo.part(order=92)
def book(progress, story):
    """The first term's algebra of 8-А: a few pages, quickly made."""
    of, term = story.classes[8, "А"], Term.objects.filter(year=story.year).order_by("starts_on").first()
    if term.starts_on > story.today:
        return
    progress("A class journal")
    head = results.homeroom_teachers([of], story.today).get(of.pk, "")
    composed = compose(Asked(of, term, Subject.objects.get(code="ALG"), head), "ky")
    keep_journal(composed, origin="http://127.0.0.1:8000", mark="", by=story.director)

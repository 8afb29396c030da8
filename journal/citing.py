"""What of the journal rests on decisions of the school's bodies, for the protocol's page."""

from django.urls import reverse

from journal.models import TermStep
from schoolmis.orders.citing import cites


@cites(among=lambda decisions: TermStep.objects.filter(decision__in=decisions))
def terms(steps):
    """R1-5.1b: the results of a term that the council decided on."""
    for one in steps.select_related("of__term__year"):
        yield one.decision_id, f"{one.of.term}, {one.of.term.year}", reverse("journal:term", args=[one.of.term_id])

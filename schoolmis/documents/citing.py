"""Instructions that rest on decisions of the school's bodies, for the protocol's page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from schoolmis.documents.models import Instruction
from schoolmis.orders.citing import cites


@cites(among=lambda decisions: Instruction.objects.filter(decision__in=decisions))
def instructions(given):
    """R3-5.1d: what the director has told people to do on a decision."""
    for one in given:
        label = _("Instruction of %(day)s") % {"day": f"{one.given_on:%d.%m.%Y}"}
        yield one.decision_id, label, reverse("documents:instruction", args=[one.pk])

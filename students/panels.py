"""What the start page gets from students."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.desk.panels import figure, panel
from students import permissions
from students.models import Enrolment, Proposal


@figure("students.count", permissions.CONTINGENT, order=10)
def count(request):
    """How many are on the roll today, and who came and left since the first of the month."""
    today = clock.today()
    first = today.replace(day=1)
    in_force = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gt=today))
    spells = Enrolment.objects.aggregate(
        now=Count("pk", filter=in_force),
        came=Count("pk", filter=Q(starts_on__gte=first, starts_on__lte=today)),
        left=Count("pk", filter=Q(ends_on__gt=first, ends_on__lte=today)),
    )
    return {
        "label": _("Students"),
        "value": spells["now"],
        "note": _("+%(came)s / −%(left)s this month") % spells,
        "url": reverse("students:list"),
    }


@panel("students.proposals", permissions.KEEP, order=40, wide=True)
def proposals(request):
    """What guardians wish corrected and nobody has answered yet; the oldest first."""
    waiting = Proposal.objects.filter(status=Proposal.Status.OPEN).select_related("person", "proposed_by")
    rows = list(waiting.order_by("pk")[:6])
    return ("students/panel_proposals.html", {"rows": rows}) if rows else None

"""What of the students' affairs rests on decisions of the school's bodies, for the protocol's page."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from schoolmis.orders.citing import cites
from schoolmis.orders.models import Order
from students.models import DebtAttempt, YearEnd


@cites(among=lambda decisions: YearEnd.objects.filter(decision__in=decisions))
def year_ends(runs):
    """R7-2.1: the promotion of a year."""
    for one in runs.select_related("year"):
        label = _("Promotion of %(year)s") % {"year": one.year}
        yield one.decision_id, label, reverse("students:year_end", args=[one.year_id])


def _orders(decisions):
    resting = Q(payload__has_key="settles") | Q(kind="exams")
    return Order.objects.filter(resting, payload__decision__in=[one.pk for one in decisions], annulled_at=None)


@cites(among=_orders)
def orders(found):
    """R7-2.1, R7-2.4, R7-2.5: orders of admission to the attestation, and those that end a conditional promotion."""
    for one in found:
        yield one.payload["decision"], str(one), reverse("orders:order", args=[one.pk])


@cites(among=lambda decisions: DebtAttempt.objects.filter(decision__in=decisions))
def debt_attempts(attempts):
    """R7-2.2: attempts to clear a debt; the debt's page opens by its own right."""
    for one in attempts.select_related("debt__subject"):
        label = _("Attempt to clear a debt: %(subject)s") % {"subject": one.debt.subject}
        yield one.decision_id, label, reverse("students:debt", args=[one.debt_id])

"""What of the students' affairs rests on decisions of the school's bodies, for the protocol's page."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from schoolmis.orders.citing import cites
from schoolmis.orders.models import Order
from students.models import DebtAttempt, YearEnd


@cites
def year_ends(decisions):
    """R7-2.1: the promotion of a year."""
    for one in YearEnd.objects.filter(decision__in=decisions).select_related("year"):
        label = _("Promotion of %(year)s") % {"year": one.year}
        yield one.decision_id, label, reverse("students:year_end", args=[one.year_id])


@cites
def orders(decisions):
    """R7-2.1, R7-2.4, R7-2.5: orders of admission to the attestation, and those that end a conditional promotion."""
    ids = [one.pk for one in decisions]
    resting = Q(payload__has_key="settles") | Q(kind="exams")
    for one in Order.objects.filter(resting, payload__decision__in=ids, annulled_at=None):
        yield one.payload["decision"], str(one), reverse("orders:order", args=[one.pk])


@cites
def debt_attempts(decisions):
    """R7-2.2: attempts to clear a debt; the debt's page opens by its own right."""
    found = DebtAttempt.objects.filter(decision__in=decisions).select_related("debt__subject")
    for one in found:
        label = _("Attempt to clear a debt: %(subject)s") % {"subject": one.debt.subject}
        yield one.decision_id, label, reverse("students:debt", args=[one.debt_id])

from django.utils.translation import gettext_lazy as _

from schoolmis.orders import permissions as may
from schoolmis.orders.models import Order
from schoolmis.structure.permissions import LOAD
from schoolmis.ui.menu import OFFICE, STAFF, item, under


def waiting(user):
    """Drafts that wait for the director's signature; others are shown no number."""
    if not may.SIGN.allows(user):
        return None
    return Order.objects.filter(status=Order.Status.DRAFT, annulled_at=None).count()


under(
    OFFICE,
    item("orders:list", _("Orders"), "order", may.VIEW, 30, count=waiting, phone=True),
    item("bodies:list", _("Bodies and protocols"), "people", may.VIEW_BODIES, 32),
)
under(
    STAFF,
    item("orders:timesheets", _("Timesheet"), "calendar", may.TIMESHEET, 45),
    item("orders:load", _("Teaching load"), "grid", LOAD, 50),
)

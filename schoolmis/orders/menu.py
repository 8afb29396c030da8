from django.utils.translation import gettext_lazy as _

from schoolmis.orders import permissions
from schoolmis.orders.models import Order
from schoolmis.structure.permissions import LOAD
from schoolmis.ui import menu


def waiting(user):
    """Drafts that wait for the director's signature; others are shown no number."""
    if not permissions.SIGN.allows(user):
        return None
    return Order.objects.filter(status=Order.Status.DRAFT, annulled_at=None).count()


menu.register(
    menu.MenuItem(
        "structure.load", _("Teaching load"), "orders:load", "grid", section=_("Staff"), permission=LOAD, order=50
    ),
    menu.MenuItem(
        "orders.view",
        _("Orders"),
        "orders:list",
        "order",
        section=_("Office"),
        permission=permissions.VIEW,
        count=waiting,
        order=30,
        phone=True,
    ),
    menu.MenuItem(
        "orders.view_bodies",
        _("Bodies and protocols"),
        "bodies:list",
        "people",
        section=_("Office"),
        permission=permissions.VIEW_BODIES,
        order=32,
    ),
)
menu.register(
    menu.MenuItem(
        "orders.timesheet",
        _("Timesheet"),
        "orders:timesheets",
        "calendar",
        section=_("Staff"),
        permission=permissions.TIMESHEET,
        order=45,
    )
)

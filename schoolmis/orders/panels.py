"""What the start page and the search box get from orders."""

from urllib.parse import urlencode

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.desk.panels import figure, panel
from schoolmis.desk.search import Hit, source
from schoolmis.orders import permissions
from schoolmis.orders.actions import hindrance
from schoolmis.orders.bodies.lists import ProtocolList
from schoolmis.orders.bodies.lists import state as protocol_state
from schoolmis.orders.lists import OrderList, state, with_revoked
from schoolmis.orders.models import Acquaintance, Order, Protocol

SHOWN = 6


@figure("orders.to_sign", permissions.SIGN, order=25)
def waiting(request):
    """How many drafts wait for the signature, and since when the oldest does."""
    drafts = Order.objects.filter(status=Order.Status.DRAFT, annulled_at=None)
    found = drafts.aggregate(n=Count("pk"), oldest=Min("drafted_at"))
    days = (clock.now() - found["oldest"]).days if found["oldest"] else 0
    oldest = (
        ngettext("oldest %(n)s day", "oldest %(n)s days", days) % {"n": days} if days else gettext("oldest of today")
    )
    return {
        "label": gettext("To sign"),
        "value": found["n"],
        "note": oldest if found["n"] else gettext("nothing waits"),
        "url": f"{reverse('orders:list')}?status=draft",
    }


@panel("orders.to_sign", permissions.SIGN, order=20, wide=True, now=True)
def to_sign(request):
    """Drafts that wait for the signature, and what still hinders one."""
    drafts = Order.objects.filter(status=Order.Status.DRAFT, annulled_at=None).select_related("drafted_by")
    rows = [(order, hindrance(order)) for order in drafts.order_by("-id")[: SHOWN + 1]]
    return "orders/panel_to_sign.html", {"rows": rows[:SHOWN], "more": len(rows) > SHOWN}


@panel("orders.my_drafts", permissions.DRAFT, order=30, roles=["secretary"], wide=True, now=True)
def my_drafts(request):
    """What the office has drafted and the director has not signed yet."""
    drafts = Order.objects.filter(status=Order.Status.DRAFT, annulled_at=None).select_related("drafted_by")
    return "orders/panel_to_sign.html", {
        "rows": [(order, hindrance(order)) for order in drafts.order_by("-id")[:SHOWN]],
        "office": True,
    }


TOLD = ("series", "number", "title_ky", "title_ru", "status", "annulled_at")
TOLD_OF_PROTOCOL = ("number", "held_on", "status", "annulled_at", "body__name_ky", "body__name_ru")
"""What a hit tells; texts and lines are long."""


@source(_("Orders"), permissions.VIEW, order=40, more=lambda text: f"{reverse('orders:list')}?{urlencode({'q': text})}")
def orders_found(user, text):
    rows = permissions.VIEW.visible(user, with_revoked(Order.objects.only(*TOLD)))
    for order in OrderList(rows).search(rows, text)[:9]:
        yield Hit(str(order), state(order)[0], reverse("orders:order", args=[order.pk]))


@panel("orders.to_read", order=15, wide=True, now=True)
def to_read(request):
    """What the reader is asked to read and has not yet («тааныштым»)."""
    waiting = Acquaintance.objects.filter(person__user=request.user, read_on=None).select_related("order")
    rows = list(waiting.order_by("id")[:SHOWN])
    return ("orders/panel_to_read.html", {"rows": rows}) if rows else None


@panel("orders.unread", permissions.ACQUAINT, order=60)
def unread(request):
    """Which signed orders have not been read by everybody named."""
    waiting = Order.objects.annotate(waiting=Count("acquaintances", filter=Q(acquaintances__read_on=None)))
    rows = list(waiting.filter(waiting__gt=0).order_by("-date", "-number")[:SHOWN])
    return ("orders/panel_unread.html", {"rows": rows}) if rows else None


@source(
    _("Protocols"),
    permissions.VIEW_BODIES,
    order=45,
    more=lambda text: f"{reverse('bodies:protocols')}?{urlencode({'q': text})}",
)
def protocols_found(user, text):
    rows = permissions.VIEW_BODIES.visible(user, Protocol.objects.select_related("body").only(*TOLD_OF_PROTOCOL))
    for protocol in ProtocolList(rows).search(rows, text)[:9]:
        yield Hit(str(protocol), protocol_state(protocol)[0], reverse("bodies:protocol", args=[protocol.pk]))

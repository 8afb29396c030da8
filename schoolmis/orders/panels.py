"""What the start page and the search box get from orders."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schoolmis.desk.panels import panel
from schoolmis.desk.search import Hit, source
from schoolmis.orders import kinds, permissions
from schoolmis.orders.lists import OrderList, state, with_revoked
from schoolmis.orders.models import Order

SHOWN = 6


@panel("orders.to_sign", permissions.SIGN, order=20, wide=True)
def to_sign(request):
    """Drafts that wait for the signature, and what still hinders one."""
    drafts = Order.objects.filter(status=Order.Status.DRAFT, annulled_at=None).select_related("drafted_by")
    rows = [(order, kinds.of(order).ready(order)) for order in drafts.order_by("-id")[: SHOWN + 1]]
    return "orders/panel_to_sign.html", {"rows": rows[:SHOWN], "more": len(rows) > SHOWN}


@panel("orders.my_drafts", permissions.DRAFT, order=30, roles=["secretary"], wide=True)
def my_drafts(request):
    """What the office has drafted and the director has not signed yet."""
    drafts = Order.objects.filter(status=Order.Status.DRAFT, annulled_at=None).select_related("drafted_by")
    return "orders/panel_to_sign.html", {
        "rows": [(order, kinds.of(order).ready(order)) for order in drafts.order_by("-id")[:SHOWN]],
        "office": True,
    }


@source(_("Orders"), permissions.VIEW, order=40, more=lambda text: f"{reverse('orders:list')}?{urlencode({'q': text})}")
def orders_found(user, text):
    rows = permissions.VIEW.visible(user, with_revoked(Order.objects.all()))
    for order in OrderList(rows).search(rows, text)[:9]:
        yield Hit(str(order), state(order)[0], reverse("orders:order", args=[order.pk]))

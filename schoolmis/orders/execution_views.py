"""The points of an order on its page, and the button that ticks one."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from schoolmis.access.guard import signed_in
from schoolmis.accounts.models import User
from schoolmis.orders import permissions
from schoolmis.orders.execution import RIGHT, is_controller, points_of, tick_point
from schoolmis.orders.models import Order
from schoolmis.ui.acts import Act


@dataclass(frozen=True)
class Point:
    """A point on the page: its words, when and by whom it was ticked, or the button."""

    number: int
    text: str
    done_on: date | None
    by: str
    act: Act | None


def points(order: Order, user: User) -> list[Point]:
    """The points with what `user` may still tick."""
    if order.number is None:
        return []
    ticks = {one.number: one for one in order.ticks.select_related("by")}
    open_ = order.status == Order.Status.SIGNED and not getattr(order, "is_revoked", False)
    may = open_ and RIGHT.allows(user, order).ok
    found = []
    for number, text in enumerate(points_of(order), 1):
        tick = ticks.get(number)
        url = reverse("orders:tick", args=[order.pk, number])
        act = Act(_("Carried out"), url, method="post") if may and tick is None else None
        found.append(Point(number, text, tick and tick.done_on, str(tick.by) if tick else "", act))
    return found


@signed_in
@require_POST
def order_tick(request, pk, number):
    rows = Order.objects.select_related("controller__person").exclude(status=Order.Status.DRAFT)
    order = get_object_or_404(rows, pk=pk)
    sees = permissions.VIEW.allows(request.user).ok
    if not sees and not is_controller(order, request.user):
        raise Http404
    try:
        order = tick_point(order, number, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        executed = order.status == Order.Status.EXECUTED
        messages.success(request, _("The order is executed.") if executed else _("The point is ticked."))
    return redirect("orders:order" if sees else "orders:to_read_one", pk)

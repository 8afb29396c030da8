"""Points of a signed order are ticked one by one; with the last of them the order is executed (design §5)."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from schoolmis import clock
from schoolmis.access.guard import signed_in
from schoolmis.access.permission import Decision
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.orders import kinds, permissions, rules
from schoolmis.orders.models import Order, Tick
from schoolmis.orders.sheet import split_text
from schoolmis.ui.acts import Act


def points_of(order: Order) -> list[str]:
    """What is to be done; an order without points is one."""
    return split_text(order.text_ky or order.text_ru)[1] or [order.title]


def is_controller(order: Order, user: User) -> bool:
    """The employee to whom the order gives its control, as long as they work here."""
    one = order.controller
    return bool(one and one.person.user_id == user.pk and one.works_on(clock.today()))


class Control:
    """R3-5.1b: the person whom the order names has the right by the order itself; the director has it always."""

    def allows(self, user, order):
        return Decision(True) if is_controller(order, user) else permissions.SIGN.allows(user)

    def demand(self, user, order):
        return None if is_controller(order, user) else permissions.SIGN.demand(user)


RIGHT = Control()


def tick_point(order: Order, number: int, *, by: User) -> Order:
    """One point is carried out; the last one makes the order executed."""
    grant = RIGHT.demand(by, order)
    with acting(by, grant=grant):
        order = _locked(order)
        done = set(order.ticks.values_list("number", flat=True))
        rules.may_tick(number, len(points_of(order)), done)
        Tick.objects.create(order=order, number=number, by=by)
        record("orders.tick", order, by=by, point=number)
        if len(done) + 1 == len(points_of(order)):
            _execute(order, by)
    return order


def execute_order(order: Order, *, by: User) -> Order:
    """Every point that is left is carried out."""
    grant = RIGHT.demand(by, order)
    with acting(by, grant=grant):
        order = _locked(order)
        done = set(order.ticks.values_list("number", flat=True))
        left = [number for number in range(1, len(points_of(order)) + 1) if number not in done]
        Tick.objects.bulk_create(Tick(order=order, number=number, by=by) for number in left)
        _execute(order, by)
    return order


def _locked(order):
    order = Order.objects.select_for_update(of=("self",)).select_related("controller__person").get(pk=order.pk)
    revoked = Order.objects.filter(revokes=order).exclude(status=Order.Status.DRAFT).exists()
    rules.may_execute(order.status, revoked)
    return order


def _execute(order, by):
    order.status, order.executed_on = Order.Status.EXECUTED, clock.today()
    order.save(update_fields=["status", "executed_on"])
    kinds.of(order).executed(order, by)
    record("orders.execute", order, by=by)


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


def controlled(user: User):
    """Signed orders whose control lies on `user`, with how many points are ticked."""
    mine = Order.objects.filter(status=Order.Status.SIGNED, controller__person__user=user, revoked_by=None)
    return mine.annotate(done=Count("ticks")).order_by("date", "number")


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

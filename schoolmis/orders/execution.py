"""Points of a signed order are ticked one by one; with the last of them the order is executed (design §5)."""

from django.db.models import Count

from schoolmis import clock
from schoolmis.access.permission import Decision
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.orders import kinds, permissions, rules
from schoolmis.orders.models import Order, Tick
from schoolmis.orders.sheet import split_text


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


def controlled(user: User):
    """Signed orders whose control lies on `user`, with how many points are ticked."""
    mine = Order.objects.filter(status=Order.Status.SIGNED, controller__person__user=user, revoked_by=None)
    return mine.annotate(done=Count("ticks")).order_by("date", "number")

"""Who reads an order («тааныштым»), and the scan of its signed paper; the order's own row is frozen."""

from datetime import date

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.files.actions import keep_file
from schoolmis.orders import kinds, permissions, rules
from schoolmis.orders.models import Acquaintance, Order, OrderScan
from schoolmis.people.models import Person

_tellers = []


def teller(function):
    """`function(users, order, by)`: how readers are told; `notices`, which stands above, registers it."""
    _tellers.append(function)
    return function


def ask_to_read(order: Order, people, *, by: User) -> list[Acquaintance]:
    """Put `people` (persons) into the list of those who read a signed order, and tell those with an account."""
    grant = permissions.ACQUAINT.demand(by)
    rules.may_be_read(order.status)
    with acting(by, grant=grant):
        return put_in_list(order, people, by=by)


def put_in_list(order: Order, people, *, by: User) -> list[Acquaintance]:
    """The list itself, inside an act that has asked the right: of asking, or of signing."""
    with acting(by):
        known = set(order.acquaintances.values_list("person", flat=True))
        fresh = [person for person in people if person.pk not in known]
        made = Acquaintance.objects.bulk_create(
            [Acquaintance(order=order, person=person, asked_by=by) for person in fresh]
        )
        if made:
            record("orders.ask_to_read", order, by=by, people=[person.pk for person in fresh])
            tell(order, fresh, by)
    return made


def tell(order: Order, people, by: User) -> None:
    users = [person.user for person in people if person.user_id and person.user_id != by.pk]
    for function in _tellers:
        function(users, order, by)


def remind(order: Order, *, by: User) -> int:
    """Tell once more those who have not read; how many they are."""
    grant = permissions.ACQUAINT.demand(by)
    waiting = [one.person for one in order.acquaintances.filter(read_on=None).select_related("person__user")]
    with acting(by, grant=grant):
        tell(order, waiting, by)
        record("orders.remind", order, by=by, count=len(waiting))
    return len(waiting)


def concerned(order: Order) -> list[Person]:
    """Whom the order concerns by its lines, which the kind says; and who is to see to it."""
    of = kinds.registry.get(order.kind)
    people = list(of.concerns(order)) if of else []
    one = order.controller.person if order.controller_id else None
    return people if one is None or one in people else [*people, one]


def acquaint(order: Order, *, by: User) -> Acquaintance:
    """R1-5.1c: “I have read it”, said by the reader, with the day and the hour."""
    with acting(by):
        row = Acquaintance.objects.select_for_update().filter(order=order, person__user=by).first()
        if row is None:
            raise ValidationError(_("You are not in the list of those who read this order."), "not_asked")
        if row.read_on is None:
            _note(row, clock.today(), Acquaintance.Way.SYSTEM, by)
    return row


def acquaint_on_paper(row: Acquaintance, *, on: date, by: User) -> Acquaintance:
    """The signature stands on the printed order; the office writes the day down."""
    grant = permissions.ACQUAINT.demand(by)
    rules.may_note_reading(row.order.date, on, clock.today())
    with acting(by, grant=grant):
        row = Acquaintance.objects.select_for_update().get(pk=row.pk)
        if row.read_on:
            raise ValidationError(_("This person has read the order already."), "read")
        _note(row, on, Acquaintance.Way.PAPER, by)
    return row


def _note(row, on, way, by):
    row.read_on, row.way, row.noted_by, row.noted_at = on, way, by, clock.now()
    row.save(update_fields=["read_on", "way", "noted_by", "noted_at"])
    record("orders.read", row.order, by=by, person=row.person_id, on=on, way=way)


def attach_scan(order: Order, upload, *, by: User) -> OrderScan:
    """The signed paper beside its row; the newest scan is shown, the former ones are kept."""
    grant = permissions.ACQUAINT.demand(by)
    rules.may_be_read(order.status)
    with acting(by, grant=grant):
        scan = OrderScan.objects.create(order=order, file=keep_file(upload, by=by), by=by)
        record("orders.attach_scan", order, by=by, file=scan.file_id)
    return scan


TOLD = "orders.to_read", gettext_lazy("An order waits for you to read it: № %(number)s %(title)s")


def address(order: Order) -> str:
    return reverse("orders:to_read_one", args=[order.pk])

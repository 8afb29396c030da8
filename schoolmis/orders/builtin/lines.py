"""What the lines of an order name: people and days, as its table, effects and readers need them."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from schoolmis.people.models import Person
from schoolmis.ui import dates


def by_id(order, model, ids, *related):
    """Rows of `model` by id, asked once for the papers of both languages."""
    ids = frozenset(pk for pk in ids if pk)
    known = order.__dict__.setdefault("_known", {})
    if (model, ids) not in known:
        known[model, ids] = model.objects.select_related(*related).in_bulk(ids) if ids else {}
    return known[model, ids]


def of_employees(key):
    """Whom an order concerns whose lines under `key` name employees."""
    return lambda order: Person.objects.filter(
        employee__in={line["employee"] for line in order.payload.get(key, [])}
    ).select_related("user")


def has_lines(order, key) -> str:
    return "" if order.payload.get(key) else str(_("The order has no lines yet."))


def day_text(order):
    return dates.date_long(date.fromisoformat(order.payload["from"])) if order.payload.get("from") else ""

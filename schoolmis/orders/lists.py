"""The list of orders."""

import re

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis.orders import kinds, permissions
from schoolmis.orders.models import SUFFIX, Order, Series
from schoolmis.orders.naming import naming
from schoolmis.people.models import FoldedWords
from schoolmis.people.names import fold
from schoolmis.ui.lists import Choice, Column, Day, List


def years(request):
    found = Order.objects.exclude(date=None).annotate(of=ExtractYear("date")).order_by("-of")
    return [(year, str(year)) for year in found.values_list("of", flat=True).distinct()]


def with_revoked(orders):
    """`orders` with `is_revoked`: another signed order revokes them."""
    revoked = Order.objects.filter(revokes=OuterRef("pk")).exclude(status=Order.Status.DRAFT)
    return orders.annotate(is_revoked=Exists(revoked))


def state(order):
    """What the order is now: its status, or that it is annulled or revoked."""
    if order.annulled_at:
        return _("annulled"), "annulled"
    if order.is_revoked:
        return _("revoked"), "revoked"
    return order.get_status_display(), Order.tones[order.status]


STATES = [*Order.Status.choices, ("revoked", _("revoked")), ("annulled", _("annulled"))]
WRITTEN = re.compile(r"№?\s*(\d{1,6})\s*-?\s*([ОКНокнOKH]?)$")
LOOK_ALIKE = str.maketrans("OKHокн", "ОКНОКН")


def in_state(rows, value):
    if value == "revoked":
        return rows.filter(is_revoked=True)
    if value == "annulled":
        return rows.exclude(annulled_at=None)
    return rows.filter(status=value, annulled_at=None, is_revoked=False)


class OrderList(List):
    title = _("Orders")
    columns = [
        Column(
            "title",
            _("About what"),
            value="title",
            sort="title_ky",
            cls="name",
            link=lambda order: reverse("orders:order", args=[order.pk]),
        ),
        Column("number", _("Number"), value=lambda order: order.label, sort=("date", "number"), cls="code keep"),
        Column("date", _("Date"), sort=("date", "number", "pk"), cls="keep"),
        Column("kind", _("Kind"), value=lambda order: kinds.label(order.kind), sort="kind", cls="off"),
        Column("series", _("Series"), value="get_series_display", sort="series", cls="off"),
        Column(
            "state", _("Status"), value=lambda order: state(order)[0], tone=lambda order: state(order)[1], cls="end"
        ),
    ]
    filters = [
        Choice("series", _("Series"), choices=Series.choices),
        Choice("status", _("Status"), choices=STATES, apply=in_state),
        Choice("kind", _("Kind"), choices=lambda request: [(one.code, one.label) for one in kinds.registry.values()]),
        Choice("year", _("Year"), choices=years, apply=lambda rows, value: rows.filter(date__year=value)),
        Day("since", pgettext_lazy("period", "From"), apply="date__gte"),
        Day("until", pgettext_lazy("period", "To"), apply="date__lte"),
    ]
    search_hint = _("Number, words of the order, or somebody it names")
    default_sort = ""
    export_permission = permissions.EXPORT
    file_name = "orders"
    empty = _("No order yet. Draft the first one.")

    def search(self, rows, text):
        if written := WRITTEN.match(text.strip()):
            found = rows.filter(number=int(written[1]))
            suffix = written[2].translate(LOOK_ALIKE)
            return found.filter(series=next(one for one, sign in SUFFIX.items() if sign == suffix)) if suffix else found
        words = FoldedWords("title_ky", "title_ru", "basis_ky", "basis_ru", "text_ky", "text_ru")
        found = Q(words__contains=fold(text))
        if (named := naming(text)) is not None:
            found |= named
        return rows.alias(words=words).filter(found)

"""The register of orders of one series and one year, as the office keeps it (R1-1.1, R3-1.1)."""

from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.orders import kinds, permissions
from schoolmis.orders.lists import state, with_revoked
from schoolmis.orders.models import Order, Series
from schoolmis.papers.report import Report
from schoolmis.papers.report import register as registered
from schoolmis.papers.sheets import Column, Heading, Signature
from schoolmis.ui.forms import SchoolForm


def signed(series: str, year: int):
    """Signed orders of a series and calendar year in the order of their numbers."""
    rows = Order.objects.filter(series=series, date__year=year, number__isnull=False)
    return with_revoked(rows).select_related("signed_by__person").order_by("number")


class SeriesForm(SchoolForm):
    series = forms.ChoiceField(
        label=gettext_lazy("Series"),
        choices=[(one.value, one.label) for one in Series if one != Series.OPENING],
        initial=Series.STUDENTS,
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year"), min_value=1990, max_value=2100, initial=lambda: clock.today().year
    )

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)


@registered
class Register(Report):
    code = "orders.register"
    title = gettext_lazy("Register of orders")
    about = gettext_lazy("Signed orders of a series and a year by their numbers")
    permission = permissions.VIEW
    form_class = SeriesForm
    numbered = False
    landscape = True

    def heading(self, params, lang):
        subtitle = f"{Series(params['series']).label}, {params['year']}"
        return Heading(title=str(self.title), subtitle=subtitle, signatures=(Signature(_("Secretary")),))

    def columns(self, params):
        return [
            Column("number", _("Number"), width=18, align="center"),
            Column("date", _("Date"), kind="date", width=24),
            Column("title", _("About what"), weight=3),
            Column("kind", _("Kind"), weight=1),
            Column("basis", _("Basis"), weight=2),
            Column("state", _("Status"), width=26),
            Column("read", _("Have read"), width=20, align="center"),
        ]

    def rows(self, params):
        found = signed(params["series"], params["year"]).annotate(
            asked=Count("acquaintances"), read=Count("acquaintances", filter=Q(acquaintances__read_on__isnull=False))
        )
        return [
            (
                order.label,
                order.date,
                order.title,
                kinds.label(order.kind),
                order.basis,
                str(state(order)[0]),
                f"{order.read} / {order.asked}" if order.asked else "",
            )
            for order in found
        ]

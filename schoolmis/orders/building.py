"""Orders between two days, for the report builder (R1-2.2b, R1-3.1i)."""

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, ExtractMonth, ExtractYear, NullIf
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.orders import kinds, permissions
from schoolmis.orders.models import SUFFIX, Order, Series
from schoolmis.papers.builder import Built, Field, Measure, Part, Share
from schoolmis.papers.report import register
from schoolmis.ui.dates import month

STATES = {
    "signed": _("Signed"),
    "executed": _("Executed"),
    "revoked": _("revoked"),
}


def state(asked):
    revoked = Order.objects.filter(revokes=OuterRef("pk")).exclude(status=Order.Status.DRAFT)
    return Case(When(Exists(revoked), then=Value("revoked")), default=F("status"))


def number(asked):
    suffix = Case(
        *(When(series=series, then=Value(f"-{end}")) for series, end in SUFFIX.items() if end), default=Value("")
    )
    return Concat(Cast("number", CharField()), suffix)


def said(name):
    """The Russian words for who reads Russian, where they are written; else the Kyrgyz."""

    def value(asked):
        kyrgyz, russian = F(f"{name}_ky"), NullIf(f"{name}_ru", Value(""))
        return Coalesce(russian, kyrgyz) if get_language().startswith("ru") else kyrgyz

    return value


def kind_names(asked):
    return {one.code: str(one.label) for one in kinds.registry.values()}


@register
class OrderBuilder(Built):
    """Signed orders of a period; drafts have no date."""

    code = "orders.build"
    title = _("Orders of a period")
    noun = _("Orders")
    permission = permissions.BUILD
    model = Order
    period = "span"
    order = ("date", "number", "pk")
    first = {"rows": "kind", "columns": "month", "measures": ["count"], "see": ["number", "date", "title", "kind"]}
    all_fields = (
        Field("number", _("Number"), value=number),
        Field("date", _("Date"), kind="date"),
        Field("title", _("About what"), value=said("title"), weight=3),
        Field("kind", _("Kind"), labels=kind_names, groups=True, weight=2),
        Field("series", _("Series"), labels=dict(Series.choices), groups=True),
        Field("state", _("Status"), value=state, labels=STATES, groups=True),
        Field("year", _("Year"), value=lambda asked: ExtractYear("date"), kind="int", groups=True),
        Field(
            "month", _("Month"), value=lambda asked: ExtractMonth("date"), labels=lambda asked: months(), groups=True
        ),
        Field("signed_by", _("Signed by"), value="signed_name", groups=True, weight=2),
        Field("basis", _("Basis"), value=said("basis"), weight=3),
    )
    all_measures = (
        Measure("count", _("How many")),
        Part("executed", _("Executed"), Q(status=Order.Status.EXECUTED)),
        Share("share", _("Share, %")),
    )

    @property
    def first_days(self):
        today = clock.today()
        return today.replace(month=1, day=1), today

    def base(self, asked):
        dated = Order.objects.exclude(date=None)
        if asked.start:
            dated = dated.filter(date__gte=asked.start)
        if asked.end:
            dated = dated.filter(date__lte=asked.end)
        return permissions.BUILD.visible(asked.user, dated)


def months():
    return {number: month(number) for number in range(1, 13)}

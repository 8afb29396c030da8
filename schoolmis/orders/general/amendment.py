"""Order that amends the words of a signed one. payload: {order, points: [{point, becomes_ky, becomes_ru}]} (R7-3).

What an order carried out is not amended: it is revoked and signed anew.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.orders import kinds, rules
from schoolmis.orders.cited import CITING
from schoolmis.orders.forms import LineForm, LinesForm, number
from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.lists import with_revoked
from schoolmis.orders.models import Order, Series
from schoolmis.orders.sheet import WORDS, note, split_text
from schoolmis.ui.dates import date_dated

CODE = "amendment"
MOST = 300
POINTS = [("", "—"), *((n, str(n)) for n in range(1, 31))]
NOT_AMENDED = ("opening", "revoke", CODE)


def amendable():
    """Signed orders that no other one has revoked, the newest first."""
    signed = with_revoked(Order.objects.exclude(status=Order.Status.DRAFT))
    return signed.filter(is_revoked=False).exclude(kind__in=NOT_AMENDED)


class PointLine(LineForm):
    point = forms.TypedChoiceField(label=gettext_lazy("Point"), coerce=number, required=False, choices=POINTS)
    becomes_ky = forms.CharField(
        label=gettext_lazy("New wording in Kyrgyz"), required=False, widget=forms.Textarea(attrs={"rows": "3"})
    )
    becomes_ru = forms.CharField(
        label=gettext_lazy("New wording in Russian"), required=False, widget=forms.Textarea(attrs={"rows": "3"})
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("point") and not cleaned.get("becomes_ky"):
            self.add_error("becomes_ky", _("Write how the point reads from now on."))
        return cleaned


class AmendmentForm(LinesForm):
    line_form = PointLine
    key = "points"
    filled = "point"
    order = forms.TypedChoiceField(
        label=gettext_lazy("Order amended"),
        coerce=number,
        help_text=gettext_lazy("What an order has carried out is not amended: revoke it and sign a new one."),
    )

    def __init__(self, data=None, *, payload=None, **kwargs):
        super().__init__(data, payload=payload, **kwargs)
        del self.fields["from"]
        newest = amendable().order_by("-date", "-number")[:MOST]
        self.fields["order"].choices = [("", "—"), *((one.pk, f"{one}, {one.date:%d.%m.%Y}") for one in newest)]
        self.fields["order"].initial = self.given.get("order")

    def payload(self):
        rows = [form.cleaned_data for form in self.lines if form.cleaned_data.get(self.filled)]
        return {"order": self.cleaned_data["order"], "points": rows}


def amended(order) -> Order | None:
    return with_revoked(Order.objects.all()).filter(pk=order.payload.get("order")).first()


def amendments_of(order):
    """Signed amendments in force of an order, in the order of their dates."""
    signed = with_revoked(Order.objects.filter(kind=CODE, payload__order=order.pk, number__isnull=False))
    return signed.filter(is_revoked=False).order_by("date", "number")


@note
def changed(order, lang) -> list[str]:
    return [WORDS[lang]["changed"].format(date_dated(one.date, lang), one.label) for one in amendments_of(order)]


@kinds.resting
def amends(order) -> str:
    """An order that another one amends is not revoked under it."""
    later = amendments_of(order).first()
    return _("its amendment by order № %(number)s") % {"number": later.label} if later else ""


def ready(order) -> str:
    one = amended(order)
    if one is None:
        return _("Choose the order that is amended.")
    if not order.payload.get("points"):
        return _("The order has no lines yet.")
    try:
        rules.may_amend(one.status, one.is_revoked, one.kind in NOT_AMENDED)
        rules.points_exist([line["point"] for line in order.payload["points"]], len(points_of(one, "ky")))
    except ValidationError as refused:
        return refused.messages[0]
    return ""


def points_of(order, language) -> list[str]:
    text = (order.text_ru if language == "ru" else order.text_ky) or order.text_ky or order.text_ru
    return split_text(text)[1]


def check(order, by):
    """The order amended may have been revoked since the draft was made, or is being revoked now."""
    Order.objects.select_for_update().filter(pk=order.payload.get("order")).first()
    if why := ready(order):
        raise ValidationError(why, "amended")
    if order.date < amended(order).date:
        raise ValidationError(_("An amendment is not dated before the order that it amends."), "date")


def lines(order, language):
    one = amended(order)
    name = f"{date_dated(one.date, language)} № {one.label}" if one else ""
    former = points_of(one, language) if one else []
    return [_("Order amended"), _("Point"), _("Read before"), _("Reads from now on")], [
        [
            name,
            str(line["point"]),
            former[line["point"] - 1] if line["point"] <= len(former) else "",
            line.get(f"becomes_{language}") or line.get("becomes_ky", ""),
        ]
        for line in order.payload.get("points", [])
    ]


AMENDMENT = register(
    Kind(
        CODE,
        gettext_lazy("Amendment of an order"),
        Series.GENERAL,
        (
            "Буйрукка өзгөртүү киргизүү жөнүндө",
            "О внесении изменений в приказ",
            "1. Көрсөтүлгөн буйруктун төмөнкү пункттары жаңы редакцияда баяндалсын.",
            "1. Изложить указанные пункты приказа в новой редакции.",
        ),
        form=AmendmentForm,
        apply=check,
        lines=lines,
        ready=ready,
        effects=lambda order: [_("The order amended says on its page and on paper by which order")],
        **CITING,
    )
)

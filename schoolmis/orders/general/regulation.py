"""Order that approves a regulation. payload: {from, name_ky, name_ru, version} (R6-1.3)."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.orders.builtin.lines import day_text
from schoolmis.orders.cited import CITING
from schoolmis.orders.forms import PlainKindForm
from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Series


class RegulationForm(PlainKindForm):
    name_ky = forms.CharField(label=gettext_lazy("Name in Kyrgyz"), max_length=200)
    name_ru = forms.CharField(label=gettext_lazy("Name in Russian"), max_length=200, required=False)
    version = forms.CharField(label=gettext_lazy("Version"), max_length=20, initial="1")

    def __init__(self, data=None, *, payload=None, **kwargs):
        super().__init__(data, payload=payload, **kwargs)
        self.fields["from"] = forms.DateField(
            label=gettext_lazy("In force from"), initial=self.given.get("from") or clock.today()
        )
        for name in ("name_ky", "name_ru", "version"):
            self.fields[name].initial = self.given.get(name, self.fields[name].initial)

    def payload(self):
        data = self.cleaned_data
        return {name: data[name] for name in ("name_ky", "name_ru", "version")} | {"from": data["from"].isoformat()}


def lines(order, language):
    given = order.payload
    name = given.get(f"name_{language}") or given.get("name_ky", "")
    rows = [[name, given.get("version", ""), day_text(order)]] if name else []
    return [_("Regulation"), _("Version"), _("In force from")], rows


REGULATION = register(
    Kind(
        "regulation",
        gettext_lazy("Regulation approved"),
        Series.GENERAL,
        (
            "Жобону бекитүү жөнүндө",
            "Об утверждении положения",
            "1. Төмөнкү жобо бекитилсин жана көрсөтүлгөн күндөн тартып күчүнө кирсин.\n"
            "2. Жобо менен кызматкерлер тааныштырылсын.",
            "1. Утвердить и ввести в действие с указанного дня следующее положение.\n"
            "2. Ознакомить работников с положением.",
        ),
        form=RegulationForm,
        lines=lines,
        ready=lambda order: "" if order.payload.get("name_ky") else _("The order names no regulation yet."),
        effects=lambda order: [_("The regulation is in force from %(day)s") % {"day": day_text(order)}],
        **CITING,
    )
)

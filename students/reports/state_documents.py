"""The register of documents of education given to graduates, with a place for the signature (R7-3.1)."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from schoolmis import clock
from schoolmis.papers import letterhead
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading, Signature
from schoolmis.people.names_then import NamesThen
from schoolmis.ui.dates import date_short
from schoolmis.ui.forms import SchoolForm
from students import permissions
from students.models import StateDocument


class RegisterForm(SchoolForm):
    level = forms.ChoiceField(label=gettext_lazy("Document"), choices=StateDocument.Level.choices)
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year
        self.fields["level"].initial = StateDocument.Level.BASIC.value


@register
class StateDocumentRegister(Report):
    code = "students.state_documents"
    title = gettext_lazy("Register of documents of education")
    about = gettext_lazy("Certificates and attestats given to graduates, with receipts")
    permission = permissions.STATE_DOCUMENTS
    form_class = RegisterForm
    landscape = True
    numbered = True

    def heading(self, params, lang):
        head = letterhead.current(lang)
        level = StateDocument.Level(params["level"]).label
        return Heading(
            title=str(self.title),
            subtitle=" · ".join(filter(None, [str(level), str(params.get("year") or "")])),
            signatures=(Signature(head.head_post, head.head_name),),
        )

    def columns(self, params):
        return [
            Column("name", _("Name"), weight=3),
            Column("series", pgettext("document", "Series"), width=18, align="center"),
            Column("number", _("Number"), width=30, align="center"),
            Column("honours", _("With honours"), width=20, align="center"),
            Column("order", pgettext("paper", "№ and date of the order"), weight=1),
            Column("given_on", pgettext("document", "Given on"), kind="date", width=24),
            Column("given_to", _("Given to"), weight=2),
            Column("sign", pgettext("list", "Signature"), width=30),
            Column("note", _("Note"), weight=1),
        ]

    def rows(self, params):
        found = StateDocument.objects.filter(level=params["level"]).select_related("student__person", "order")
        if params.get("year"):
            found = found.filter(given_on__year=params["year"])
        found = list(found.order_by("given_on", "pk"))
        names = NamesThen(one.student.person for one in found)
        return [
            (
                str(names.on(one.student.person, one.given_on)),
                one.series,
                one.number,
                _("yes") if one.has_honours else "",
                f"№ {one.order.label}, {date_short(one.order.date)}",
                one.given_on,
                ", ".join(filter(None, [one.given_to, one.paper])),
                "",
                _("annulled: %(why)s") % {"why": one.annulled_why} if one.annulled_on else "",
            )
            for one in found
        ]

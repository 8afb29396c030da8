"""Employees without a consent in force (R1-6.2)."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.papers.report import Report, register
from schoolmis.papers.sheets import Column, Heading
from schoolmis.people import permissions
from schoolmis.people.consent_paper import ASKED
from schoolmis.people.models import Consent, Employee, Purpose
from schoolmis.ui.dates import date_as_of
from schoolmis.ui.forms import SchoolForm


class PurposeForm(SchoolForm):
    purpose = forms.ChoiceField(
        label=gettext_lazy("Purpose"),
        choices=[(one.value, one.label) for one in ASKED],
        initial=Purpose.RECORDS,
    )

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)


@register
class StaffWithoutConsent(Report):
    code = "people.without_consent"
    title = gettext_lazy("Employees without a consent")
    about = gettext_lazy("Who of the staff has given no written consent, or has withdrawn it")
    permission = permissions.STAFF_CONSENTS
    form_class = PurposeForm

    def heading(self, params, lang):
        subtitle = f"{Purpose(params['purpose']).label}, {date_as_of(clock.today(), lang)}"
        return Heading(title=str(self.title), subtitle=subtitle)

    def columns(self, params):
        return [
            Column("name", _("Name"), weight=3),
            Column("post", _("Position"), weight=2),
            Column("state", _("Consent"), width=34),
            Column("withdrawn", _("Withdrawn on"), kind="date", width=30),
        ]

    def rows(self, params):
        of = Consent.objects.filter(purpose=params["purpose"])
        withdrawn = dict(of.exclude(ends_on=None).order_by("ends_on").values_list("person", "ends_on"))
        lacking = Employee.objects.not_left().exclude(person__in=of.filter(ends_on=None).values("person"))
        return [
            (str(one), one.post, _("withdrawn") if day else _("none"), day)
            for one in lacking.select_related("person")
            for day in [withdrawn.get(one.person_id)]
        ]

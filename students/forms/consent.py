"""Consents, scans, and acts that ask for a day only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.files.fields import ScanField
from schoolmis.people.models import Purpose
from schoolmis.ui.forms import SchoolForm


class ConsentForm(SchoolForm):
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices)
    on = forms.DateField(label=_("Given on"), initial=clock.today)
    paper = forms.CharField(label=_("Number of the paper"), max_length=60, required=False)
    scan = ScanField(required=False)

    def __init__(self, *args, open_purposes=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [pair for pair in Purpose.choices if pair[0] not in open_purposes]


class ScanForm(SchoolForm):
    scan = ScanField()


class DayForm(SchoolForm):
    on = forms.DateField(label=_("Date"), initial=clock.today)

"""Social categories and health."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.files.fields import ScanField
from schoolmis.ui.forms import Pair, SchoolForm, SchoolModelForm, Section
from students.actions.restricted import HEALTH
from students.models import Category, Health


class CategoryForm(SchoolForm):
    category = forms.ChoiceField(label=_("Category"), choices=Category.choices)
    document = forms.CharField(label=_("Document"), max_length=160, help_text=_("What it rests on: number and date."))
    scan = ScanField(required=False)
    on = forms.DateField(label=_("From"), initial=clock.today)
    until = forms.DateField(label=_("Until"), required=False, help_text=_("The first day without the category."))

    def layout(self):
        return Layout(Section(_("Social category"), "category", "document", "scan", Pair("on", "until")))


class HealthForm(SchoolModelForm):
    """`version` is the id of the note that the writer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Health
        fields = HEALTH

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.pk or 0

    def validate_constraints(self):
        pass

    def layout(self):
        return Layout(Section(_("Health"), Pair("group", "sport"), "allergies", "diet", "notes", "document", "version"))

"""A new name and the document that gives it, of a student or of an employee."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.files.fields import ScanField
from schoolmis.people.models import Person
from schoolmis.ui.forms import Pair, SchoolModelForm, Section


class NameForm(SchoolModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    on = forms.DateField(label=_("Changed on"), initial=clock.today)
    document = forms.CharField(
        label=_("Document"), max_length=160, help_text=_("The new birth certificate or the decision: number.")
    )
    document_on = forms.DateField(label=_("Document of"))
    scan = ScanField(required=False)

    class Meta:
        model = Person
        fields = ["last_name", "first_name", "patronymic"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

    def validate_constraints(self):
        pass

    def layout(self):
        return Layout(
            Section(_("New name"), Pair("last_name", "first_name"), "patronymic", "version"),
            Section(_("Basis"), "document", Pair("document_on", "on"), "scan"),
        )

    @property
    def values(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

"""A new name by a document, an address by the official list, two records compared."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.files.fields import ScanField
from schoolmis.people.models import Person
from schoolmis.ui.forms import Pair, SchoolForm, SchoolModelForm, Section
from students.forms.address import AddressFields


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


class AddressForm(AddressFields, SchoolForm):
    def __init__(self, *args, now=None, **kwargs):
        super().__init__(*args, initial=AddressFields.of(now), **kwargs)
        self.fields["place"].required = True

    def layout(self):
        return Layout(Section(_("Address"), *self.address_layout()))


class CompareForm(SchoolForm):
    ONE, OTHER, TWO = "one", "other", "two"
    verdict = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[
            (ONE, _("One person: the record on the left stays")),
            (OTHER, _("One person: the record on the right stays")),
            (TWO, _("Two different people")),
        ],
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("What shows it: the papers compared."))

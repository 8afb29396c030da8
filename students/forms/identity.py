"""A new name by a document, an address by the official list, two records compared."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis.ui.forms import SchoolForm, Section
from students.forms.address import AddressFields


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

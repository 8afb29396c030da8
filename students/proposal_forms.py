"""Forms by which a guardian proposes and the office decides."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis.files.fields import ScanField
from schoolmis.people.models import Person
from schoolmis.people.phones import show_phone
from schoolmis.ui.forms import Pair, SchoolForm, Section
from students.rules.proposals import FIELDS


class ProposalForm(SchoolForm):
    """The data as they stand, to be corrected; `person` is whose they are."""

    born_on = forms.DateField(label=Person._meta.get_field("born_on").verbose_name, required=False)
    pin = forms.CharField(label=_("PIN"), max_length=14, required=False, help_text=_("14 digits."))
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    email = forms.CharField(
        label=_("E-mail"),
        max_length=120,
        required=False,
        widget=forms.EmailInput,
        help_text=_("The school writes there only with a consent to messages."),
    )
    address = forms.CharField(label=_("Address"), max_length=250, required=False)
    note = forms.CharField(
        label=_("In words"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A name, a document, another guardian: write what should be corrected."),
    )
    scan = ScanField(label=_("Photo or scan of the paper"), required=False)

    def __init__(self, *args, person, **kwargs):
        kept = {name: getattr(person, name) for name in FIELDS} | {"phone": show_phone(person.phone)}
        super().__init__(*args, initial=kept, **kwargs)

    def layout(self):
        return Layout(
            Section(_("As the school has them"), Pair("born_on", "pin"), Pair("phone", "email"), "address"),
            Section(_("Anything else"), "note", "scan"),
        )

    @property
    def wished(self):
        return {name: self.cleaned_data[name] for name in FIELDS}


class DecisionForm(SchoolForm):
    """Which of the proposed fields are taken over; `version` is the person's that stood beside them."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(label=_("Answer"), max_length=300, required=False)

    def __init__(self, *args, proposal, version, **kwargs):
        super().__init__(*args, initial={"version": version}, **kwargs)
        self.proposal = proposal

    @property
    def taken(self):
        return [name for name in self.proposal.changes if f"take_{name}" in self.data]

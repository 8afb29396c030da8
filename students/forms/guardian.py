"""The form of a parent or guardian."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis.people.models import Address, Person
from schoolmis.people.phones import show_phone
from schoolmis.ui.forms import Pair, SchoolModelForm, Section
from students.actions.guardians import TIES
from students.forms.address import AddressFields
from students.models import Relation, Told


class GuardianForm(AddressFields, SchoolModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    tie_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    relation = forms.ChoiceField(label=_("Relation"), choices=Relation.choices)
    basis = forms.CharField(
        label=_("Legal basis"),
        max_length=200,
        required=False,
        help_text=_("For those who are not parents: the decision, its number and date."),
    )
    lives_with = forms.BooleanField(label=_("The child lives with this person"), required=False)
    is_main = forms.BooleanField(label=_("Main contact"), required=False)
    call_order = forms.IntegerField(label=_("Called in order"), min_value=1, max_value=9, required=False)
    told = forms.ChoiceField(
        label=_("May be told"),
        choices=Told.choices,
        initial=Told.ALL,
        required=False,
        help_text=_("Who may be told nothing has no access to the journal of this child."),
    )

    class Meta:
        model = Person
        fields = ["last_name", "first_name", "patronymic", "phone", "second_phone", "email", "pin"]

    def __init__(self, *args, link=None, **kwargs):
        if link is not None:
            tie = {name: getattr(link, name) for name in ("relation", *TIES)}
            now = link.guardian.addresses.filter(kind=Address.Kind.ACTUAL, ends_on=None).first()
            kwargs["initial"] = tie | {"tie_version": link.version} | self.of(now)
        super().__init__(*args, **kwargs)
        self.initial["second_phone"] = show_phone(self.instance.second_phone or "")
        self.initial["phone"] = show_phone(self.instance.phone or "")
        self.fields["version"].initial = self.instance.version

    def validate_unique(self):
        pass

    def validate_constraints(self):
        pass

    def layout(self):
        return Layout(
            Section(
                _("Parent or guardian"), Pair("last_name", "first_name"), Pair("patronymic", "relation"), "version"
            ),
            Section(_("Contacts"), Pair("phone", "second_phone"), Pair("email", "pin")),
            Section(_("Address of residence"), *self.address_layout()),
            Section(
                _("For this child"),
                "basis",
                Pair("told", "call_order"),
                "lives_with",
                "is_main",
                "tie_version",
            ),
        )

    @property
    def data_of_person(self):
        return {key: self.cleaned_data[key] for key in self.Meta.fields}

    @property
    def tie(self):
        """What the link says, by the names of the act's TIES."""
        return {name: self.cleaned_data[name] for name in TIES} | {"told": self.cleaned_data["told"] or Told.ALL}

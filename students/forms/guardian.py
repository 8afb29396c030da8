"""The form of a parent or guardian."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis.people.models import Person
from schoolmis.people.phones import show_phone
from schoolmis.ui.forms import Pair, SchoolModelForm, Section
from students.models import Relation


class GuardianForm(SchoolModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    relation = forms.ChoiceField(label=_("Relation"), choices=Relation.choices)

    class Meta:
        model = Person
        fields = ["last_name", "first_name", "patronymic", "phone", "pin", "address"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
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
            Section(_("Contacts"), Pair("phone", "pin"), "address"),
        )

    @property
    def data_of_person(self):
        return {key: self.cleaned_data[key] for key in self.Meta.fields}

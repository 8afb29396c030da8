"""Personal data of a student, and the application form of a new one."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.people import places
from schoolmis.people.models import Address, Person
from schoolmis.people.phones import show_phone
from schoolmis.ui.forms import Pair, SchoolModelForm, Section
from students.forms.address import AddressFields
from students.models import Relation
from students.orders.forms import classes_now
from students.orders.paper_fields import in_words, written_of
from students.papers import Paper


class PersonForm(SchoolModelForm):
    """Personal data; `version` is what the reader saw. That a PIN is unique is the act's to check."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Person
        fields = [
            "last_name",
            "first_name",
            "patronymic",
            "sex",
            "born_on",
            "pin",
            "phone",
            "second_phone",
            "email",
            "address",
        ]

    def __init__(self, *args, restricted=False, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("phone", "second_phone"):
            self.initial[name] = show_phone(getattr(self.instance, name) or "")
        self.fields["version"].initial = self.instance.version
        self.restricted = restricted
        if self.instance.pk and self.instance.addresses.filter(kind=Address.Kind.ACTUAL, ends_on=None).exists():
            del self.fields["address"]  # it follows the address by the official list
        if restricted:
            for name in ("sex", "born_on", "pin", "phone", "second_phone", "email", "address"):
                self.fields.pop(name, None)
        else:
            self.fields["pin"].help_text = _("14 digits; empty when there is none yet.")

    def validate_unique(self):
        pass

    def validate_constraints(self):
        pass

    def layout(self):
        name = Section(_("Name"), Pair("last_name", "first_name"), "patronymic", "version")
        if self.restricted:
            return Layout(name)
        return Layout(
            name,
            Section(_("Personal data"), Pair("sex", "born_on"), "pin"),
            Section(_("Contacts"), Pair("phone", "second_phone"), "email", *({"address"} & set(self.fields))),
        )

    @property
    def data_of_person(self):
        return {key: value for key, value in self.cleaned_data.items() if key != "version"}


class AdmitForm(AddressFields, PersonForm):
    """A new student with the consent's paper, the class and the first guardian: what one application form holds."""

    on = forms.DateField(label=_("From"), initial=clock.today)
    school_class = forms.ModelChoiceField(label=_("Class"), queryset=None)
    came_from = forms.CharField(label=_("Came from"), max_length=200, required=False)
    came_place = forms.ChoiceField(label=_("District it came from"), required=False, choices=places.choices)
    application_number = forms.CharField(
        label=_("Number of the parents' application"),
        max_length=100,
        required=False,
        help_text=_("The order is not signed without the application (R7-4.2)."),
    )
    application_on = forms.DateField(label=_("Date of the application"), required=False)
    consent_on = forms.DateField(
        label=_("Consent given on"),
        required=False,
        help_text=_("Without a written consent only the name and the class are kept."),
    )
    consent_paper = forms.CharField(label=_("Number of the paper"), max_length=60, required=False)
    guardian_last_name = forms.CharField(label=_("Surname"), max_length=80, required=False)
    guardian_first_name = forms.CharField(label=_("First name"), max_length=80, required=False)
    guardian_phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    relation = forms.ChoiceField(label=_("Relation"), choices=Relation.choices, required=False)
    application = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school_class"].queryset = classes_now()
        del self.fields["address"]

    def layout(self):
        return Layout(
            Section(_("Name"), Pair("last_name", "first_name"), "patronymic"),
            Section(
                _("Admission"), Pair("school_class", "on"), Pair("came_from", "came_place"), *self.application_layout()
            ),
            Section(_("Consent"), Pair("consent_on", "consent_paper")),
            Section(_("Personal data"), Pair("sex", "born_on"), Pair("pin", "phone")),
            Section(_("Address of residence"), *self.address_layout()),
            Section(
                _("Parent or guardian"),
                Pair("guardian_last_name", "guardian_first_name"),
                Pair("guardian_phone", "relation"),
            ),
        )

    def rests_on(self, application):
        """R7-4.2: the application of the register brings its own number and date."""
        self.application = application
        if application:
            del self.fields["application_number"], self.fields["application_on"]
        return self

    def application_layout(self):
        return [Pair("application_number", "application_on")] if "application_on" in self.fields else []

    def clean(self):
        data = super().clean()
        number, on = data.get("application_number"), data.get("application_on")
        if number and not on and "application_on" not in self.errors:
            self.add_error("application_on", forms.ValidationError(_("Write the date of the document."), "date"))
        if on and not number:
            self.add_error(
                "application_number", forms.ValidationError(_("Write the number of the document."), "number")
            )
        return data

    @property
    def documents(self):
        """What the order's line rests on."""
        if self.application:
            return [{"code": Paper.APPLICATION.value, "application": self.application.pk}]
        number, on = self.cleaned_data["application_number"], self.cleaned_data["application_on"]
        return [{"code": Paper.APPLICATION.value, "number": number, "on": on.isoformat()}] if number else []

    def basis(self) -> dict[str, str]:
        """The application in the words of the order's basis."""
        said = [str(self.application)] if self.application else []
        said += [written_of(one) for one in self.documents if "number" in one]
        return in_words([(Paper.APPLICATION, one) for one in said])

    @property
    def consent(self):
        data = self.cleaned_data
        return (data["consent_on"], data["consent_paper"]) if data["consent_on"] else None

    @property
    def guardian(self):
        data = self.cleaned_data
        if not (data["guardian_last_name"] and self.consent):
            return None
        return {
            "last_name": data["guardian_last_name"],
            "first_name": data["guardian_first_name"],
            "phone": data["guardian_phone"],
        }

    @property
    def data_of_person(self):
        return {name: self.cleaned_data[name] for name in PersonForm.Meta.fields if name in self.cleaned_data}

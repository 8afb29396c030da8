"""The form of an employee's card."""

from decimal import Decimal

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.people.models import Employee, Employment, Person
from schoolmis.people.names import normalise
from schoolmis.people.phones import clean_phone
from schoolmis.people.pins import check_pin, clean_pin
from schoolmis.ui.forms import Pair, SchoolForm, Section

OF_PERSON = ("last_name", "first_name", "patronymic", "sex", "born_on", "pin", "phone", "email", "address")
OF_WORK = (
    "position",
    "position_text",
    "position_text_ru",
    "employment",
    "rate",
    "subjects_text",
    "education",
    "category",
    "category_until",
    "experience",
    "experience_teaching",
    "experience_on",
    "languages",
    "starts_on",
    "contract_until",
)
FROM_ATTESTATION = ("category", "category_until")


class EmployeeForm(SchoolForm):
    """Person, work and consent at once; `version` is what the reader saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    consent_on = forms.DateField(label=_("Consent given on"), required=False)
    consent_paper = forms.CharField(label=_("Number of the paper"), max_length=60, required=False)

    def __init__(self, data=None, *, employee=None, has_consent=False):
        self.employee = employee
        initial = {"version": employee.person.version} if employee else {}
        for row, names in ((employee and employee.person, OF_PERSON), (employee, OF_WORK)):
            initial |= {name: getattr(row, name) for name in names} if row else {}
        super().__init__(data, initial=initial)
        for model, names in ((Person, OF_PERSON), (Employee, OF_WORK)):
            for name in names:
                self.fields[name] = model._meta.get_field(name).formfield()
        self.fields["first_name"].required = True
        for name in ("rate", "employment"):
            self.fields[name].required = False
        if employee and employee.attestations.filter(annulled_at=None).exists():
            for name in FROM_ATTESTATION:
                del self.fields[name]
        if employee and employee.postings.filter(revoked_by=None).exists():
            del self.fields["contract_until"]  # an order has given the post: another one moves its end
        self.fields["experience_on"].help_text = _("From this day on the years are counted further by themselves.")
        self.has_consent = has_consent
        if has_consent:
            del self.fields["consent_on"], self.fields["consent_paper"]

    def layout(self):
        consent = [] if self.has_consent else [Section(_("Written consent"), Pair("consent_on", "consent_paper"))]
        return Layout(
            Section(_("Name"), "version", "last_name", Pair("first_name", "patronymic")),
            Section(
                _("Work"),
                "position",
                Pair("position_text", "position_text_ru"),
                Pair("employment", "rate"),
                "subjects_text",
                Pair("education", "languages"),
                *([Pair("category", "category_until")] if "category" in self.fields else []),
                Pair("experience", "experience_teaching"),
                Pair("starts_on", *({"contract_until"} & set(self.fields))),
                "experience_on",
            ),
            *consent,
            Section(
                _("Personal data, kept with a consent only"),
                Pair("sex", "born_on"),
                Pair("pin", "phone"),
                "email",
                "address",
            ),
        )

    def _name(self, field):
        return normalise(self.cleaned_data[field])

    def clean_last_name(self):
        return self._name("last_name")

    def clean_first_name(self):
        return self._name("first_name")

    def clean_patronymic(self):
        return self._name("patronymic")

    def clean_pin(self):
        pin = clean_pin(self.cleaned_data["pin"])
        if not pin:
            return None
        errors, _warnings = check_pin(pin)
        if errors:
            raise ValidationError(_("A PIN has 14 digits."))
        others = Person.objects.filter(pin=pin).exclude(pk=self.employee.person_id if self.employee else None)
        if others.exists():
            raise ValidationError(_("Another person has this PIN."))
        return pin

    def clean_phone(self):
        text = self.cleaned_data["phone"]
        phone = clean_phone(text)
        if text and not phone:
            raise ValidationError(_("A phone number has nine digits after +996."))
        return phone

    def clean_rate(self):
        return self.cleaned_data["rate"] or Decimal(1)

    def clean_employment(self):
        return self.cleaned_data["employment"] or Employment.MAIN

    def clean(self):
        cleaned = super().clean()
        figures = cleaned.get("experience"), cleaned.get("experience_teaching")
        if any(one is not None for one in figures) and not cleaned.get("experience_on"):
            cleaned["experience_on"] = clock.today()
        return cleaned

    @property
    def person(self):
        return {name: self.cleaned_data[name] for name in OF_PERSON}

    @property
    def work(self):
        return {name: self.cleaned_data[name] for name in OF_WORK if name in self.fields}

    @property
    def consent(self):
        on = self.cleaned_data.get("consent_on")
        return {"on": on, "paper": self.cleaned_data["consent_paper"]} if on else None

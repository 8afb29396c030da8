"""Forms of the school's structure."""

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis.people import places
from schoolmis.structure import calendar
from schoolmis.structure.models import (
    Bell,
    DayOff,
    Group,
    Premises,
    Room,
    SchoolClass,
    SchoolProfile,
    Section,
    SpecialDay,
    Subject,
)
from schoolmis.structure.rules import parse_class
from schoolmis.ui.forms import Pair, SchoolForm, SchoolModelForm, refuse
from schoolmis.ui.forms import Section as Part


class ProfileForm(SchoolModelForm):
    class Meta:
        model = SchoolProfile
        fields = [
            "name_ky",
            "name_ru",
            "district",
            "place_ky",
            "place_ru",
            "address",
            "phone",
            "grade_from",
            "grade_to",
            "study_days",
            "correction_days",
        ]

    district = forms.ChoiceField(label=_("District or city"), required=False, choices=places.choices)

    def layout(self):
        return Layout(
            Part(pgettext_lazy("of a thing", "Name"), Pair("name_ky", "name_ru")),
            Part(
                _("Place"),
                "district",
                Pair("place_ky", "place_ru"),
                Pair("address", "phone"),
            ),
            Part(_("Studies"), Pair("grade_from", "grade_to"), Pair("study_days", "correction_days")),
        )


class PremisesForm(SchoolModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Premises
        fields = [
            "built_in",
            "repaired_in",
            "seats",
            "rooms",
            "computers",
            "internet_speed",
            "canteen_seats",
            "heating",
            "water",
            "toilet",
            "has_gym",
            "has_hostel",
            "version",
        ]

    def layout(self):
        return Layout(
            Part(_("Building"), Pair("built_in", "repaired_in"), Pair("seats", "rooms"), "has_gym", "has_hostel"),
            Part(_("Equipment"), Pair("computers", "internet_speed"), "canteen_seats"),
            Part(_("Heating and water"), Pair("heating", "water"), "toilet"),
            "version",
        )


class YearForm(SchoolForm):
    """The year and its terms, both ends within."""

    starts_on = forms.DateField(label=_("First day of the year"))
    ends_on = forms.DateField(label=_("Last day of the year"))

    def __init__(self, data=None, *, year):
        terms = list(year.terms.all())
        initial = {"starts_on": year.starts_on, "ends_on": year.ends_on}
        super().__init__(data, initial=initial)
        self.numbers = [term.number for term in terms]
        self.titles = {term.number: str(term) for term in terms}
        for term in terms:
            for end, label in (("starts_on", _("First day")), ("ends_on", _("Last day"))):
                self.fields[f"{end}_{term.number}"] = forms.DateField(label=label, initial=getattr(term, end))

    def layout(self):
        terms = [Part(self.titles[n], Pair(f"starts_on_{n}", f"ends_on_{n}")) for n in self.numbers]
        return Layout(Part(_("Academic year"), Pair("starts_on", "ends_on")), *terms)

    @property
    def terms(self):
        found = self.cleaned_data
        return {n: (found[f"starts_on_{n}"], found[f"ends_on_{n}"]) for n in self.numbers}

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            try:
                calendar.check_terms(cleaned["starts_on"], cleaned["ends_on"], self.terms)
            except ValidationError as problem:
                refuse(self, problem)
        return cleaned


class DayOffForm(SchoolModelForm):
    class Meta:
        model = DayOff
        fields = ["kind", "name_ky", "name_ru", "starts_on", "ends_on", "grade_from", "grade_to", "programme"]
        help_texts = {"grade_from": _("Empty: for all grades.")}

    def layout(self):
        return Layout(
            Part(
                _("Days without lessons"),
                "kind",
                Pair("name_ky", "name_ru"),
                Pair("starts_on", "ends_on"),
                Pair("grade_from", "grade_to"),
                "programme",
            )
        )


class SpecialDayForm(SchoolModelForm):
    class Meta:
        model = SpecialDay
        fields = ["date", "follows", "is_short", "name_ky", "name_ru"]
        help_texts = {"follows": _("Empty: the lessons of its own weekday.")}

    def layout(self):
        return Layout(
            Part(_("A day unlike its weekday"), Pair("date", "follows"), "is_short", Pair("name_ky", "name_ru"))
        )


class BellForm(SchoolModelForm):
    class Meta:
        model = Bell
        fields = ["shift", "number", "starts_at", "ends_at", "grade_from", "grade_to", "is_short"]
        help_texts = {"grade_from": _("Empty: for all grades.")}


class RoomForm(SchoolModelForm):
    class Meta:
        model = Room
        fields = ["name", "lessons_at_once"]
        help_texts = {"lessons_at_once": _("More than one where classes share the room: a gym, a workshop.")}


class SubjectForm(SchoolModelForm):
    class Meta:
        model = Subject
        fields = ["code", "name_ky", "name_ru", "order", "has_marks"]


class ClassForm(SchoolModelForm):
    class Meta:
        model = SchoolClass
        fields = ["grade", "letter", "language", "shift", "programme", "room"]
        labels = {"room": _("Room")}

    def __init__(self, data=None, *, instance=None):
        super().__init__(data, instance=instance)
        if instance is not None and instance.pk:
            for name in ("grade", "letter"):
                del self.fields[name]

    def clean_letter(self):
        read = parse_class(f"1{self.cleaned_data['letter']}")
        return read[1] if read else self.cleaned_data["letter"]


class GroupForm(SchoolForm):
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[choice for choice in Group.Kind.choices if choice[0] != Group.Kind.CLASS]
    )
    name = forms.CharField(
        label=pgettext_lazy("of a thing", "Name"),
        max_length=40,
        help_text=_("For example: 8-А, group 1, or 1-А + 2-А."),
    )
    classes = forms.ModelMultipleChoiceField(
        label=_("Classes"), queryset=SchoolClass.objects.none(), widget=forms.CheckboxSelectMultiple({"class": "brief"})
    )

    def __init__(self, data=None, *, year):
        super().__init__(data)
        self.fields["classes"].queryset = SchoolClass.objects.filter(year=year)


class SectionForm(SchoolModelForm):
    class Meta:
        model = Section
        fields = ["group", "subject", "hours"]
        labels = {"group": _("Group"), "subject": _("Subject")}

    def __init__(self, data=None, *, year, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["group"].queryset = Group.objects.filter(year=year)

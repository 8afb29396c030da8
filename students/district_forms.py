"""Forms of the register of the micro-district's children."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.ui.forms import Pair, SchoolForm, SchoolModelForm, Section
from students.models import DistrictChild


class ChildForm(SchoolModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = DistrictChild
        fields = [
            "last_name",
            "first_name",
            "patronymic",
            "sex",
            "born_on",
            "pin",
            "address",
            "where",
            "place",
            "reason",
            "note",
            "checked_on",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.fields["reason"].help_text = _("Only of a child who is not in education.")
        if not self.instance.pk:
            self.fields["checked_on"].initial = clock.today()

    def validate_unique(self):
        pass

    def validate_constraints(self):
        pass

    def layout(self):
        return Layout(
            Section(_("Child"), Pair("last_name", "first_name"), Pair("patronymic", "sex"), Pair("born_on", "pin")),
            Section(_("Address"), "address"),
            Section(
                _("Where the child learns"), Pair("where", "place"), Pair("reason", "note"), "checked_on", "version"
            ),
        )

    @property
    def told(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class GoneForm(SchoolForm):
    on = forms.DateField(label=_("Moved away on"), initial=clock.today)
    note = forms.CharField(label=_("Where to"), max_length=200, required=False)


class DayForm(SchoolForm):
    on = forms.DateField(label=_("On the day"), initial=clock.today)

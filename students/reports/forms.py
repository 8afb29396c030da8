from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.people.models import Purpose
from schoolmis.structure.models import SchoolClass
from schoolmis.ui.forms import SchoolForm
from students import permissions


def classes_on(day):
    return SchoolClass.objects.filter(year__starts_on__lte=day, year__ends_on__gte=day).select_related("year")


class ClassForm(SchoolForm):
    """One class, or all the reader may see."""

    permission = permissions.VIEW_CLASS
    school_class = forms.ModelChoiceField(label=_("Class"), queryset=None, required=False, empty_label=_("All classes"))
    on = forms.DateField(label=_("On the day"), initial=clock.today, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        mine = self.permission.visible(user, SchoolClass.objects.all()).values("pk")
        self.classes = SchoolClass.objects.filter(pk__in=mine).select_related("year")
        self.fields["school_class"].queryset = self.classes

    def clean(self):
        """`classes`: what the sheets are about."""
        data, one = super().clean(), self.cleaned_data.get("school_class")
        day = data["on"] = data.get("on") or clock.today()
        data["classes"] = [one] if one else list(self.classes.filter(year__starts_on__lte=day, year__ends_on__gte=day))
        return data


class ConsentForm(ClassForm):
    permission = permissions.CONSENT_REPORT
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices, initial=Purpose.RECORDS)


class DayForm(SchoolForm):
    on = forms.DateField(label=_("On the day"), initial=clock.today, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)

    def clean_on(self):
        return self.cleaned_data["on"] or clock.today()

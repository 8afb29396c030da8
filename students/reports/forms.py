from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.people.models import Purpose
from schoolmis.structure.models import SchoolClass
from schoolmis.ui.forms import SchoolForm
from students import permissions


def classes_on(day):
    return SchoolClass.objects.of_day(day).select_related("year")


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
        data["classes"] = [one] if one else list(self.classes.of_day(day))
        return data


class Layout(models.TextChoices):
    NAMES = "names", _("Names only")
    BORN = "born", _("With birth dates")
    GUARDIANS = "guardians", _("With parents and phones")
    ATTENDANCE = "attendance", _("Empty sheet for attendance")
    SIGN = "sign", _("Sheet for signatures")


class ClassListForm(ClassForm):
    """Layouts with personal data are offered to those who may see them, and of those classes alone (R1-6.1)."""

    PERSONAL = {Layout.BORN, Layout.GUARDIANS}
    layout = forms.ChoiceField(label=_("Layout"), choices=Layout.choices, initial=Layout.NAMES, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.user = user
        if not permissions.CLASS_CONTACTS.allows(user):
            self.fields["layout"].choices = [one for one in Layout.choices if one[0] not in self.PERSONAL]

    def clean(self):
        data = super().clean()
        data["layout"] = layout = data.get("layout") or Layout.NAMES
        if layout in self.PERSONAL and "classes" in data:
            pks = [one.pk for one in data["classes"]]
            mine = permissions.CLASS_CONTACTS.visible(self.user, SchoolClass.objects.filter(pk__in=pks))
            mine = set(mine.values_list("pk", flat=True))
            if data.get("school_class") and data["school_class"].pk not in mine:
                self.add_error("layout", _("You may see the personal data of your own class only."))
            data["classes"] = [one for one in data["classes"] if one.pk in mine]
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

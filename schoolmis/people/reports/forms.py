from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.ui.forms import SchoolForm


class StaffDayForm(SchoolForm):
    on = forms.DateField(label=_("On the day"), initial=clock.today, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)

    def clean_on(self):
        return self.cleaned_data["on"] or clock.today()


def year_ago():
    return clock.today() - timedelta(365)


class PeriodForm(SchoolForm):
    starts_on = forms.DateField(label=_("First day"), initial=year_ago, required=False)
    ends_on = forms.DateField(label=_("Last day"), initial=clock.today, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)

    def clean(self):
        data = super().clean()
        data["starts_on"] = data.get("starts_on") or year_ago()
        data["ends_on"] = data.get("ends_on") or clock.today()
        if data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("The last day comes before the first one."))
        return data

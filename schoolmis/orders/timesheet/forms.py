"""Forms of the timesheet: the month, a correction, the reason for opening it again."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.orders.models import DayCode
from schoolmis.people.models import Employee
from schoolmis.ui.dates import month_year
from schoolmis.ui.forms import Pair, SchoolForm, Section

MONTHS = 24


def months() -> list[date]:
    """This month and those before it, the newest first."""
    found = [clock.today().replace(day=1)]
    while len(found) < MONTHS:
        found.append((found[-1] - timedelta(1)).replace(day=1))
    return found


def month_of(text: str) -> date | None:
    """«2026-11» as the first day of the month."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


class MonthForm(SchoolForm):
    month = forms.ChoiceField(label=_("Month"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [(f"{one:%Y-%m}", month_year(one)) for one in months()]
        self.fields["month"].initial = f"{clock.today():%Y-%m}"

    def clean_month(self):
        return month_of(self.cleaned_data["month"]) or clock.today().replace(day=1)


class CorrectionForm(SchoolForm):
    employee = forms.TypedChoiceField(label=_("Employee"), coerce=int)
    day = forms.DateField(label=_("Day"))
    code = forms.ChoiceField(label=_("What the day was"), choices=DayCode.choices)
    reason = forms.CharField(
        label=_("Reason"), max_length=250, help_text=_("Memo, sick note, certificate: number, date.")
    )

    def __init__(self, data=None, *, month: date):
        super().__init__(data, initial={"day": min(clock.today(), month + timedelta(27))})
        self.month = month
        staff = Employee.objects.select_related("person")
        self.fields["employee"].choices = [("", "—"), *((one.pk, f"{one} · {one.post}") for one in staff)]

    def layout(self):
        return Section(_("Correction"), "employee", Pair("day", "code"), "reason")

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day.replace(day=1) != self.month:
            raise ValidationError(_("The day lies in another month."))
        return day


class ReopenForm(SchoolForm):
    reason = forms.CharField(label=_("Reason"), max_length=250)

"""The period that a report of the movement is about: a month, a quarter, a half-year, a year, or any days."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis import clock
from schoolmis.structure.models import AcademicYear
from schoolmis.ui.dates import month_year
from schoolmis.ui.forms import SchoolForm

FREE = "free"
YEARS = 3
"""Years back that are offered by name; older days are asked for freely."""


def next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def months(first: date, last: date):
    """(first day, last day) of each month that touches the days."""
    day = first.replace(day=1)
    while day <= last:
        after = next_month(day)
        yield max(day, first), min(after - timedelta(days=1), last)
        day = after


def periods(today: date):
    """{group: [(key, label, first, last)]} of what has begun. A quarter lasts until the next one begins, so that the
    vacation belongs to it and no day falls between two periods."""
    years = list(AcademicYear.objects.prefetch_related("terms").order_by("starts_on"))
    ends = [*(one.starts_on - timedelta(days=1) for one in years[1:]), None]
    found = {_("Academic years"): [], _("Half-years"): [], _("Quarters"): [], _("Months"): []}
    whole, halves, quarters, monthly = found.values()
    for year, end in list(zip(years, ends, strict=True))[-YEARS:][::-1]:
        end = end or date(year.starts_on.year + 1, 8, 31)
        whole.append((f"y{year.pk}", str(year), year.starts_on, end))
        terms = sorted(year.terms.all(), key=lambda term: term.number)
        edges = [*(term.starts_on for term in terms), end + timedelta(days=1)]
        for number in range(0, len(terms), 2):
            last = edges[min(number + 2, len(terms))] - timedelta(days=1)
            label = _("Half-year %(number)s, %(year)s") % {"number": "I" * (number // 2 + 1), "year": year}
            halves.append((f"h{year.pk}-{number // 2 + 1}", label, edges[number], last))
        for term, after in zip(terms, edges[1:], strict=True):
            quarters.append((f"t{term.pk}", f"{term}, {year}", term.starts_on, after - timedelta(days=1)))
        for first, last in [*months(year.starts_on, end)][::-1]:
            monthly.append((f"m{first:%Y-%m}", month_year(first), first, last))
    return {group: [one for one in rows if one[2] <= today] for group, rows in found.items()}


class PeriodForm(SchoolForm):
    """`cleaned_data`: `first` and `last`, both within; a period that goes on ends today; `named`: a half-year."""

    period = forms.ChoiceField(label=gettext_lazy("Period"), required=False)
    first = forms.DateField(label=gettext_lazy("From"), required=False)
    last = forms.DateField(label=gettext_lazy("To"), required=False, help_text=gettext_lazy("For a free period."))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        groups = periods(clock.today())
        self.known = {key: (first, last) for rows in groups.values() for key, _label, first, last in rows}
        self.names = {key: label for rows in groups.values() for key, label, _first, _last in rows if key[0] in "ht"}
        named = [(group, [(one[0], one[1]) for one in rows]) for group, rows in groups.items() if rows]
        field = self.fields["period"]
        field.choices = [*named, (FREE, _("Any days, from – to"))]
        field.initial = next(iter(self.known), FREE)
        if not self.known:
            today = clock.today()
            self.fields["first"].initial, self.fields["last"].initial = today.replace(month=1, day=1), today

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        period = data.get("period") or self.fields["period"].initial
        if period in self.known:
            data["first"], data["last"] = self.known[period]
            data["named"] = self.names.get(period, "")
            data["last"] = max(min(data["last"], clock.today()), data["first"])
        else:
            for name in ("first", "last"):
                if not data.get(name):
                    self.add_error(name, _("Write both days of the period."))
            if data.get("first") and data.get("last") and data["last"] < data["first"]:
                self.add_error("last", _("The last day is before the first."))
        return data


class BookForm(PeriodForm):
    promotion = forms.BooleanField(label=gettext_lazy("With the promotion to the next grade"), required=False)

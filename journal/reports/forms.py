"""What the results' reports ask: class or classes, and the term."""

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from journal import permissions
from schoolmis import clock
from schoolmis.structure.models import AcademicYear, SchoolClass, Term
from schoolmis.ui.dates import month_year
from schoolmis.ui.forms import SchoolForm


def years():
    return list(AcademicYear.objects.filter(starts_on__lte=clock.today())) or list(AcademicYear.objects.all())


class TermChoice(SchoolForm):
    """A term of a year, or the year itself: `7` is the term with that key, `y3` the year."""

    term = forms.ChoiceField(label=_("Term"))

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.choices, self.by_key, self.years = user, [], {}, years()
        terms = list(Term.objects.filter(year__in=self.years))
        for year in self.years:
            for term in terms:
                if term.year_id == year.pk and term.starts_on <= clock.today():
                    self._add(str(term.pk), f"{year} · {term}", (year, term))
            self._add(f"y{year.pk}", " · ".join([str(year), str(_("Year"))]), (year, None))
        begun = [key for key, (year, term) in self.by_key.items() if term and year == self.years[0]]
        # The last term that has ended is the one people print; in the first term there is only that.
        ended = [key for key in begun if self.by_key[key][1].ends_on < clock.today()]
        self.fields["term"].choices = self.choices
        self.fields["term"].initial = (ended or begun or list(self.by_key) or [None])[-1]

    def _add(self, key, label, what):
        self.choices.append((key, label))
        self.by_key[key] = what

    def clean_term(self):
        self.year, term = self.by_key[self.cleaned_data["term"]]
        return term

    def clean(self):
        data = super().clean()
        return data | {"year": getattr(self, "year", None)}


class ClassOfYears(SchoolForm):
    """A class of any year that the reader may print, or all classes of the newest one."""

    school_class = forms.ChoiceField(label=_("Class"))

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        of = permissions.RESULTS.visible(user, SchoolClass.objects.filter(year__in=years()))
        self.classes = list(of.select_related("year").order_by("-year__starts_on", "grade", "letter"))
        self.newest = [one for one in self.classes if one.year_id == self.classes[0].year_id]
        keys = [(str(one.pk), str(one) if one in self.newest else f"{one} · {one.year}") for one in self.classes]
        self.fields["school_class"].choices = [*keys, ("all", _("All classes"))]
        self.fields["school_class"].initial = keys[0][0] if keys else "all"

    def clean_school_class(self):
        """The classes meant."""
        chosen = self.cleaned_data["school_class"]
        return self.newest if chosen == "all" else [one for one in self.classes if str(one.pk) == chosen]


class ClassTermForm(TermChoice):
    """A class the reader may print, or all of them."""

    school_class = forms.ChoiceField(label=_("Class"))
    field_order = ["school_class", "term"]

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.classes = list(permissions.RESULTS.visible(user, SchoolClass.objects.select_related("year")))
        newest = self.years[:1]
        keys = [(str(of.pk), f"{of} · {of.year}" if of.year not in newest else str(of)) for of in self.classes]
        keys.sort(key=lambda pair: " · " in pair[1])
        self.fields["school_class"].choices = [*keys, ("all", _("All classes"))]
        self.fields["school_class"].initial = keys[0][0] if keys else None

    def clean(self):
        data = super().clean()
        year, chosen = data.get("year"), data.get("school_class")
        if not year or not chosen:
            return data
        data["classes"] = [of for of in self.classes if of.year_id == year.pk and chosen in ("all", str(of.pk))]
        if not data["classes"] and chosen != "all":
            # The class of another year was chosen: the same class in the term's year is meant.
            of = next(one for one in self.classes if str(one.pk) == chosen)
            data["classes"] = [
                one
                for one in self.classes
                if one.year_id == year.pk and (one.grade, one.letter) == (of.grade, of.letter)
            ]
        return data


@dataclass(frozen=True)
class Span:
    """A term, a year or a month of it: both days within. `term` and `year` name whose results are meant."""

    first: date
    last: date
    year: AcademicYear
    term: Term | None = None
    is_month: bool = False

    def title(self, lang=None) -> str:
        """As papers name it, in their language."""
        return month_year(self.first, lang) if self.is_month else str(self.term or _("Year"))


class SpanForm(TermChoice):
    """A term, a year, or a month that has begun (`m2026-10`): `params["span"]`."""

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["term"].label = _("Period")
        self.months = {f"m{first:%Y-%m}": (year, first) for year in self.years[:1] for first in months(year)}
        named = [(key, month_year(first)) for key, (_year, first) in self.months.items()]
        self.fields["term"].choices = [*self.fields["term"].choices, *named]

    def clean_term(self):
        chosen = self.cleaned_data["term"]
        if chosen in self.months:
            self.year, first = self.months[chosen]
            last = min(next_month(first) - timedelta(days=1), self.year.ends_on)
            self.span = Span(max(first, self.year.starts_on), last, self.year, is_month=True)
            return None
        term = super().clean_term()
        whole = term or self.year
        self.span = Span(whole.starts_on, whole.ends_on, self.year, term)
        return term

    def clean(self):
        return super().clean() | {"span": getattr(self, "span", None)}


class ClassSpanForm(ClassTermForm, SpanForm):
    """A class the reader may print, or all of them, and a period."""


def months(year) -> list[date]:
    """First days of the year's months that have begun, the newest first."""
    found, first = [], year.starts_on.replace(day=1)
    while first <= min(year.ends_on, clock.today()):
        found.append(first)
        first = next_month(first)
    return found[::-1]


def next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)

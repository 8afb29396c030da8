"""What the results' reports ask: class or classes, and the term."""

from django import forms
from django.utils.translation import gettext_lazy as _

from journal import permissions
from schoolmis import clock
from schoolmis.structure.models import AcademicYear, SchoolClass, Term
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
            self._add(f"y{year.pk}", f"{year} · {_('Year')}", (year, None))
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

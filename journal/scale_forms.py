"""Forms of scales and kinds of work."""

from crispy_forms.layout import Layout
from django import forms
from django.forms import formset_factory
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from journal.models import GradingPolicy, Lesson, Scale, ScaleValue, WorkKind
from schoolmis import clock
from schoolmis.structure.models import AcademicYear, Section
from schoolmis.ui.forms import Pair, SchoolModelForm
from schoolmis.ui.forms import Section as Part

IN_WORDS = {Scale.Kind.LEVELS, Scale.Kind.PASS}
MOST_VALUES = 6
TEXT = {
    "points": _("In points of the scale: a mean of so many points proposes the mark."),
    "criteria": _("In per cent of all points of a student's works."),
}


class ScaleForm(SchoolModelForm):
    """Names, and what its kind has: points and bands, or values in words."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Scale
        fields = [
            "name_ky",
            "name_ru",
            "bottom",
            "top",
            "five_from",
            "four_from",
            "three_from",
            "own_results",
            "archived",
            "version",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kind = self.instance.kind
        self.fields["version"].initial = self.instance.version
        if kind not in {Scale.Kind.POINTS, Scale.Kind.CRITERIA}:
            for name in ("bottom", "top", "five_from", "four_from", "three_from"):
                del self.fields[name]
        else:
            for name in ("five_from", "four_from", "three_from"):
                self.fields[name].required = True
            self.fields["five_from"].help_text = TEXT[kind]
        if kind != Scale.Kind.POINTS:
            del self.fields["own_results"]
        if kind == Scale.Kind.CRITERIA:
            del self.fields["bottom"]
            self.fields["top"].label = _("Points of a work for which nothing else is said")
        if not self.instance.pk or kind in {Scale.Kind.FIVE, Scale.Kind.NONE}:
            del self.fields["archived"]

    @cached_property
    def lines(self):
        """The forms of the values, for a scale in words alone."""
        if self.instance.kind not in IN_WORDS:
            return None
        stored = list(self.instance.values.all()) if self.instance.pk else []
        initial = [{name: getattr(value, name) for name in ValueForm.Meta.fields} for value in stored]
        spare = 2 if self.instance.kind == Scale.Kind.PASS and not stored else MOST_VALUES - len(stored)
        made = formset_factory(ValueForm, extra=max(0, spare), max_num=MOST_VALUES, absolute_max=MOST_VALUES)
        return made(self.data if self.is_bound else None, prefix="values", initial=initial)

    def is_valid(self):
        return all([super().is_valid(), self.lines is None or self.lines.is_valid()])

    def values(self) -> list[dict]:
        """What `set_scale` is given."""
        return [line.cleaned_data for line in self.lines or () if line.cleaned_data.get("text")]

    def facts(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def layout(self):
        names = set(self.fields)
        parts = [Part(_("Names"), Pair("name_ky", "name_ru"), *(["archived"] if "archived" in names else []))]
        if "top" in names:
            points = Pair("bottom", "top") if "bottom" in names else "top"
            own = ["own_results"] if "own_results" in names else []
            parts.append(Part(_("Points and the five-point mark"), points, Pair(*BANDS), *own))
        return Layout(*parts, "version")


BANDS = ("five_from", "four_from", "three_from")


class ValueForm(SchoolModelForm):
    """One value in words; a line without a text is left out."""

    class Meta:
        model = ScaleValue
        fields = ["text", "name_ky", "name_ru", "tone"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("text", "name_ky", "name_ru"):
            self.fields[name].required = False

    def clean_text(self):
        return self.cleaned_data["text"].lower()

    def clean(self):
        data = super().clean()
        told = [name for name in ("name_ky", "name_ru") if data.get(name)]
        if data.get("text") and len(told) < 2:
            self.add_error("name_ru" if "name_ky" in told else "name_ky", _("Name it in both languages."))
        if told and not data.get("text") and "text" not in self.errors:
            self.add_error("text", _("What is typed in the cell?"))
        return data

    def _post_clean(self):
        """The act looks at the whole scale; a line alone is not a row yet."""


class PlaceForm(SchoolModelForm):
    """Where a scale holds, and from which school year."""

    year_from = forms.TypedChoiceField(label=_("From the school year"), coerce=int)

    class Meta:
        model = GradingPolicy
        fields = ["scale", "year_from", "grade_from", "grade_to", "programme", "subject", "section"]
        help_texts = {
            "section": _("One journal alone: then leave grades and subject empty."),
            "subject": _("In all the grades, or in those named above."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = [year.starts_on.year for year in AcademicYear.objects.filter(closed_on=None)] or [clock.today().year]
        years = sorted({*years, max(years) + 1})
        self.fields["year_from"].choices = [(year, f"{year}–{year + 1}") for year in years]
        self.fields["scale"].queryset = Scale.objects.filter(archived=False)
        open_ones = Section.objects.filter(group__year__closed_on=None)
        self.fields["section"].queryset = open_ones.select_related("group", "subject").order_by(
            "group__name", "subject__order"
        )

    def layout(self):
        return Layout(
            Part(_("Scale"), Pair("scale", "year_from")),
            Part(_("Where"), Pair("grade_from", "grade_to"), Pair("programme", "subject"), "section"),
        )


class KindForm(SchoolModelForm):
    """A kind of work; a change of weight is confirmed, for averages of journals under way follow it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    sure = forms.BooleanField(label=_("Yes, change the averages"), required=False)

    class Meta:
        model = WorkKind
        fields = [
            "name_ky",
            "name_ru",
            "short_ky",
            "short_ru",
            "weight",
            "order",
            "counts",
            "visible",
            "archived",
            "version",
        ]
        labels = {"order": _("Place in the list")}
        help_texts = {
            "short_ky": _("Up to four letters over the column of the journal."),
            "weight": _("A mark of weight 2 counts as two marks."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.was = {name: getattr(self.instance, name) for name in ("weight", "counts")}
        if not self.instance.pk:
            del self.fields["archived"], self.fields["sure"]
        elif not self.is_bound:
            self.fields["sure"].widget = forms.HiddenInput()

    @property
    def weighs_otherwise(self) -> bool:
        """Whether averages change by what was typed."""
        return bool(self.instance.pk) and any(self.cleaned_data[name] != value for name, value in self.was.items())

    def facts(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name not in {"version", "sure"}}

    def layout(self):
        names = [name for name in ("archived", "sure") if name in self.fields]
        return Layout(
            Part(_("Names"), Pair("name_ky", "name_ru"), Pair("short_ky", "short_ru")),
            Part(_("In the average"), Pair("weight", "order"), "counts", "visible", *names),
            "version",
        )


def offered(lesson: Lesson | None = None):
    """Kinds of work to choose from; one not offered any more stays where it stands."""
    kinds = WorkKind.objects.filter(archived=False)
    return kinds | WorkKind.objects.filter(pk=lesson.kind_id) if lesson and lesson.kind_id else kinds

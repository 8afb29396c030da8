"""Forms of academic debts. They show and check; the acts write."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.orders.fields import DecisionField
from schoolmis.structure.models import AcademicYear, Term
from schoolmis.ui.forms import Pair, SchoolForm, SchoolModelForm, Section
from students.models import AcademicDebt, PromotionPolicy


class Versioned(SchoolForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class OpenDebtsForm(SchoolForm):
    """From which results, and until when the debts are to be cleared."""

    of = forms.ChoiceField(label=_("Results of"))
    due_on = forms.DateField(label=_("Clear by"))

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        begun = AcademicYear.objects.filter(starts_on__lte=clock.today())[:2]
        self.years = {str(year.pk): year for year in begun}
        self.terms = {}
        choices = []
        for year in self.years.values():
            choices.append((f"{year.pk}", _("the year %(year)s") % {"year": year}))
            for term in Term.periods.filter(year=year, starts_on__lte=clock.today()):
                if term.kind == Term.Kind.QUARTER or term.results.exists():
                    self.terms[f"{year.pk}:{term.pk}"] = term
                    choices.append((f"{year.pk}:{term.pk}", f"{term}, {year}"))
        self.fields["of"].choices = choices

    def what(self) -> tuple[AcademicYear, Term | None]:
        year, _colon, _term = self.cleaned_data["of"].partition(":")
        return self.years[year], self.terms.get(self.cleaned_data["of"])


class DeadlineForm(Versioned):
    due_on = forms.DateField(label=_("Clear by"))


class CauseForm(Versioned):
    cause = forms.ChoiceField(label=_("Cause"), choices=AcademicDebt.Cause.choices)


class CloseForm(Versioned):
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[one for one in AcademicDebt.Outcome.choices if one[0] != "cleared"],
        help_text=_("A debt is cleared by an attempt with a mark of 3 or more (R7-2.4)."),
    )
    closed_note = forms.CharField(label=_("Note"), max_length=200, required=False)


class AttemptForm(SchoolForm):
    on = forms.DateField(label=_("Held on"), initial=clock.today)
    is_present = forms.TypedChoiceField(
        label=_("Student"),
        choices=[("yes", _("came")), ("no", _("did not come"))],
        coerce=lambda value: value == "yes",
        initial="yes",
    )
    value = forms.TypedChoiceField(
        label=_("Mark"),
        choices=[("", "—"), *((n, n) for n in (5, 4, 3, 2))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    decision = DecisionField(label=_("Decision of the commission"), required=False)
    protocol = forms.CharField(
        label=_("Protocol of the commission"),
        max_length=200,
        required=False,
        help_text=_("Number, date and the point decided: № 3, 15.06.2026, 1."),
    )

    def layout(self):
        return Layout(
            Section(_("Attempt"), Pair("on", "is_present"), "value"), Section(_("It rests on"), "decision", "protocol")
        )

    def clean(self):
        data = super().clean()
        if not data.get("decision") and not data.get("protocol"):
            self.add_error("protocol", _("Choose a decision, or write the protocol and its date (R7-2.2)."))
        return data


class AcknowledgeForm(SchoolForm):
    on = forms.DateField(label=_("Signed on"), initial=clock.today)
    name = forms.CharField(label=_("Who signed"), max_length=150)


class PolicyForm(SchoolModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = PromotionPolicy
        fields = ["attempts", "most_debts", "unmarked_to", "exams_required"]
        help_texts = {
            "most_debts": _("Empty: any number of debts allows conditional promotion (R7-2.4)."),
            "unmarked_to": _("Students of these grades have no year marks and are promoted without them."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

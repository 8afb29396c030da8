from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from journal.models import Lesson, ResultPolicy
from journal.rules.plans import read
from schoolmis.orders.fields import DecisionField
from schoolmis.orders.models import Body
from schoolmis.structure.models import Subject
from schoolmis.ui.forms import SchoolForm, SchoolModelForm


class LessonForm(SchoolModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Lesson
        fields = ["topic", "homework", "kind", "version"]
        labels = {"kind": _("Kind of work")}
        widgets = {"homework": forms.Textarea(attrs={"rows": 3})}

    def refuse(self, error, stored: Lesson) -> None:
        """Somebody saved before: what the reader typed stays, what is stored is told under each field (design §4)."""
        self.add_error(None, error)
        if getattr(error, "code", "") != "version":
            return
        for name in ("topic", "homework", "kind"):
            now = getattr(stored, name)
            if now != self.cleaned_data.get(name):
                self[name].help_text = format_html("{}: “{}”", _("Stored now"), now or "—")
        self.data = self.data.copy()
        self.data["version"] = str(stored.version)


class PlanForm(SchoolForm):
    topics = forms.CharField(
        label=_("Topics"),
        required=False,
        strip=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "One line a topic: topic, hours, homework, divided by tabs as a spreadsheet copies them. # begins a part."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_topics(self):
        self.lines, wrong = read(self.cleaned_data["topics"])
        if wrong:
            numbers = ", ".join(map(str, wrong[:20]))
            raise forms.ValidationError(
                _("Lines %(numbers)s: a topic up to 250 signs, hours from 1 to 40, homework up to 500 signs.")
                % {"numbers": numbers}
            )
        return self.cleaned_data["topics"]

    def refuse(self, error, version: int) -> None:
        """What the reader typed stays; the plan stored now stands below the form, and saving again decides."""
        self.add_error(None, error)
        if getattr(error, "code", "") == "version":
            self["topics"].help_text = _("The plan stored now stands below. Save again to put yours in its place.")
            self.data = self.data.copy()
            self.data["version"] = str(version)


class ResultPolicyForm(SchoolModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = ResultPolicy
        fields = ["round_up", "year_by", "final_by", "passing", "version"]
        widgets = {"passing": forms.CheckboxSelectMultiple}
        help_texts = {"round_up": _("0.50: 4.50 proposes «5». 0.60: only 4.60 does.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        taught = Subject.objects.filter(sections__isnull=False, has_marks=True).distinct()
        self.fields["passing"].queryset = taught


class ReopenForm(SchoolForm):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class StepForm(SchoolForm):
    """A step of a term as the reader saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def refuse(self, problem) -> None:
        self.add_error(None, problem.messages)


class BackForm(StepForm):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class CouncilForm(StepForm):
    decision = DecisionField(kinds=[Body.Kind.COUNCIL], label=_("Decision of the pedagogical council"))


class AnswerForm(SchoolForm):
    """Opened until a day, or refused with the reason."""

    what = forms.ChoiceField(
        label=_("Answer"), choices=[("approve", _("Open again")), ("refuse", _("Refuse"))], initial="approve"
    )
    until = forms.DateField(label=_("Open until"), required=False)
    answer = forms.CharField(
        label=_("To the teacher"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self):
        data = super().clean()
        if data.get("what") == "approve" and not data.get("until") and "until" not in self.errors:
            self.add_error("until", _("Until which day?"))
        return data

    def told(self) -> dict:
        found = self.cleaned_data
        return {"until": found["until"] if found["what"] == "approve" else None, "answer": found["answer"]}


class ReopenJournalForm(ReopenForm):
    until = forms.DateField(label=_("Open until"))

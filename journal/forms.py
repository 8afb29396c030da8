from datetime import timedelta

from crispy_forms.layout import Layout
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from journal import policy
from journal.homework import next_lesson
from journal.models import Lesson, RemoteDays, ResultPolicy, SanitaryNorm
from journal.plans.forms import DaysOfClasses
from journal.rules.scales import CRITERIA
from journal.scale_forms import offered
from schoolmis.files.actions import DOCUMENTS
from schoolmis.files.fields import ScansField
from schoolmis.orders.fields import DecisionField
from schoolmis.orders.models import Body
from schoolmis.structure.models import Subject
from schoolmis.ui.dates import date_short, day_month, weekday
from schoolmis.ui.forms import Pair, SchoolForm, SchoolModelForm, Section, refuse
from students.models import Student


def as_the_kind(yes, no):
    """Said for this work, or left to its kind."""
    return forms.Select(choices=[("unknown", _("As the kind of work has it")), ("true", yes), ("false", no)])


class WorkForm(SchoolModelForm):
    """A work's kind and what its marks are for."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Lesson
        fields = ["kind", "weight", "counts", "visible", "most", "version"]
        labels = {"kind": _("Kind of work")}
        help_texts = {"weight": _("Empty: as the kind of work has it."), "most": _("Empty: as the scale has it.")}
        field_classes = {"counts": forms.NullBooleanField, "visible": forms.NullBooleanField}
        widgets = {
            "counts": as_the_kind(_("enters the average"), _("does not enter the average")),
            "visible": as_the_kind(_("shown"), _("hidden for now")),
        }

    def __init__(self, *args, scale=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = offered(self.instance)
        if scale is None or scale.kind != CRITERIA:
            del self.fields["most"]

    def tell_works(self, beside: list[tuple]) -> None:
        """Which control works the classes have on the lesson's day already; `beside`: (class, works, too many)."""
        told = [f"{of}: {', '.join(works)}" for of, works, _crowded in beside]
        if told:
            words = _("Control works of this day: %(works)s.") % {"works": "; ".join(told)}
            self.fields["kind"].help_text = words

    def refuse(self, error, stored: Lesson) -> None:
        """Somebody saved before: what the reader typed stays, what is stored is told under each field (design §4)."""
        refuse(self, error)
        if getattr(error, "code", "") != "version":
            return
        for name in [name for name in self.fields if name != "version"]:
            now = getattr(stored, name)
            if now != self.cleaned_data.get(name):
                self[name].help_text = format_html("{}: “{}”", _("Stored now"), now or "—")
        self.data = self.data.copy()
        self.data["version"] = str(stored.version)


class LessonForm(WorkForm):
    """Topic and homework; the day that the timetable proposes is kept as none, so that it moves with the timetable."""

    files = ScansField(
        label=_("Files"),
        required=False,
        kinds=DOCUMENTS,
        help_text=_("Photos, PDF, DOCX, XLSX, at most 20 MB each. Only the class's families and teachers open them."),
    )

    link = forms.URLField(
        label=pgettext_lazy("to a page", "Link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://", "inputmode": "url"}),
    )

    class Meta(WorkForm.Meta):
        fields = ["topic", "homework", "due_on", "minutes", "link", *WorkForm.Meta.fields]
        widgets = WorkForm.Meta.widgets | {"homework": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposed = next_lesson(self.instance)
        if self.proposed:
            told = {"day": f"{weekday(self.proposed)}, {day_month(self.proposed)}"}
            self.fields["due_on"].help_text = _("The next lesson is on %(day)s.") % told
            self.initial["due_on"] = self.instance.due_on or self.proposed
        self.fields["due_on"].widget.attrs["min"] = (self.instance.date + timedelta(days=1)).isoformat()

    def tell_load(self, ahead: list[dict]) -> None:
        """What the class has for the day proposed stands at the field: on a phone the table is far below."""
        found = next((row["classes"] for row in ahead if row["day"] == self.proposed), ())
        told = [load for _of, load in found if load.subjects]
        if told:
            most = max(told, key=lambda load: (load.minutes, load.subjects))
            words = _("The class has for it already: subjects %(n)s, minutes %(minutes)s.")
            said = words % {"n": most.subjects, "minutes": most.minutes or "—"}
            self.fields["due_on"].help_text = f"{self.fields['due_on'].help_text} {said}"

    def layout(self):
        most = ["most"] if "most" in self.fields else []
        return Layout(
            Section(_("Lesson"), "topic"),
            Section(_("Homework"), "homework", Pair("due_on", "minutes"), "files", "link"),
            Section(_("Marks"), Pair("kind", "weight"), Pair("counts", "visible"), *most, "version"),
        )

    def clean(self):
        data = super().clean()
        if data.get("due_on") == self.proposed:
            data["due_on"] = None
        if data.get("homework") or "homework" in self.errors:
            return data
        if self.initial.get("homework") and not data.get("files"):  # the homework is taken back
            return data | {"due_on": None, "minutes": None, "link": ""}
        if any(data.get(name) for name in ("due_on", "minutes", "link", "files")):
            self.add_error("homework", _("Say in a few words what is to be done."))
        return data

    def _post_clean(self):
        """What is refused already need not be said by the database's rules once more."""
        if "homework" not in self.errors:
            super()._post_clean()


class NewWorkForm(WorkForm):
    version = None

    class Meta(WorkForm.Meta):
        fields = ["kind", "weight", "counts", "visible", "most"]


class ResultPolicyForm(SchoolModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = ResultPolicy
        fields = ["round_up", "year_by", "final_by", "passing", "late", "decided", "texts", "described", "version"]
        widgets = {"passing": forms.CheckboxSelectMultiple, "described": forms.CheckboxSelectMultiple}
        help_texts = {"round_up": _("0.50: 4.50 proposes «5». 0.60: only 4.60 does.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        taught = Subject.objects.filter(sections__isnull=False, has_marks=True).distinct()
        self.fields["passing"].queryset = self.fields["described"].queryset = taught
        days = policy.free_days()
        said = ngettext("A mark is corrected freely for %(n)s day.", "A mark is corrected freely for %(n)s days.", days)
        self.fields["late"].help_text = said % {"n": days}

    def layout(self):
        return Layout(
            Section(_("Corrections"), "late", "decided"),
            Section(_("Proposals"), Pair("round_up", "year_by"), "final_by", "passing"),
            Section(_("Assessment in words"), "texts", "described"),
            "version",
        )


class ReopenForm(SchoolForm):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class StepForm(SchoolForm):
    """A step of a term as the reader saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class BackForm(StepForm):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class CouncilForm(StepForm):
    decision = DecisionField(kinds=[Body.Kind.COUNCIL], label=_("Decision of the pedagogical council"))

    def __init__(self, *args, since, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["decision"]
        field.queryset = field.queryset.filter(protocol__held_on__gte=since)


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


class VersionForm(SchoolForm):
    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=80)
    starts_on = forms.DateField(label=_("In force from"))
    begin = forms.ChoiceField(
        label=_("Begin with"),
        choices=[("copy", _("a copy of the timetable in force")), ("empty", _("an empty week"))],
        widget=forms.RadioSelect,
        initial="copy",
    )
    notes = forms.CharField(label=_("Notes"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def facts(self) -> dict:
        """What `start_version` is given."""
        facts = dict(self.cleaned_data)
        return facts | {"copied": facts.pop("begin") == "copy"}


class NormForm(SchoolModelForm):
    class Meta:
        model = SanitaryNorm
        fields = ["kind", "grade_from", "grade_to", "subject", "value", "source"]


class CheckForm(SchoolForm):
    """A remark on a journal, a lesson of it, a student of it."""

    lesson = forms.ModelChoiceField(Lesson.objects.none(), label=_("Lesson"), required=False)
    student = forms.ModelChoiceField(Student.objects.none(), label=_("Student"), required=False)
    words = forms.CharField(
        label=pgettext_lazy("check", "Remark"), max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )
    due_on = forms.DateField(label=_("To be mended by"))

    def __init__(self, *args, lessons, students, **kwargs):
        super().__init__(*args, **kwargs)
        lesson, student = self.fields["lesson"], self.fields["student"]
        lesson.queryset, student.queryset = lessons, students
        lesson.empty_label = student.empty_label = _("the whole journal")
        lesson.label_from_instance = lambda one: f"{date_short(one.date)}, № {one.number} {one.topic}".strip()
        student.label_from_instance = lambda one: one.person.short_name

    def layout(self):
        return Layout(Pair("lesson", "student"), "words", "due_on")


class CheckAnswerForm(SchoolForm):
    words = forms.CharField(label=_("What was mended"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class CheckDecisionForm(SchoolForm):
    words = forms.CharField(
        label=_("To the teacher"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class RemoteForm(DaysOfClasses):
    """Classes that study at a distance on some days."""

    reason = forms.ChoiceField(label=_("Reason"), choices=RemoteDays.Reason)
    words = forms.CharField(label=_("In words"), max_length=300, required=False)
    platform = forms.CharField(
        label=_("Where lessons are held"), max_length=80, required=False, help_text=_("Zoom, Google Meet, WhatsApp …")
    )
    link = forms.URLField(label=_("Link"), max_length=300, required=False, assume_scheme="https")

    def layout(self):
        return Layout(Pair("first", "last"), Pair("reason", "words"), Pair("platform", "link"), "classes")

    def clean(self):
        data = super().clean()
        if data.get("first") and data.get("last") and data["first"] > data["last"]:
            self.add_error("last", _("The end comes before the beginning."))
        if data.get("reason") == RemoteDays.Reason.OTHER and not data.get("words"):
            self.add_error("words", _("Another reason is told in words."))
        return data


class NothingForm(SchoolForm):
    """A question answered by its button."""

"""Forms of the end of the year. They show and check; the acts write."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis.files.fields import ScanField
from schoolmis.orders.fields import DecisionField
from schoolmis.orders.models import Body
from schoolmis.structure.models import SchoolClass
from schoolmis.ui.forms import Pair, SchoolForm, Section
from students.actions.year_papers import DOCUMENTS
from students.models import CHOSEN, ClassStep, GradeStep, Outcome
from students.orders.paper_fields import WithPapers
from students.papers import Paper

PROGRAMMES = [(11, 11), (12, 12)]


def number(value):
    return int(value) if value else None


class RollOverForm(SchoolForm):
    """The table grade → grade of each programme, and what becomes of each class."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, year_end, data=None):
        super().__init__(data, initial={"version": year_end.version})
        self.steps = list(GradeStep.objects.filter(year_end=year_end))
        self.class_steps = list(ClassStep.objects.filter(year_end=year_end).select_related("school_class"))
        for step in self.steps:
            to = [("", "—"), (step.grade + 1, step.grade + 1), (step.grade + 2, step.grade + 2)]
            self._add(f"g{step.pk}", forms.TypedChoiceField, _("Next grade"), to, step.to_grade)
            self._add(
                f"p{step.pk}", forms.TypedChoiceField, _("Programme"), PROGRAMMES, step.to_programme, required=True
            )
        for step in self.class_steps:
            grade = step.school_class.grade
            to = [("", _("by the table")), (grade + 1, grade + 1), (grade + 2, grade + 2)]
            self._add(f"c{step.pk}", forms.TypedChoiceField, _("Next grade"), to, step.to_grade)
            self.fields[f"l{step.pk}"] = forms.CharField(
                label=_("Letters"), max_length=20, initial=step.letters, widget=forms.TextInput(attrs={"size": 6})
            )

    def _add(self, name, of, label, choices, initial, required=False):
        self.fields[name] = of(
            label=label, choices=choices, coerce=number, empty_value=None, initial=initial, required=required
        )

        self.fields[name].widget.attrs["class"] = "in"

    def grade_rows(self):
        return [(step, self[f"g{step.pk}"], self[f"p{step.pk}"]) for step in self.steps]

    def class_rows(self):
        return [(step, self[f"c{step.pk}"], self[f"l{step.pk}"]) for step in self.class_steps]

    def sent(self) -> dict:
        data = self.cleaned_data
        return {
            "steps": {step.pk: (data[f"g{step.pk}"], data[f"p{step.pk}"]) for step in self.steps},
            "classes": {step.pk: (data[f"c{step.pk}"], data[f"l{step.pk}"]) for step in self.class_steps},
            "version": data["version"],
        }


class CiteForm(SchoolForm):
    """The decision of the council: one that is kept here, or the words of a paper protocol."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    decision = DecisionField(kinds=[Body.Kind.COUNCIL], label=_("Decision of the council"), required=False)
    protocol = forms.CharField(
        label=_("Protocol of the pedagogical council"),
        max_length=200,
        required=False,
        help_text=_("Where the protocol is kept on paper only: № 3, 15.06.2026, 1."),
    )
    decided_on = forms.DateField(label=_("Decided on"), required=False)
    debts_due_on = forms.DateField(
        label=_("Debts are cleared by"), required=False, help_text=_("For those promoted conditionally (R7-2.4).")
    )

    def clean(self):
        data = super().clean()
        if data.get("decision") is None and "decision" not in self.errors:
            for name in ("protocol", "decided_on"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Choose a decision, or write the protocol and its date (R7-2.1)."))
        return data

    def layout(self):
        paper = Section(_("On paper only"), Pair("protocol", "decided_on"))
        return Layout(Section(_("Decision"), "decision", "debts_due_on", "version"), paper)


HINTS = {
    Paper.APPLICATION: _("Where it is not in the register of applications (R7-2.5)."),
    Paper.PMPC: _("For the adapted programme (R7-2.5)."),
    Paper.PLAN: _("For the individual plan (R7-2.5)."),
}


class ChoicePapers(WithPapers):
    """The papers of the parents' choice of one student: an application of the register, or number and day."""

    asked = CHOSEN
    papers = tuple(HINTS)

    def of(self, row):
        """`row`: the decision; what was written of its papers in words before stands as their number."""
        in_words = [{"code": name, "number": getattr(row, name)} for name in DOCUMENTS if getattr(row, name)]
        self.add_papers([{"student": row.student_id, "documents": row.documents or in_words}])
        self.student = row.student
        self.only_of([row.student_id])

    def _ids(self, rows):
        return [row["student"] for row in rows]

    def hint(self, paper):
        return HINTS[paper]

    def clean(self):
        return self.clean_papers(super().clean())

    def sent(self) -> dict:
        """The cleaned data with the papers as rows."""
        own = self.paper_names()
        told = {name: value for name, value in self.cleaned_data.items() if name not in own}
        return told | {"papers": self.documents_of(self.student)}


class DecisionForm(ChoicePapers, SchoolForm):
    """What the council decides of one student, with the papers the outcome asks for (R7-2.5)."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome.choices)
    target = forms.ModelChoiceField(label=_("Next class"), queryset=SchoolClass.objects.none(), required=False)
    note = forms.CharField(label=_("Reason of the council"), max_length=300, required=False)
    scan = ScanField(required=False)

    def __init__(self, decision, *args, **kwargs):
        initial = {name: getattr(decision, name) for name in ("version", "outcome", "target", "note")}
        super().__init__(*args, initial=initial, **kwargs)
        grade = decision.school_class.grade
        year = decision.year_end.next_year_id
        near = SchoolClass.objects.filter(year=year, grade__range=(grade, grade + 2)).select_related("year")
        self.fields["target"].queryset = near
        self.of(decision)

    def layout(self):
        return Layout(
            Section(_("Decision"), Pair("outcome", "target"), "note", "version"),
            *self.papers_section(),
            Section(_("Scan"), "scan"),
        )

"""Forms of the state attestation."""

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schoolmis.orders.models import Body
from schoolmis.structure.models import Subject
from schoolmis.ui.forms import Pair, SchoolForm, SchoolModelForm, Section
from students.models import StateExam
from students.rules.attestation import GRADES

FIELDS = ["grade", "subject", "form", "is_compulsory", "on", "repeat_on", "body", "ground"]


class ExamForm(SchoolModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    grade = forms.TypedChoiceField(label=_("Grade"), choices=[(grade, grade) for grade in GRADES], coerce=int)

    class Meta:
        model = StateExam
        fields = FIELDS
        help_texts = {
            "is_compulsory": _("Without the tick: by the student's choice."),
            "body": _("Set up by an order: Orders, Commission."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.fields["subject"].queryset = Subject.objects.filter(has_marks=True)
        bodies = Body.objects.filter(Q(kind=Body.Kind.ATTESTATION, ends_on=None) | Q(pk=self.instance.body_id))
        self.fields["body"].queryset = bodies

    def layout(self):
        return Layout(
            Section(_("Exam"), Pair("grade", "subject"), "form", "is_compulsory"),
            Section(_("Days and commission"), Pair("on", "repeat_on"), "body", "ground"),
            "version",
        )

    def told(self) -> dict:
        return {name: self.cleaned_data[name] for name in FIELDS}


class TakeOffForm(SchoolForm):
    why = forms.CharField(label=_("Why taken off the list"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

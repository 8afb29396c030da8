from django import forms
from django.utils.translation import gettext_lazy as _

from journal.models import AbsenceNote, BehaviourNote
from schoolmis import clock
from schoolmis.ui.forms import SchoolForm
from students.models import Student

REASONS = AbsenceNote._meta.get_field("reason").choices


class TellAbsenceForm(SchoolForm):
    first = forms.DateField(label=_("From"), initial=clock.today)
    last = forms.DateField(label=_("Until"), initial=clock.today)
    reason = forms.ChoiceField(label=_("Reason"), choices=REASONS)
    words = forms.CharField(
        label=_("In words"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The homeroom teacher and the teachers of the lessons read it. Write no diagnosis."),
    )


class RefineForm(TellAbsenceForm):
    student = forms.ModelChoiceField(label=_("Student"), queryset=Student.objects.none(), empty_label=None)
    has_paper = forms.BooleanField(label=_("There is a paper"), required=False)
    field_order = ["student", "first", "last", "reason", "words", "has_paper"]

    def __init__(self, *args, students, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["student"].queryset = students


class AnswerForm(SchoolForm):
    answer = forms.CharField(label=_("Answer"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class BehaviourForm(SchoolForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=BehaviourNote.Kind, widget=forms.RadioSelect, initial="praise")
    words = forms.CharField(label=_("In words"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))
    on = forms.DateField(label=_("Day"), initial=clock.today)
    for_family = forms.BooleanField(label=_("The family sees it"), required=False, initial=True)

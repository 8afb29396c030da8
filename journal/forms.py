from django import forms
from django.utils.translation import gettext_lazy as _

from journal.models import Lesson
from schoolmis.ui.forms import SchoolForm, SchoolModelForm


class LessonForm(SchoolModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Lesson
        fields = ["topic", "homework", "kind", "version"]
        labels = {"kind": _("Kind of work")}
        widgets = {"homework": forms.Textarea(attrs={"rows": 3})}


class ReopenForm(SchoolForm):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class ReopenJournalForm(ReopenForm):
    until = forms.DateField(label=_("Open until"))

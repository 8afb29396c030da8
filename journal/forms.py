from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from journal.models import Lesson, ResultPolicy
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


class ResultPolicyForm(SchoolModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = ResultPolicy
        fields = ["round_up", "year_by", "final_by", "passing", "version"]
        widgets = {"passing": forms.CheckboxSelectMultiple}
        help_texts = {"round_up": _("0.50: 4.50 proposes «5». 0.60: only 4.60 does.")}


class ReopenForm(SchoolForm):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class ReopenJournalForm(ReopenForm):
    until = forms.DateField(label=_("Open until"))

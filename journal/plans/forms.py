from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from journal.models import LostLesson
from journal.rules.plans import read
from schoolmis import clock
from schoolmis.structure.models import SchoolClass
from schoolmis.ui.forms import Pair, SchoolForm, refuse


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
        """What the reader typed stays; both versions stand below the form, and saving again decides."""
        refuse(self, error)
        if getattr(error, "code", "") == "version":
            self["topics"].help_text = _("Both versions stand below. Save again to put yours in place of the other.")
            self.data = self.data.copy()
            self.data["version"] = str(version)


class PlanFileForm(SchoolForm):
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "The table of a Word document (.docx), an Excel workbook (.xlsx) or CSV. You look it over, then save."
        ),
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.csv,.txt"}),
    )


class RemarkForm(SchoolForm):
    remark = forms.CharField(label=_("Remark"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class LostForm(SchoolForm):
    reason = forms.ChoiceField(label=_("Reason"), choices=LostLesson.Reason)
    words = forms.CharField(label=_("In words"), max_length=300, required=False)

    def clean(self):
        data = super().clean()
        if data.get("reason") == LostLesson.Reason.OTHER and not data.get("words"):
            self.add_error("words", _("Another reason is told in words."))
        return data


class DaysOfClasses(SchoolForm):
    """Days, and the classes that they concern."""

    first = forms.DateField(label=_("From"), initial=clock.today)
    last = forms.DateField(label=_("Until"), initial=clock.today)
    classes = forms.ModelMultipleChoiceField(
        label=_("Classes"),
        queryset=SchoolClass.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "brief"}),
        help_text=_("None ticked: the whole school."),
    )

    def __init__(self, *args, classes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["classes"].queryset = classes


class LostDaysForm(LostForm, DaysOfClasses):
    field_order = ["first", "last", "reason", "words", "classes"]

    def layout(self):
        from crispy_forms.layout import Layout

        return Layout(Pair("first", "last"), "reason", "words", "classes")

    def clean(self):
        data = super().clean()
        if data.get("first") and data.get("last") and data["first"] > data["last"]:
            raise ValidationError(_("The end comes before the beginning."))
        return data

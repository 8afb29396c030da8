"""What the page of substitutions asks: who is away, and where a lesson moves to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from journal.models import TeacherAway
from schoolmis import clock
from schoolmis.people.names import normalise
from schoolmis.ui.forms import SchoolForm


class AwayForm(SchoolForm):
    """`present`: teachers with lessons on the day who are there."""

    employee = forms.TypedChoiceField(label=_("Teacher"), coerce=int)
    reason = forms.ChoiceField(label=_("Reason"), choices=TeacherAway.Reason.choices)
    words = forms.CharField(
        label=_("In words"), max_length=200, required=False, help_text=_("Without the diagnosis: many read it.")
    )

    def __init__(self, *args, present=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["employee"].choices = [("", "—"), *((one.pk, str(one)) for one in present)]

    def clean_words(self):
        return normalise(self.cleaned_data["words"])


class MoveForm(SchoolForm):
    day = forms.DateField(label=_("Day"), initial=clock.today)
    number = forms.IntegerField(label=_("Lesson"), min_value=1, max_value=12)

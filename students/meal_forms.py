"""Forms of the meals."""

from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.ui.forms import SchoolForm
from schoolmis.ui.pick import PickOneField
from students import permissions, picks
from students.models import Meal, Student


class GradesForm(SchoolForm):
    grade_from = forms.IntegerField(label=_("From grade"), min_value=0, max_value=12)
    grade_to = forms.IntegerField(label=_("To grade"), min_value=0, max_value=12)
    version = forms.IntegerField(widget=forms.HiddenInput)


class MealForm(SchoolForm):
    student = PickOneField(picks.ENROLLED, label=_("Student"))
    kind = forms.ChoiceField(label=_("Meal"), choices=Meal.Kind.choices)
    note = forms.CharField(
        label=_("For the kitchen"),
        max_length=120,
        required=False,
        help_text=_("What the kitchen must know: without milk, table № 5. No diagnosis."),
    )
    starts_on = forms.DateField(label=_("From"), initial=clock.today)
    ends_on = forms.DateField(label=_("Until"), required=False, help_text=_("The first day without the exception."))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["student"].queryset = permissions.MEALS.visible(user, Student.objects.enrolled(clock.today()))


class EndForm(SchoolForm):
    on = forms.DateField(label=_("Until"), initial=clock.today, help_text=_("The first day without the exception."))

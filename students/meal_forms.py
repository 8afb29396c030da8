"""Forms of the meals."""

from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.ui.forms import SchoolForm
from students import permissions
from students.models import Meal, Student


class GradesForm(SchoolForm):
    grade_from = forms.IntegerField(label=_("From grade"), min_value=0, max_value=12)
    grade_to = forms.IntegerField(label=_("To grade"), min_value=0, max_value=12)
    version = forms.IntegerField(widget=forms.HiddenInput)


class StudentChoice(forms.ModelChoiceField):
    def label_from_instance(self, student):
        place = f"{student.class_grade}-{student.class_letter}, " if student.class_id else ""
        return f"{place}{student}"


class MealForm(SchoolForm):
    student = StudentChoice(label=_("Student"), queryset=None)
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
        today = clock.today()
        mine = permissions.MEALS.visible(user, Student.objects.enrolled(today)).select_related("person")
        self.fields["student"].queryset = mine.with_class(today).order_by(
            "class_grade", "class_letter", "person__sort_key"
        )


class EndForm(SchoolForm):
    on = forms.DateField(label=_("Until"), initial=clock.today, help_text=_("The first day without the exception."))

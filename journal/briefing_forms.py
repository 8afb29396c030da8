"""What a safety briefing is told by."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from journal.models import Briefing
from schoolmis import clock
from schoolmis.ui.forms import Pair, SchoolForm
from students.models import Student


class BriefingForm(SchoolForm):
    on = forms.DateField(label=_("Day"), initial=clock.today)
    kind = forms.ChoiceField(label=_("Kind"), choices=Briefing.Kind)
    topic = forms.CharField(label=_("Topic"), max_length=200)
    students = forms.ModelMultipleChoiceField(
        Student.objects.none(),
        label=_("Who was instructed"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Untick who was not there: they are instructed later by a briefing of their own."),
    )

    def __init__(self, *args, of, **kwargs):
        super().__init__(*args, **kwargs)
        found = Student.objects.in_class(of, min(clock.today(), of.year.ends_on)).select_related("person")
        field = self.fields["students"]
        field.queryset = found.order_by("person__sort_key")
        field.label_from_instance = lambda one: one.person.short_name
        field.initial = [one.pk for one in field.queryset]

    def layout(self):
        return Layout(Pair("on", "kind"), "topic", "students")

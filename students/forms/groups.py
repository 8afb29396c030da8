"""Subgroups and exemptions."""

from datetime import timedelta

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.structure.models import Group, Subject
from schoolmis.ui.forms import Pair, SchoolForm
from students.models import Student


class ExemptionForm(SchoolForm):
    subject = forms.ModelChoiceField(label=_("Subject"), queryset=Subject.objects.all())
    document = forms.CharField(label=_("Document"), max_length=120, help_text=_("The certificate: number and date."))
    on = forms.DateField(label=_("From"), initial=clock.today)
    until = forms.DateField(label=_("Last day"), required=False, help_text=_("Empty: until it is ended."))

    def layout(self):
        return Layout("subject", "document", Pair("on", "until"))

    def clean_until(self):
        """A certificate names the last day; the rows end with the first day without it."""
        last = self.cleaned_data["until"]
        return last and last + timedelta(days=1)


class GroupForm(SchoolForm):
    """Who of the classes of a subgroup takes part in it from a day."""

    on = forms.DateField(label=_("From"), initial=clock.today)
    members = forms.ModelMultipleChoiceField(
        label=_("Students"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, group: Group, **kwargs):
        super().__init__(*args, **kwargs)
        today = clock.today()
        inside = Student.objects.filter(placements__in=group_places(group, today)).select_related("person").distinct()
        self.fields["members"].queryset = inside
        self.fields["members"].initial = list(group.memberships.on(today).values_list("student", flat=True))


def group_places(group, day):
    from students.models import Placement

    return Placement.objects.on(day).filter(school_class__groups=group)

"""Forms of what comes after a conditional promotion, and of the register of documents of education."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis import clock
from schoolmis.orders.fields import DecisionField
from schoolmis.orders.models import Body
from schoolmis.structure.models import SchoolClass
from schoolmis.ui.forms import Pair, SchoolForm, Section
from schoolmis.ui.pick import PickOneField
from students import picks
from students.actions.state_documents import graduates
from students.models import Outcome
from students.year_forms import ChoicePapers


class FinalForm(SchoolForm):
    on = forms.DateField(label=_("From"), initial=clock.today)
    decision = DecisionField(kinds=[Body.Kind.COUNCIL], label=_("Decision of the council"), required=False)
    protocol = forms.CharField(
        label=_("Protocol of the pedagogical council"),
        max_length=200,
        required=False,
        help_text=_("Where the protocol is kept on paper only: № 3, 15.06.2026, 1."),
    )

    def layout(self):
        return Layout(Section(_("Decision"), "on", "decision", "protocol"))


class SettleForm(ChoicePapers, FinalForm):
    """What the conditional promotion ends with, and the papers of the parents' choice."""

    settlement = forms.ChoiceField(
        label=_("Outcome"),
        choices=[
            (Outcome.PROMOTED.value, _("promoted finally")),
            *((one.value, one.label) for one in (Outcome.REPEAT, Outcome.ADAPTED, Outcome.INDIVIDUAL)),
        ],
    )
    target = forms.ModelChoiceField(
        label=_("Class in which the year is repeated"), queryset=SchoolClass.objects.none(), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, row, *args, **kwargs):
        on = max(clock.today(), row.year_end.starts_on)
        super().__init__(*args, initial={"version": row.version, "on": on}, **kwargs)
        self.fields["target"].queryset = SchoolClass.objects.filter(
            year=row.year_end.next_year_id, grade=row.school_class.grade
        ).select_related("year")
        self.of(row)

    def layout(self):
        return Layout(
            Section(_("Decision"), Pair("settlement", "target"), "on", "decision", "protocol", "version"),
            *self.papers_section(),
        )


class StateDocumentForm(SchoolForm):
    graduate = PickOneField(picks.GRADUATES, label=_("Graduate"))
    series = forms.CharField(label=pgettext_lazy("document", "Series"), max_length=10)
    number = forms.CharField(label=_("Number"), max_length=20)
    has_honours = forms.BooleanField(label=_("With honours"), required=False)
    given_on = forms.DateField(label=_("Given on"), initial=clock.today)
    given_to = forms.CharField(
        label=_("Given to"), max_length=150, help_text=_("Who signs for it: the graduate or a parent.")
    )
    paper = forms.CharField(label=_("Power of attorney or passport"), max_length=150, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["graduate"].queryset = graduates()

    def layout(self):
        return Layout(
            Section(_("Document"), "graduate", Pair("series", "number"), "has_honours"),
            Section(_("Receipt"), Pair("given_on", "given_to"), "paper"),
        )

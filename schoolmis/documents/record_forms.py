"""Forms of the register of documents and of instructions."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.documents.models import CaseFile, Direction, Document, DocumentKind
from schoolmis.files.actions import DOCUMENTS
from schoolmis.files.fields import ScanField
from schoolmis.orders.bodies.forms import signed_orders
from schoolmis.orders.fields import DecisionField
from schoolmis.orders.models import Order
from schoolmis.people.picks import STAFF, staff
from schoolmis.ui.forms import Pair, SchoolForm, SchoolModelForm, Section
from schoolmis.ui.pick import PickField, PickOneField

FACTS = (
    "kind",
    "correspondent",
    "their_number",
    "their_date",
    "summary",
    "responsible",
    "due_on",
    "answers",
    "is_restricted",
)


class DocumentForm(SchoolModelForm):
    """What is known of a document when it is registered, or corrected later."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    upload = ScanField(label=_("File"), kinds=DOCUMENTS, required=False)

    class Meta:
        model = Document
        fields = ["registered_on", *FACTS]
        widgets = {"summary": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "is_restricted": _("Seen by the director, the secretary and the responsible person only."),
            "their_number": _("The number the correspondent gave it."),
        }

    def __init__(self, *args, direction, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.fields["kind"].queryset = DocumentKind.objects.filter(is_used=True)
        label = self.fields["responsible"].label
        self.fields["responsible"] = PickOneField(STAFF, queryset=staff(), label=label, required=False)
        self.fields["answers"].label = _("Answer to")
        opposite = {Direction.INCOMING: Direction.OUTGOING, Direction.OUTGOING: Direction.INCOMING}.get(direction)
        found = Document.objects.filter(direction=opposite) if opposite else Document.objects.none()
        self.fields["answers"].queryset = found.filter(year__gte=clock.today().year - 1)
        self.fields["answers"].label_from_instance = lambda one: f"{one} · {one.summary[:60]}"
        if direction == Direction.INTERNAL:
            for name in ("correspondent", "their_number", "their_date", "answers"):
                del self.fields[name]
        if self.instance.pk:
            del self.fields["upload"], self.fields["registered_on"]

    def layout(self):
        has = self.fields.__contains__
        first = [Pair(*filter(has, ("registered_on", "kind"))), "summary"]
        theirs = [Section(_("Correspondent"), "correspondent", Pair("their_number", "their_date"), "answers")]
        last = [Pair("responsible", "due_on"), "is_restricted", *filter(has, ["upload"])]
        middle = theirs if has("correspondent") else []
        return Layout("version", Section(_("About the document"), *first), *middle, Section(_("Work on it"), *last))

    def _post_clean(self):
        """The act checks the row: a form of a model would write into the one that is shown."""

    def facts(self):
        return {name: self.cleaned_data[name] for name in FACTS if name in self.cleaned_data}


class ResolutionForm(SchoolForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    resolution = forms.CharField(label=_("Resolution"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    responsible = PickOneField(STAFF, label=_("Responsible"))
    due_on = forms.DateField(label=_("Deadline"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = staff()


class OutcomeForm(SchoolForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.CharField(label=_("What was done"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class FileAwayForm(SchoolForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    case = forms.ModelChoiceField(CaseFile.objects.none(), label=_("Case"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["case"].queryset = CaseFile.objects.filter(is_used=True)


class AttachForm(SchoolForm):
    upload = ScanField(label=_("File"), kinds=DOCUMENTS)


class KindForm(SchoolForm):
    name_ky = forms.CharField(label=_("Name in Kyrgyz"), max_length=80)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=80, required=False)


class CaseForm(SchoolForm):
    index = forms.CharField(label=_("Index"), max_length=20)
    title_ky = forms.CharField(label=_("Title in Kyrgyz"), max_length=200)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=200, required=False)
    kept = forms.CharField(label=_("How long it is kept"), max_length=60, required=False)


class RegisterForm(SchoolForm):
    """Which register, of which year."""

    direction = forms.ChoiceField(label=_("Direction"), choices=Direction.choices, initial=Direction.INCOMING)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year


class InstructionForm(SchoolForm):
    text = forms.CharField(label=_("What is to be done"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
    due_on = forms.DateField(label=_("Deadline"))
    people = PickField(STAFF, label=_("Who"))
    document = forms.ModelChoiceField(Document.objects.none(), label=_("On the document"), required=False)
    order = forms.ModelChoiceField(Order.objects.none(), label=_("On the order"), required=False)
    decision = DecisionField(label=_("On the decision"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = staff()
        self.fields["document"].queryset = Document.objects.filter(year__gte=clock.today().year - 1)
        self.fields["order"].queryset = signed_orders()

    def layout(self):
        return Layout(
            Section(_("Instruction"), "text", "due_on"),
            Section(_("It rests on"), "document", "order", "decision"),
            "people",
        )


class ReportForm(SchoolForm):
    report = forms.CharField(label=_("What was done"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class NumbersForm(SchoolForm):
    """The paper book's next number of each direction that has no document yet this year."""

    def __init__(self, data=None, *, open_ones):
        super().__init__(data)
        for direction in open_ones:
            self.fields[direction.value] = forms.IntegerField(
                label=direction.label, min_value=2, max_value=99999, required=False
            )


class ReturnForm(SchoolForm):
    why = forms.CharField(label=_("Why it is returned"), max_length=300)

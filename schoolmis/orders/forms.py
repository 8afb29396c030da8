"""Forms of an order: the words common to all, and the lines of the kinds that the foundations know."""

from crispy_forms.layout import Layout
from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.access import GRANTED, Role
from schoolmis.access.models import RoleGrant
from schoolmis.orders.basis import CitesPapers
from schoolmis.orders.models import Order
from schoolmis.people.models import Employee
from schoolmis.people.picks import EMPLOYEES
from schoolmis.structure.models import AcademicYear, SchoolClass, Section
from schoolmis.ui.forms import SchoolForm, SchoolModelForm
from schoolmis.ui.pick import PickNumberField, PickOneField, ask_once

WORDS = ("title_ky", "title_ru", "text_ky", "text_ru", "basis_ky", "basis_ru", "controller", "control")


class WordsForm(SchoolModelForm):
    """Title, text, basis and control; the version is what the reader saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Order
        fields = WORDS
        widgets = {"text_ky": forms.Textarea(attrs={"rows": 5}), "text_ru": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "basis_ky": _("Application, certificate, protocol: number and date."),
            "basis_ru": _("Empty: the Russian paper has the Kyrgyz words."),
            "control": _("How the paper words it, where it is other than the post and name above."),
            "text_ky": _("One point per line, numbered 1. 2. 3."),
        }

    controller = PickOneField(
        EMPLOYEES,
        queryset=Employee.objects.none(),
        label=_("Who controls it"),
        required=False,
        help_text=_("Ticks the points as they are carried out; the director may too. Empty: the director alone."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["controller"].queryset = Employee.objects.not_left().select_related("person")


class PlainKindForm(SchoolForm):
    """A kind without lines of its own."""

    def __init__(self, data=None, *, payload=None, prefix="kind", **kwargs):
        self.given = payload or {}
        super().__init__(data, prefix=prefix, **kwargs)

    def payload(self):
        return self.given

    def basis(self) -> dict[str, str]:
        """`basis_ky` and `basis_ru` by what is chosen here, for an order whose basis nobody has typed."""
        return {}


class LineForm(SchoolForm):
    """One line; the choices of its fields are asked once for all lines."""

    def __init__(self, *args, choices=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name, pairs in (choices or {}).items():
            self.fields[name].choices = pairs


class LinesForm(PlainKindForm):
    """A kind with a day and a table of lines. `line_form`: one line's form; `key`: where they stand in the payload.

    A line whose `filled` field is empty is left out; `spare` empty lines are offered. More than `most` lines came from
    an import: they are kept as they are, and only further ones are typed here.
    """

    line_form = LineForm
    key = "lines"
    filled = "employee"
    spare = 3
    most = 40

    def __init__(self, data=None, *, payload=None, prefix="kind", **kwargs):
        super().__init__(data, payload=payload, prefix=prefix, **kwargs)
        self.fields["from"] = forms.DateField(label=_("From"), initial=self.given.get("from") or clock.today())
        before = self.given.get(self.key, [])
        self.kept = before if len(before) > self.most else []
        self.lines = formset_factory(self.line_form, extra=self.spare)(
            data,
            prefix=f"{prefix}-lines",
            initial=None if self.kept else before,
            form_kwargs={"choices": self.choices()},
        )
        ask_once(self.lines.forms)

    def choices(self):
        return {}

    def is_valid(self):
        return super().is_valid() & self.lines.is_valid()

    def line(self, cleaned):
        """One line of the payload from its cleaned data."""
        return cleaned

    def payload(self):
        rows = [self.line(form.cleaned_data) for form in self.lines if form.cleaned_data.get(self.filled)]
        return self.given | {"from": self.cleaned_data["from"].isoformat(), self.key: [*self.kept, *rows]}


def employee_field(label, **kwargs):
    """One employee by number, looked for by name."""
    return PickNumberField(EMPLOYEES, label=label, **kwargs)


def classes():
    year = AcademicYear.objects.first()
    return [("", "—"), *((one.pk, str(one)) for one in SchoolClass.objects.filter(year=year))]


def sections():
    year = AcademicYear.objects.first()
    found = Section.objects.filter(group__year=year).select_related("group", "subject")
    return [("", "—"), *((one.pk, f"{one.group} · {one.subject.name}") for one in found)]


def number(value):
    return int(value) if value else None


class RoleLine(LineForm):
    employee = employee_field(_("Employee"), required=False)
    role = forms.ChoiceField(
        label=_("Role"), choices=[("", "—"), *((role.value, role.label) for role in GRANTED)], required=False
    )
    of_class = forms.TypedChoiceField(label=_("Class"), coerce=number, required=False, empty_value=None)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("employee") and not cleaned.get("role"):
            self.add_error("role", _("Choose the role."))
        if cleaned.get("role") == Role.HOMEROOM and not cleaned.get("of_class"):
            self.add_error("of_class", _("A homeroom teacher has a class."))
        return cleaned


class RolesForm(LinesForm):
    line_form = RoleLine
    key = "grants"

    def __init__(self, data=None, *, payload=None, **kwargs):
        payload = payload or {}
        shown = [{**line, "of_class": line.get("class")} for line in payload.get("grants", [])]
        super().__init__(data, payload=payload | {"grants": shown}, **kwargs)

    def choices(self):
        return {"of_class": classes()}

    def line(self, cleaned):
        of_class = cleaned["of_class"] if cleaned["role"] == Role.HOMEROOM else None
        return {"employee": cleaned["employee"], "role": cleaned["role"], "class": of_class}


class EndRolesForm(PlainKindForm):
    grants = forms.TypedMultipleChoiceField(
        label=_("Rights that end"), coerce=int, widget=forms.CheckboxSelectMultiple, required=True
    )

    def __init__(self, data=None, *, payload=None, **kwargs):
        super().__init__(data, payload=payload, **kwargs)
        self.fields["from"] = forms.DateField(label=_("From"), initial=self.given.get("from") or clock.today())
        held = RoleGrant.objects.on(clock.today()).select_related("user", "school_class").order_by("user__name")
        self.fields["grants"].choices = [(one.pk, f"{one} {one.school_class or ''}".strip()) for one in held]
        self.fields["grants"].initial = self.given.get("grants", [])

    def payload(self):
        return self.given | {"from": self.cleaned_data["from"].isoformat(), "grants": self.cleaned_data["grants"]}


class LoadLine(LineForm):
    employee = employee_field(_("Teacher"), required=False)
    section = forms.TypedChoiceField(label=_("Class and subject"), coerce=number, required=False)
    hours = forms.DecimalField(label=_("Hours a week"), max_digits=4, decimal_places=1, min_value=0.5, required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("employee") and not cleaned.get("section"):
            self.add_error("section", _("Choose the class and the subject."))
        if cleaned.get("employee") and not cleaned.get("hours"):
            self.add_error("hours", _("Write the hours a week."))
        return cleaned


class LoadForm(LinesForm):
    line_form = LoadLine
    key = "loads"

    def choices(self):
        return {"section": sections()}

    def line(self, cleaned):
        return {"employee": cleaned["employee"], "section": cleaned["section"], "hours": str(cleaned["hours"])}


class NumbersForm(SchoolForm):
    """The paper book's next number of each series that has no order yet this year."""

    def __init__(self, data=None, *, open_series):
        super().__init__(data)
        for series, number in open_series:
            self.fields[series.value] = forms.IntegerField(
                label=series.label, min_value=1, max_value=99999, initial=number
            )


class RevokeForm(CitesPapers, SchoolForm):
    """Why an order is undone: a mistake in it, or a document with number and day; and a few words."""

    papers, further = 1, (("mistake", _("mistake in the order")),)
    why_ky = forms.CharField(label=_("In a few words, Kyrgyz"), max_length=150, required=False)
    why_ru = forms.CharField(
        label=_("In a few words, Russian"),
        max_length=150,
        required=False,
        help_text=_("Empty: the Russian paper has the Kyrgyz words."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.add_basis()
        self.fields["basis_1"].required = True

    def layout(self):
        return Layout(self.basis_section(), "why_ky", "why_ru")

    def sent(self) -> dict:
        words, data = self.basis(), self.cleaned_data
        said = {"ky": data["why_ky"] or data["why_ru"], "ru": data["why_ru"] or data["why_ky"]}
        told = {f"basis_{lang}": ": ".join(filter(None, [words[f"basis_{lang}"], said[lang]])) for lang in said}
        return told | {"papers": self.basis_rows()}

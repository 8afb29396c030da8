"""Forms of the orders on staff."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis import clock
from schoolmis.orders.basis import BasisPaper, CitesPapers
from schoolmis.orders.forms import LineForm, LinesForm, PlainKindForm, employee_field, number
from schoolmis.orders.models import Absence
from schoolmis.orders.staff import hooks
from schoolmis.people.models import Employment, Person, Position
from schoolmis.people.names import fold, normalise
from schoolmis.structure.models import Section, TeachingLoad

LEAVES = [
    (kind.value, kind.label)
    for kind in Absence.Kind
    if kind not in (Absence.Kind.TRIP, Absence.Kind.SICK, Absence.Kind.OTHER)
]
AWAY = [(kind.value, kind.label) for kind in (Absence.Kind.SICK, Absence.Kind.OTHER)]


class StaffForm(CitesPapers, PlainKindForm):
    """One employee, plain fields and the documents of the basis: cleaned data are the payload, days as text."""

    employee = employee_field(_("Employee"))

    def __init__(self, data=None, *, payload=None, **kwargs):
        super().__init__(data, payload=payload, **kwargs)
        self.add_fields()
        for name, field in self.fields.items():
            field.initial = self.given.get(name, field.initial)
        self.add_basis(self.given.get("basis", ()))

    def add_fields(self):
        self.fields["from"] = forms.DateField(label=_("First day"), initial=clock.today)

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and last < first:
            self.add_error("to", _("The last day comes before the first one."))
        return cleaned

    def payload(self):
        told = self.without_basis()
        days = {name: day.isoformat() for name, day in told.items() if isinstance(day, date)}
        return self.given | told | days | {"basis": self.basis_rows()}


class DaysForm(StaffForm):
    def add_fields(self):
        super().add_fields()
        self.fields["to"] = forms.DateField(label=_("Last day"))


class LeaveForm(DaysForm):
    kind = forms.ChoiceField(label=_("Kind of leave"), choices=LEAVES)


class TripForm(DaysForm):
    place = forms.CharField(label=_("Where to"), max_length=200)
    purpose = forms.CharField(label=_("Purpose"), max_length=200)


class AwayForm(DaysForm):
    kind = forms.ChoiceField(label=_("Reason"), choices=AWAY)

    def __init__(self, data=None, *, payload=None, **kwargs):
        super().__init__(data, payload=with_paper_as_data(payload or {}), **kwargs)


def with_paper_as_data(given: dict) -> dict:
    """A draft of the days when the certificate was one field: its words are the number of a document."""
    told = {name: value for name, value in given.items() if name != "paper"}
    if given.get("paper") and not given.get("basis"):
        code = BasisPaper.SICK if given.get("kind") == Absence.Kind.SICK else BasisPaper.OTHER
        told["basis"] = [{"code": code.value, "number": given["paper"]}]
    return told


def until_field(help_text):
    return forms.DateField(label=_("Contract until"), required=False, help_text=help_text)


class ContractForm(StaffForm):
    def add_fields(self):
        self.fields["until"] = until_field(_("The new last day; left empty, the contract goes on without a term."))


class PostFields(StaffForm):
    """The post that is given: code, wording, kind of employment, rate."""

    position = forms.ChoiceField(label=_("Position"), choices=Position.choices, initial=Position.TEACHER)
    position_text = forms.CharField(label=_("Position as in the staff list"), max_length=120, required=False)
    position_text_ru = forms.CharField(
        label=_("Position as in the staff list, Russian"), max_length=120, required=False
    )
    employment = forms.ChoiceField(label=_("Kind of employment"), choices=Employment.choices)
    rate = forms.DecimalField(label=_("Rate"), min_value=0.05, max_value=2, max_digits=3, decimal_places=2, initial=1)

    def payload(self):
        return super().payload() | {"rate": str(self.cleaned_data["rate"])}


class TransferForm(PostFields):
    pass


class HireForm(PostFields):
    """A new person, or somebody the school knows: who has worked here before, a parent."""

    field_order = ("last_name", "first_name", "patronymic", "known")
    last_name = forms.CharField(label=_("Surname"), max_length=80)
    first_name = forms.CharField(label=_("First name"), max_length=80)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=80, required=False)
    known = forms.ChoiceField(label=_("Who it is"), required=False)

    def add_fields(self):
        super().add_fields()
        self.fields["until"] = until_field(_("For a contract with a term; otherwise left empty."))

    def __init__(self, data=None, *, payload=None, **kwargs):
        super().__init__(data, payload=payload, **kwargs)
        del self.fields["employee"]
        typed = self.data or self.given
        name = [typed.get(self.add_prefix(part) if self.data else part, "") for part in self.field_order[:3]]
        self.same = namesakes(name)
        if self.same:
            new = [("new", _("Another person with the same name"))]
            self.fields["known"].choices = [("", "—"), *((str(one.pk), known_as(one)) for one in self.same), *new]
        else:
            del self.fields["known"]

    def clean_last_name(self):
        return normalise(self.cleaned_data["last_name"])

    def clean_first_name(self):
        return normalise(self.cleaned_data["first_name"])

    def clean_patronymic(self):
        return normalise(self.cleaned_data["patronymic"])

    def clean_known(self):
        if not self.cleaned_data["known"]:
            raise ValidationError(
                _("The school knows a person with this name: say whether it is the same one (R1-1.2c).")
            )
        return self.cleaned_data["known"]

    def payload(self):
        return super().payload() | {"known": self.cleaned_data.get("known", "")}


def namesakes(name) -> list[Person]:
    folded = fold(" ".join(filter(None, map(normalise, name))))
    if not folded.strip():
        return []
    alike = Person.objects.filter(folded__startswith=folded).select_related("employee")
    return [one for one in alike[:40] if fold(str(one)) == folded]


def known_as(person) -> str:
    employee = getattr(person, "employee", None)
    known = employee.get_position_display() if employee else _("known to the school")
    return f"{person} · {known}"


class DismissalForm(StaffForm):
    GROUNDS = [
        ("own", _("at own wish")),
        ("agreement", _("by agreement of the parties")),
        ("term", _("the term of the contract is over")),
        ("elsewhere", _("moves to another employer")),
        ("other", pgettext_lazy("ground", "another ground, by the basis of the order")),
    ]
    ground = forms.ChoiceField(label=_("Ground"), choices=GROUNDS)

    def add_fields(self):
        self.fields["to"] = forms.DateField(label=_("Last day of work"), initial=clock.today)


class SubstitutionLine(LineForm):
    section = forms.TypedChoiceField(label=_("Class and subject"), coerce=number, required=False)
    employee = employee_field(_("Who stands in"), required=False)
    hours = forms.IntegerField(label=_("Lessons"), min_value=1, max_value=200, required=False)
    on = forms.DateField(label=_("Day, if only one"), required=False)
    number = forms.IntegerField(label=_("Lesson №, if only one"), min_value=1, max_value=12, required=False)
    joined = forms.BooleanField(label=_("Together with another group"), required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("section") and not cleaned.get("employee"):
            self.add_error("employee", _("Choose who stands in."))
        if cleaned.get("section") and not cleaned.get("hours"):
            self.add_error("hours", _("Write the number of lessons."))
        return cleaned


class SubstitutionForm(CitesPapers, LinesForm):
    """The absent teacher, the days, and a line for each course with who holds its lessons."""

    line_form = SubstitutionLine
    key, filled, spare = "lines", "section", 4
    absent = employee_field(_("Absent teacher"))

    def __init__(self, data=None, *, payload=None, **kwargs):
        super().__init__(data, payload=payload, **kwargs)
        self.fields["absent"].initial = self.given.get("absent")
        self.fields["from"].label = _("First day")
        self.fields["to"] = forms.DateField(label=_("Last day"), initial=self.given.get("to") or clock.today())
        moves = self.given.get("moves", [])
        if moves:
            told = brought(moves)
            self.fields["moves"] = forms.TypedMultipleChoiceField(
                label=_("Lessons brought forward"),
                coerce=int,
                required=False,
                choices=told,
                initial=[gap for gap, _title in told],
                widget=forms.CheckboxSelectMultiple,
                help_text=_("Untick what is not to move."),
            )
        self.add_basis(self.given.get("basis", ()))

    def choices(self):
        return {"section": taught()}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("from") and cleaned.get("to") and cleaned["to"] < cleaned["from"]:
            self.add_error("to", _("The last day comes before the first one."))
        return cleaned

    def line(self, cleaned):
        on = cleaned["on"].isoformat() if cleaned.get("on") else ""
        return {name: cleaned.get(name) for name in ("section", "employee", "hours", "number", "joined")} | {"on": on}

    def payload(self):
        told = {"absent": self.cleaned_data["absent"], "to": self.cleaned_data["to"].isoformat()}
        if "moves" in self.fields:
            told["moves"] = [one for one in self.given["moves"] if one["gap"] in self.cleaned_data["moves"]]
        return super().payload() | told | {"basis": self.basis_rows()}


def brought(moves) -> list[tuple[int, str]]:
    """[(the gap, what is held at its hour in words)]."""
    pks = [one["section"] for one in moves]
    sections = Section.objects.select_related("group", "subject").in_bulk(pks)
    return [(one["gap"], f"{sections[one['section']]}: {hooks.from_where(one)}") for one in moves]


def taught():
    """The courses of today's load under their teachers' names."""
    loads = TeachingLoad.objects.on(clock.today()).select_related(
        "teacher__person", "section__group", "section__subject"
    )
    groups: dict[str, list] = {}
    for load in loads.order_by("teacher__person__sort_key", "section__group__name"):
        title = f"{load.section.group} · {load.section.subject.name}"
        groups.setdefault(load.teacher.person.short_name, []).append((load.section_id, title))
    return [("", "—"), *groups.items()]

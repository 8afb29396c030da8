"""What is held about one person, section by section, for that person to see and take away (R1-1.2a, R3-1.2a)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.audit.models import Entry
from schoolmis.audit.words import word
from schoolmis.people.models import Comparison, Person, Sex
from schoolmis.people.staff_blocks import BLOCKS
from schoolmis.ui.dates import date_short, moment

MOST_LOOKS = 500


@dataclass(frozen=True)
class Section:
    """One table of the extract. `read(person) -> (headings, rows of plain texts)`; no rows: it is left out.

    `seen(reader, person)`: who may be shown it; the office prints extracts and does not read what is closed to it.
    """

    title: Any
    read: Callable
    order: int = 100
    seen: Callable = lambda reader, person: True


_sections: list[Section] = []
_subjects: list[Callable] = []


def section(title, order=100, seen=Section.seen):
    """Register the function below as a section; each app registers what it holds, in its `ready()`."""

    def register(read):
        _sections.append(Section(title, read, order, seen))
        return read

    return register


def subject(find: Callable) -> Callable:
    """`find(person) -> [(type, id)]`: under which names of the book the person's looks and changes stand."""
    _subjects.append(find)
    return find


def sections(person: Person, reader) -> list[tuple[str, list[str], list[tuple]]]:
    """[(title, headings, rows)] of everything that holds something about `person` and that `reader` may be shown.

    Of a closed section that does hold something the reader is told who gives it.
    """
    found = []
    for one in sorted(_sections, key=lambda one: one.order):
        headings, rows = one.read(person)
        if rows and not one.seen(reader, person):
            headings, rows = [_("What")], [(_("Kept; the director or the deputy gives this part."),)]
        if rows:
            found.append((str(one.title), headings, rows))
    return found


def day(value) -> str:
    return date_short(value) if value else ""


def facts(pairs) -> tuple[list[str], list[tuple]]:
    """A section of named facts; those that are not held are left out."""
    return [_("What"), _("Kept")], [(str(label), str(value)) for label, value in pairs if value not in (None, "")]


def sex_of(person) -> str:
    """A student is a girl or a boy, whatever the age."""
    if hasattr(person, "student") and person.sex:
        return _("boy") if person.sex == Sex.MALE else _("girl")
    return str(person.get_sex_display())


@section(gettext_lazy("Personal data"), order=10)
def personal(person):
    field = lambda name: Person._meta.get_field(name).verbose_name  # noqa: E731
    names = ("last_name", "first_name", "patronymic")
    return facts(
        [
            *((field(name), getattr(person, name)) for name in names),
            (field("sex"), sex_of(person)),
            (field("born_on"), day(person.born_on)),
            *((field(name), getattr(person, name)) for name in ("pin", "phone", "second_phone", "email", "address")),
            (_("User name"), person.user.username if person.user_id else ""),
            (_("Last sign-in"), moment(person.user.last_login) if person.user_id and person.user.last_login else ""),
        ]
    )


@section(gettext_lazy("Former names"), order=11)
def former_names(person):
    return [_("Name"), _("Until"), _("Document"), _("Document of")], [
        (str(one), day(one.ends_on), one.document, day(one.document_on)) for one in person.former_names.all()
    ]


@section(gettext_lazy("Addresses"), order=12)
def addresses(person):
    return [_("What"), _("Address"), _("As written before"), _("From"), _("Until")], [
        (one.get_kind_display(), str(one), one.as_written, day(one.starts_on), day(one.ends_on))
        for one in person.addresses.all()
    ]


@section(gettext_lazy("Records compared"), order=13)
def comparisons(person):
    """That the record was held to be one with another, or not (R1-1.2c)."""
    found = Comparison.objects.filter(Q(kept=person) | Q(other=person)).select_related("by")
    return [_("When"), _("What"), _("Reason"), _("Who")], [
        (moment(one.at), _("one person: merged") if one.same else _("two different people"), one.reason, str(one.by))
        for one in found
    ]


@section(gettext_lazy("Work at the school"), order=20)
def work(person):
    employee = getattr(person, "employee", None)
    if employee is None:
        return [], []
    names = (
        "position_text",
        "position_text_ru",
        "contract_until",
        "employment",
        "rate",
        "subjects_text",
        "education",
        "category",
        "languages",
    )
    names = (*names, "experience", "experience_teaching", "experience_on")

    def shown(name):
        value = getattr(employee, f"get_{name}_display", lambda: getattr(employee, name))()
        return day(value) if isinstance(value, date) else value

    return facts(
        [
            (_("Position"), employee.get_position_display()),
            *((employee._meta.get_field(name).verbose_name, shown(name)) for name in names),
            (_("Works from"), day(employee.starts_on)),
            (_("Last day of work"), day(employee.last_day)),
        ]
    )


@section(gettext_lazy("Staff file"), order=25)
def staff_file(person):
    employee = getattr(person, "employee", None)
    found = [(block, row) for block in BLOCKS.values() for row in block.rows(employee)] if employee else []
    return [_("What"), _("Paper"), _("Details")], [(str(block.title), str(row), row.details) for block, row in found]


@section(gettext_lazy("Consents"), order=30)
def consents(person):
    headings = [_("Purpose"), _("Given on"), _("Number of the paper"), _("Scan"), _("Withdrawn on")]
    return headings, [
        (one.get_purpose_display(), day(one.starts_on), one.paper, _("kept") if one.scan_id else "", day(one.ends_on))
        for one in person.consents.all()
    ]


@section(gettext_lazy("Rules of use accepted"), order=41)
def rules_accepted(person):
    found = person.user.accepted.select_related("rules").order_by("at") if person.user_id else []
    return [_("Version"), _("When")], [(str(one.rules), moment(one.at)) for one in found]


@section(gettext_lazy("Rights in the system"), order=40)
def rights(person):
    grants = person.user.role_grants.select_related("order", "school_class") if person.user_id else []
    return [_("Role in the system"), _("Class"), _("By order"), _("From"), _("Until")], [
        (
            one.get_role_display(),
            str(one.school_class or ""),
            f"№ {one.order.label}",
            day(one.starts_on),
            day(one.ends_on),
        )
        for one in grants
    ]


@section(gettext_lazy("Who looked at the data and changed them"), order=900)
def looks(person):
    """R1-1.2d: the newest first; a very long log says that it goes on."""
    entries = list(Entry.objects.filter(_of(person)).order_by("-id")[: MOST_LOOKS + 1])
    rows = [(moment(one.at), one.who, str(word(one.act))) for one in entries[:MOST_LOOKS]]
    if len(entries) > MOST_LOOKS:
        rows.append(("…", "", _("The log goes on; the office prints the rest on request.")))
    return [_("When"), _("Who"), _("Act")], rows


def _of(person) -> Q:
    named = Q(pk__in=[])
    for kind, pk in (pair for find in _subjects for pair in find(person)):
        named |= Q(subject_type=kind, subject_id=pk)
    return named


@subject
def as_a_person(person):
    return [("people.person", person.pk)]


@subject
def as_an_employee(person):
    return [("people.employee", person.employee.pk)] if hasattr(person, "employee") else []

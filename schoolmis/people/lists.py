"""The list of staff."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.people import permissions
from schoolmis.people.models import CONTRACT_SOON, Category, Employee, Employment, FormerName, Position, StaffPaper
from schoolmis.people.names import fold
from schoolmis.people.phones import show_phone
from schoolmis.people.staff_rules import SOON
from schoolmis.ui.lists import Choice, Column, List

WORKS = [("now", _("now")), ("later", _("begins later")), ("left", _("has left"))]
EXPIRING = [
    ("any", _("category, document or contract")),
    ("contract", _("Contract")),
    ("category", _("Category")),
    ("paper", _("document")),
]


def works(rows, value):
    if value == "now":
        return rows.now()
    return rows.filter(starts_on__gt=clock.today()) if value == "later" else rows.filter(ends_on__lte=clock.today())


def taught(request):
    """The subjects that the staff's own words name, and those of the load in force."""
    worded = Employee.objects.now().exclude(subjects_text="").values_list("subjects_text", flat=True)
    return [(one, one) for one in sorted({part.strip() for text in worded for part in text.split(",")} - {""})]


def expiring(rows, value):
    """Whose category, document or contract is over or runs out soon."""
    last = clock.today() + timedelta(SOON)
    papers = StaffPaper.objects.filter(employee=OuterRef("pk"), annulled_at=None, valid_until__lte=last)
    found = {
        "category": Q(category_until__lte=last),
        "paper": Q(Exists(papers)),
        "contract": Q(contract_until__lte=clock.today() + timedelta(CONTRACT_SOON)),
    }
    return rows.filter(found.get(value) or found["category"] | found["paper"] | found["contract"])


def phone(employee):
    return show_phone(employee.person.phone) if employee.has_consent else ""


def kept(read):
    """A personal value, told only under a consent in force."""
    return lambda one: read(one) if one.has_consent else ""


# What the workbook has besides, under the headings that the import of the staff list reads: what goes out comes back.
FURTHER = [
    Column("education", _("Education"), value="get_education_display", show=False),
    Column("category_until", _("Category valid until"), show=False),
    Column("experience_teaching", _("Pedagogical experience, years"), value="years_teaching_now", show=False),
    Column("employment", _("Kind of employment"), value="get_employment_display", show=False),
    Column("rate", _("Rate"), show=False),
    Column("languages", _("Languages"), show=False),
    Column("starts_on", _("Works from"), show=False),
    Column("sex", _("Sex"), value=kept(lambda one: one.person.get_sex_display()), show=False),
    Column("born_on", _("Birth date"), value=kept(lambda one: one.person.born_on), show=False),
    Column("pin", _("PIN"), value=kept(lambda one: one.person.pin), show=False),
    Column("consent_on", _("Consent given on"), value=kept(lambda one: one.consent_on), show=False),
    Column("consent_paper", _("Number of the consent"), value=kept(lambda one: one.consent_paper), show=False),
]
PERSONAL = {"phone", "sex", "born_on", "pin", "consent_on", "consent_paper"}


class StaffList(List):
    title = _("Staff")
    columns = [
        Column(
            "name",
            _("Name"),
            value=lambda one: str(one.person),
            sort="person__sort_key",
            cls="name",
            link=lambda one: reverse("people:employee", args=[one.pk]),
        ),
        Column("position", _("Position"), value="get_position_display", sort="position", export=False),
        Column("post", _("Position"), value="post", show=False),
        Column("subjects", _("Subjects"), value="subjects_text", cls="off"),
        Column("category", _("Category"), value="get_category_display", sort="category", cls="off"),
        Column("years", _("Experience, years"), value="years_now", cls="num off"),
        Column("phone", _("Phone"), value=phone, cls="keep"),
        Column(
            "contract_until",
            _("Contract until"),
            sort="contract_until",
            tone=lambda one: {"over": "bad", "soon": "warn"}.get(one.contract_state),
            cls="off keep",
        ),
        Column(
            "consent",
            _("Consent"),
            value=lambda one: _("given") if one.has_consent else _("no consent"),
            tone=lambda one: "good" if one.has_consent else "warn",
            cls="end",
            export=False,
        ),
        *FURTHER,
    ]
    filters = [
        Choice("position", _("Position"), choices=Position.choices),
        Choice("subject", _("Subject"), choices=taught, apply="subjects_text__contains"),
        Choice("category", _("Category"), choices=Category.choices),
        Choice("expiring", _("Runs out"), choices=EXPIRING, apply=expiring),
        Choice("works", _("Works"), choices=WORKS, apply=works, default="now"),
        Choice("employment", _("Kind of employment"), choices=Employment.choices),
    ]
    search_hint = _("Name or subject")
    default_sort = "name"
    page_size = 50
    export_permission = permissions.EXPORT_STAFF
    file_name = "staff"
    empty = _("Nobody yet. Add an employee, or import the staff list.")

    def __init__(self, rows, *, personal, **attributes):
        if not personal:
            self.columns = [column for column in self.columns if column.code not in PERSONAL]
        super().__init__(rows, **attributes)

    def search(self, rows, text):
        former = FormerName.objects.filter(folded__contains=fold(text)).values("person")
        named = Q(person__folded__contains=fold(text)) | Q(person__in=former)
        return rows.filter(named | Q(subjects_text__icontains=text))

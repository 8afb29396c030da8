"""Lists over students' records: papers that run out, social categories."""

from datetime import timedelta

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.people.models import Consent, Purpose
from schoolmis.people.names import fold
from schoolmis.people.staff_rules import runs_out
from schoolmis.ui.lists import Choice, Column, List
from students import permissions
from students.health_papers import words_of
from students.lists import classes_of
from students.models import Category, DocumentKind, Enrolment, Placement, SocialCategory, StudentDocument
from students.rules.records import SOON

STATES = {"over": _("over"), "soon": _("runs out soon"), "": ""}


def _placed(rows):
    """Annotate the class of today; only students of the roll."""
    today = clock.today()
    place = Placement.objects.on(today).filter(student=OuterRef("student"))
    on_roll = Enrolment.objects.on(today).values("student")
    return rows.filter(student__in=on_roll).annotate(
        class_id=Subquery(place.values("school_class")[:1]),
        grade=Subquery(place.values("school_class__grade")[:1]),
        letter=Subquery(place.values("school_class__letter")[:1]),
    )


def expiring():
    """Papers in force of students of the roll and with a consent that are over or run out soon."""
    rows = StudentDocument.objects.running_out(clock.today() + timedelta(SOON))
    return _placed(rows).filter(student__person__consents__in=_consents()).select_related("student__person")


def _consents():
    return Consent.objects.filter(purpose=Purpose.RECORDS, ends_on=None)


def state_of(document):
    return runs_out(document.valid_until, clock.today())


def class_label(row):
    return f"{row.grade}-{row.letter}" if row.grade is not None else ""


NAME = Column(
    "name",
    _("Name"),
    value="student",
    sort="student__person__sort_key",
    cls="name",
    link=lambda row: reverse("students:card", args=[row.student_id]),
    width=36,
)
CLASS = Column(
    "class", _("Class"), value=class_label, sort=("grade", "letter", "student__person__sort_key"), cls="keep"
)
OF_CLASS = Choice("class", _("Class"), choices=classes_of, apply=lambda found, value: found.filter(class_id=value))


class _OfStudents(List):
    search_hint = _("Name")
    page_size = 50

    def search(self, rows, text):
        for word in text.split():
            rows = rows.filter(student__person__folded__contains=fold(word))
        return rows


class ExpiringList(_OfStudents):
    title = _("Documents that run out")
    columns = [
        NAME,
        CLASS,
        Column("kind", _("Document"), value="get_kind_display", sort="kind"),
        Column("number", _("Number"), value=lambda row: words_of(row).label, cls="code off"),
        Column("valid_until", _("Valid until"), sort="valid_until", cls="keep"),
        Column(
            "state",
            _("State"),
            value=lambda row: STATES[state_of(row)],
            tone=lambda row: "bad" if state_of(row) == "over" else "warn",
            cls="end",
        ),
    ]
    filters = [OF_CLASS, Choice("kind", _("Document"), choices=DocumentKind.choices)]
    default_sort = "valid_until"
    export_permission = permissions.EXPORT
    file_name = "documents"
    empty = _("No document runs out within two months.")


class CategoryList(_OfStudents):
    title = _("Social categories")
    columns = [
        NAME,
        CLASS,
        Column("category", _("Category"), value="get_category_display", sort="category"),
        Column("document", _("Document"), cls="off"),
        Column("starts_on", _("From"), sort="starts_on", cls="keep"),
        Column("ends_on", _("Until"), cls="keep off"),
    ]
    filters = [OF_CLASS, Choice("category", _("Category"), choices=Category.choices)]
    default_sort = "class"
    export_permission = permissions.EXPORT_RESTRICTED
    file_name = "social"
    empty = _("No social category is written down.")


def categories():
    rows = SocialCategory.objects.on(clock.today()).filter(student__person__consents__in=_consents())
    return _placed(rows).select_related("student__person")

"""The record itself: who answers, movement, documents, what few may read (R1-1.2a)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from schoolmis import clock
from schoolmis.people.extract import day, facts, section, subject
from schoolmis.ui.dates import moment
from students import health_papers
from students.models import (
    CLOSED_KINDS,
    DistrictChild,
    DocumentKind,
    Guardianship,
    Health,
    Photo,
    SocialCategory,
    StudentDocument,
)
from students.rules.applications import OF_AGE
from students.rules.movement import age_on
from students.timeline import facts as movements
from students.timeline import settled_of


@subject
def as_a_student(person):
    return [("students.student", person.student.pk)] if hasattr(person, "student") else []


@section(gettext_lazy("Student"), order=50)
def student(person):
    if not hasattr(person, "student"):
        return [], []
    return facts([(_("Number of the personal file"), person.student.file_number)])


@section(gettext_lazy("Movement"), order=51)
def movement(person):
    if not hasattr(person, "student"):
        return [], []
    spells = person.student.enrolments.select_related("order", "departure_order")
    places = person.student.placements.select_related("order", "school_class")
    found = movements(spells, places, settled=settled_of(person.student))
    rows = [(day(fact.day), fact.text, f"№ {fact.order.label}") for fact in found]
    return [_("Date"), _("What"), _("By order")], rows


@section(gettext_lazy("Parents and guardians"), order=52)
def guardians(person):
    links = Guardianship.objects.filter(student__person=person).select_related("guardian")
    return [_("Name"), _("Relation"), _("From"), _("Until")], [
        (str(link.guardian), link.get_relation_display(), day(link.starts_on), day(link.ends_on)) for link in links
    ]


@section(gettext_lazy("Guardian of"), order=53)
def wards(person):
    links = Guardianship.objects.filter(guardian=person).select_related("student__person")
    headings = [_("Student"), _("Relation"), _("Legal basis"), _("May be told"), _("From"), _("Until")]
    return headings, [
        (
            str(link.student),
            link.get_relation_display(),
            link.basis,
            link.get_told_display(),
            day(link.starts_on),
            day(link.ends_on),
        )
        for link in links
    ]


def reads_health(reader, person):
    """Who reads health papers of the student, and the student of age (R1-1.2a, domain §7.6)."""
    student = getattr(person, "student", None)
    grown = reader.pk == person.user_id and person.born_on and age_on(person.born_on, clock.today()) >= OF_AGE
    return bool(grown or (student and health_papers.sees(reader, student)))


def _documents(person, **which):
    """The fact and the number; scans are shown at the office."""
    found = StudentDocument.objects.filter(student__person=person, annulled_at=None).filter(**which)
    return [_("What"), pgettext("document", "Series"), _("Number"), _("Issued by"), _("Issued on"), _("Valid until")], [
        (one.get_kind_display(), one.series, one.number, one.issued_by, day(one.issued_on), day(one.valid_until))
        for one in found
    ]


@section(gettext_lazy("Documents"), order=55)
def documents(person):
    return _documents(person, kind__in=set(DocumentKind.values) - CLOSED_KINDS)


@section(gettext_lazy("Documents on health and social status"), order=55, seen=reads_health)
def closed_documents(person):
    return _documents(person, kind__in=CLOSED_KINDS)


@section(gettext_lazy("Social categories"), order=56, seen=reads_health)
def categories(person):
    found = SocialCategory.objects.filter(student__person=person)
    return [_("Category"), _("Document"), _("From"), _("Until")], [
        (one.get_category_display(), one.document, day(one.starts_on), day(one.ends_on)) for one in found
    ]


@section(gettext_lazy("Health"), order=57, seen=reads_health)
def health(person):
    found = Health.objects.filter(student__person=person)
    return [_("From"), _("Until"), _("What"), _("Kept")], [
        (day(one.starts_on), day(one.ends_on), str(label), str(value))
        for one in found
        for label, value in _of_health(one)
        if value
    ]


def _of_health(one):
    for name in ("group", "sport", "allergies", "diet", "notes", "document"):
        shown = getattr(one, f"get_{name}_display", None)
        yield Health._meta.get_field(name).verbose_name, shown() if shown else getattr(one, name)


@section(gettext_lazy("Photograph"), order=58)
def photographs(person):
    """That a picture is kept, from when and until when; the picture itself stands on the card."""
    found = Photo.objects.filter(student__person=person)
    return [_("Kept from"), _("Until"), _("Added by")], [
        (moment(one.added_at), moment(one.ended_at) if one.ended_at else "", str(one.added_by))
        for one in found.select_related("added_by")
    ]


@section(gettext_lazy("Micro-district"), order=59)
def district(person):
    """Kept because the law orders the accounting of children."""
    one = DistrictChild.objects.filter(student__person=person).first()
    if one is None:
        return [], []
    field = lambda name: DistrictChild._meta.get_field(name).verbose_name  # noqa: E731
    shown = [(field(name), getattr(one, name)) for name in ("address", "place", "note")]
    return facts([(field("where"), one.get_where_display()), *shown, (field("checked_on"), day(one.checked_on))])

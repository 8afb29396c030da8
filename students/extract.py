"""What is held about a person as a student or as a guardian, for the extract of personal data (R1-1.2a)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.people.extract import day, facts, section, subject
from students.models import Guardianship, Result, SocialCategory, StudentDocument, StudyForm
from students.timeline import facts as movements


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
    return [_("Date"), _("What"), _("By order")], [
        (day(fact.day), fact.text, f"№ {fact.order.label}") for fact in movements(spells, places)
    ]


@section(gettext_lazy("Parents and guardians"), order=52)
def guardians(person):
    links = Guardianship.objects.filter(student__person=person).select_related("guardian")
    return [_("Name"), _("Relation"), _("From"), _("Until")], [
        (str(link.guardian), link.get_relation_display(), day(link.starts_on), day(link.ends_on)) for link in links
    ]


@section(gettext_lazy("Guardian of"), order=53)
def wards(person):
    links = Guardianship.objects.filter(guardian=person).select_related("student__person")
    return [_("Student"), _("Relation"), _("From"), _("Until")], [
        (str(link.student), link.get_relation_display(), day(link.starts_on), day(link.ends_on)) for link in links
    ]


@section(gettext_lazy("Exemptions and subgroups"), order=54)
def subgroups(person):
    if not hasattr(person, "student"):
        return [], []
    exempt = [(one.subject, one) for one in person.student.exemptions.select_related("subject")]
    inside = [(one.group, one) for one in person.student.memberships.select_related("group")]
    return [_("What"), _("From"), _("Until")], [
        (str(what), day(one.starts_on), day(one.ends_on)) for what, one in [*exempt, *inside]
    ]


@section(gettext_lazy("Results of terms and years"), order=60)
def results(person):
    found = Result.objects.filter(student__person=person).select_related("subject", "year", "term")
    found = found.order_by("year__starts_on", "subject__order", "period", "term__number")
    return [_("School year"), _("Subject"), _("Period"), _("Result")], [
        (str(one.year), str(one.subject), str(one.term or one.get_period_display()), one.text)
        for one in found
        if one.text
    ]


@section(gettext_lazy("Documents"), order=55)
def documents(person):
    """The fact and the number; scans are shown at the office."""
    found = StudentDocument.objects.filter(student__person=person, annulled_at=None)
    return [_("What"), _("Series"), _("Number"), _("Issued on"), _("Valid until")], [
        (one.get_kind_display(), one.series, one.number, day(one.issued_on), day(one.valid_until)) for one in found
    ]


@section(gettext_lazy("Social categories"), order=56)
def categories(person):
    found = SocialCategory.objects.filter(student__person=person)
    return [_("Category"), _("Document"), _("From"), _("Until")], [
        (one.get_category_display(), one.document, day(one.starts_on), day(one.ends_on)) for one in found
    ]


@section(gettext_lazy("Form of study"), order=57)
def forms_of_study(person):
    found = StudyForm.objects.filter(student__person=person).select_related("order")
    return [_("Form of study"), _("From"), _("Until"), _("By order")], [
        (one.get_form_display(), day(one.starts_on), day(one.ends_on), f"№ {one.order.label}") for one in found
    ]


@section(gettext_lazy("Former names"), order=11)
def former_names(person):
    return [_("Name"), _("Until")], [(str(one), day(one.ends_on)) for one in person.former_names.all()]

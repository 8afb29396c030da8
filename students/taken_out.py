"""What the export of students has beside the page's columns and the import of the contingent reads: a file that comes
back changes nothing (R3-3j). Each column stands there for those who may see it.
"""

from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.people import places
from schoolmis.people.phones import show_phone
from schoolmis.ui.lists import Column
from students import permissions
from students.models import DocumentKind, SocialCategory, Student, StudentDocument

PAPERS = (DocumentKind.BIRTH, DocumentKind.PASSPORT)


def own(name):
    """A field of the person's record, where personal data may be shown."""
    return lambda student: getattr(student.person, name) if student.shown else ""


def of_parent(relation, name):
    """«Токтосунова Жамал» or the phones of who stands in this relation."""

    def value(student):
        person = student.family.get(relation)
        if person is None:
            return ""
        return str(person) if name == "name" else "; ".join(filter(None, map(show_phone, (person.phone,))))

    return value


PERSON = [
    Column("sex", _("Sex"), value=lambda s: s.person.get_sex_display() if s.shown else "", show=False),
    Column("address", _("Address"), value=own("address"), show=False, width=40),
    Column("district", _("District of residence"), value=lambda s: places.short(s.lives), show=False, width=24),
    Column("own_phone", _("Phone of the student"), value=lambda s: show_phone(own("phone")(s)), show=False, width=18),
    Column("second_phone", _("Second phone"), value=lambda s: show_phone(own("second_phone")(s)), show=False, width=18),
    Column("mother", _("Mother"), value=of_parent("mother", "name"), show=False, width=30),
    Column("mother_phone", _("Mother's phone"), value=of_parent("mother", "phone"), show=False, width=18),
    Column("father", _("Father"), value=of_parent("father", "name"), show=False, width=30),
    Column("father_phone", _("Father's phone"), value=of_parent("father", "phone"), show=False, width=18),
    Column("guardian_name", _("Guardian"), value=of_parent("guardian", "name"), show=False, width=30),
    Column("guardian_phone", _("Guardian's phone"), value=of_parent("guardian", "phone"), show=False, width=18),
    Column("consent_number", _("Number of the consent"), value=lambda s: s.paper or "", show=False),
    Column("consent_date", _("Date of the consent"), value="given_on", show=False),
]


def paper(kind):
    return lambda student: student.papers.get(kind, "")


CLOSED = [
    Column("social", _("Social category"), value=lambda s: "; ".join(s.social), show=False, width=30),
    Column(
        "social_document",
        _("Document of the category"),
        value=lambda s: "; ".join(s.social_papers),
        show=False,
        width=30,
    ),
]
IDENTITY = [
    Column("birth_paper", _("Birth certificate"), value=paper(DocumentKind.BIRTH), show=False, width=22),
    Column("passport_paper", _("Passport or identity card"), value=paper(DocumentKind.PASSPORT), show=False, width=22),
]


def taken_out(user):
    """R1-6.1: social categories go out to those who may take them out."""
    columns = PERSON + (IDENTITY if permissions.DOCUMENTS.allows(user) else [])
    return columns + (CLOSED if permissions.EXPORT_RESTRICTED.allows(user) else [])


def show_facts(user, found):
    """Attach `papers` by kind, `social` and `social_papers`, the documents of these categories, in the same order."""
    for student in found:
        student.papers, student.social, student.social_papers = {}, [], []
    rows = {student.pk: student for student in found if student.shown}
    seen = permissions.DOCUMENTS.visible(user, Student.objects.filter(pk__in=rows))
    for one in StudentDocument.objects.in_force().filter(student__in=seen, kind__in=PAPERS).order_by("id"):
        rows[one.student_id].papers[one.kind] = one.label
    seen = permissions.RESTRICTED.visible(user, Student.objects.filter(pk__in=rows))
    for one in SocialCategory.objects.on(clock.today()).filter(student__in=seen).order_by("category"):
        rows[one.student_id].social.append(str(one.get_category_display()))
        rows[one.student_id].social_papers.append(one.document)

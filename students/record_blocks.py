"""Blocks of the card for the personal record: photograph, papers, names and addresses, siblings, restricted data."""

from django.db.models import OuterRef, Subquery
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.people.models import Address, Purpose
from students import health_papers, permissions
from students.blocks import block
from students.models import Guardianship, Photo, Placement, SportGroup, Student, StudentDocument
from students.record_lists import STATES, class_label, state_of


def photo_of(student):
    """The photograph in force, or None: without a consent to it nobody is shown it."""
    given = student.person.consents.filter(ends_on=None, purpose__in=(Purpose.RECORDS, Purpose.PHOTO))
    if given.count() < 2:
        return None
    return Photo.objects.filter(student=student, ended_at=None).select_related("file").first()


@block("students.photo", permission=permissions.PERSONAL, title=_("Photograph"), order=5, side=True)
def photo(request, student):
    keeps = permissions.KEEP.allows(request.user).ok
    found = photo_of(student)
    if not (found or (keeps and student.consented)):
        return ""
    context = {"student": student, "photo": found, "keeps": keeps}
    return render_to_string("students/block_photo.html", context, request)


@block("students.identity", permission=permissions.PERSONAL, title=_("Addresses and names"), order=10)
def identity(request, student):
    """Addresses by the official list, and the names of before with their documents."""
    if not student.consented:
        return ""
    homes = {one.kind: one for one in student.person.addresses.filter(ends_on=None)}
    context = {
        "student": student,
        "homes": [(kind, homes.get(kind.value)) for kind in Address.Kind],
        "names": list(student.person.former_names.select_related("scan")),
        "keeps": permissions.KEEP.allows(request.user).ok,
    }
    return render_to_string("students/block_identity.html", context, request)


@block("students.documents", permission=permissions.DOCUMENTS, title=_("Documents"), order=20)
def documents(request, student):
    """Papers in force; a paper on health or social status opens by the right to such papers (domain §7.6)."""
    if not student.consented:
        return ""
    rows = StudentDocument.objects.in_force().filter(student=student).select_related("scan", "checked_by")
    sees = health_papers.sees(request.user, student)
    shown = [
        (row, health_papers.words_of(row, sees), STATES[state_of(row)], "bad" if state_of(row) == "over" else "warn")
        for row in rows
    ]
    context = {"student": student, "rows": shown, "sees": sees, "keeps": permissions.KEEP.allows(request.user).ok}
    return render_to_string("students/block_documents.html", context, request)


@block("students.siblings", permission=permissions.PERSONAL, title=_("Brothers and sisters"), order=30, side=True)
def siblings(request, student):
    """Students of the roll who share somebody that answers for them (R1-1.2c)."""
    if not student.consented:
        return ""
    today = clock.today()
    mine = Guardianship.objects.on(today).filter(student=student).values("guardian")
    shared = Guardianship.objects.on(today).filter(guardian__in=mine).values("student")
    place = Placement.objects.on(today).filter(student=OuterRef("pk"))
    found = Student.objects.visible_to(request.user).filter(pk__in=shared).exclude(pk=student.pk)
    found = found.enrolled(today).with_consent().filter(consented=True).select_related("person")
    rows = list(
        found.annotate(
            grade=Subquery(place.values("school_class__grade")[:1]),
            letter=Subquery(place.values("school_class__letter")[:1]),
        ).order_by("person__born_on")
    )
    for one in rows:
        one.label = class_label(one)
    return render_to_string("students/block_siblings.html", {"rows": rows}, request) if rows else ""


@block(
    "students.restricted", permission=permissions.RESTRICTED, title=_("Social status and health"), order=40, side=True
)
def restricted(request, student):
    """A door only: the data themselves stand on a page of their own, where each look is booked."""
    if not student.consented:
        return ""
    return render_to_string("students/block_restricted.html", {"student": student}, request)


@block("students.subjects", title=_("Subgroups and exemptions"), order=50, side=True)
def subjects(request, student):
    """Subgroups and exemptions of today; the paper of an exemption is for those who see personal data."""
    today = clock.today()
    context = {
        "student": student,
        "personal": student.may_see and student.consented,
        "exemptions": list(student.exemptions.on(today).select_related("subject")),
        "memberships": list(student.memberships.on(today).select_related("group")),
        "groups_kept": permissions.GROUPS.allows(request.user).ok,
    }
    shown = context["groups_kept"] or context["exemptions"] or context["memberships"]
    return render_to_string("students/block_subjects.html", context, request) if shown else ""


@block("students.sport", permission=permissions.SPORT, title=_("Physical education"), order=45, side=True)
def sport(request, student):
    """All that a teacher learns of a student's health: that the group for physical education is special."""
    if not student.consented:
        return ""
    special = student.health_notes.filter(ends_on=None, sport=SportGroup.SPECIAL).exists()
    return render_to_string("students/block_sport.html", {}, request) if special else ""

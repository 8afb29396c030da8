"""Who lacks what (R1-1.2b, R3-1.2b). A check is registered in a few lines; an app above adds its own from `ready()`.

Without a consent in force the school may not keep personal data: such a student lacks the consent and nothing personal.
"""

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.people.checks import Check, Checks, consent_to
from schoolmis.people.models import Purpose
from students.models import DocumentKind, Guardianship, Photo, Student, StudentDocument

IDENTITY = (DocumentKind.BIRTH, DocumentKind.PASSPORT)


def guardians(day):
    return Guardianship.objects.on(day).filter(student=OuterRef("pk"))


def papers():
    return StudentDocument.objects.in_force().filter(student=OuterRef("pk"))


def no_photo(day):
    """Asked only of those who have consented to a photograph."""
    return Q(consent_to(Purpose.PHOTO)) & ~Exists(Photo.objects.filter(student=OuterRef("pk"), ended_at=None))


CHECKS = Checks(
    Check("consent", _("no consent"), lambda day: Q(consented=False), personal=False),
    Check("file", _("no number of the personal file"), lambda day: Q(file_number=None), personal=False),
    Check("born", _("no birth date"), lambda day: Q(person__born_on=None)),
    Check("sex", _("no sex"), lambda day: Q(person__sex="")),
    Check("pin", _("no PIN"), lambda day: Q(person__pin=None)),
    Check("address", _("no address"), lambda day: Q(person__address="")),
    Check("guardian", _("no parent or guardian"), lambda day: ~Exists(guardians(day))),
    Check("phone", _("no phone of a parent"), lambda day: ~Exists(guardians(day).exclude(guardian__phone=""))),
    Check(
        "identity",
        _("no birth certificate or passport"),
        lambda day: ~Exists(papers().filter(kind__in=IDENTITY)),
    ),
    Check("over", _("a document has run out"), lambda day: Exists(papers().filter(valid_until__lt=day))),
    Check("photo", _("no photograph"), no_photo),
)
register, every = CHECKS.register, CHECKS.every


def checked(students, day=None):
    """`students` on the roll on the day, with their class, each check as `lacks_<code>`, and `lacking`: any of them."""
    day = day or clock.today()
    found = students.filter(pk__in=Student.objects.enrolled(day).order_by().values("pk"))
    return CHECKS.annotate(found.with_class(day), day)


def by_class(students, day):
    """[{grade, letter, all, whole, <code>: n}] in the order of classes, counted over one reading of the rows."""
    names = [check.name for check in every()]
    rows = {}
    for line in (
        checked(students, day)
        .order_by(F("class_grade").asc(nulls_last=True), "class_letter")
        .values("class_grade", "class_letter", "lacking", *names)
    ):
        key = line["class_grade"], line["class_letter"]
        row = rows.setdefault(key, {"class": key, "all": 0, "whole": 0} | dict.fromkeys(names, 0))
        row["all"] += 1
        row["whole"] += not line["lacking"]
        for name in names:
            row[name] += line[name]
    return list(rows.values())

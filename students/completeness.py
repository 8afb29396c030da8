"""Who lacks what (R1-1.2b, R3-1.2b). A check is registered in a few lines; an app above adds its own from `ready()`.

Without a consent in force the school may not keep personal data: such a student lacks the consent and nothing personal.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.people.models import Consent, Purpose
from students.models import Guardianship, Student

_checks: dict[str, "Check"] = {}


@dataclass(frozen=True)
class Check:
    """`lacks`: callable(day) → condition on a student. `personal`: asked only of those with a consent in force."""

    code: str
    title: Any
    lacks: Any
    personal: bool = True

    @property
    def name(self):
        return f"lacks_{self.code}"


def register(*checks: Check) -> None:
    for check in checks:
        if check.code in _checks:
            raise ValueError(f"check {check.code} is registered twice")
        _checks[check.code] = check


def every() -> tuple[Check, ...]:
    return tuple(_checks.values())


def guardians(day):
    return Guardianship.objects.on(day).filter(student=OuterRef("pk"))


register(
    Check("consent", _("no consent"), lambda day: Q(consented=False), personal=False),
    Check("file", _("no number of the personal file"), lambda day: Q(file_number=None), personal=False),
    Check("born", _("no birth date"), lambda day: Q(person__born_on=None)),
    Check("sex", _("no sex"), lambda day: Q(person__sex="")),
    Check("pin", _("no PIN"), lambda day: Q(person__pin=None)),
    Check("address", _("no address"), lambda day: Q(person__address="")),
    Check("guardian", _("no parent or guardian"), lambda day: ~Exists(guardians(day))),
    Check("phone", _("no phone of a parent"), lambda day: ~Exists(guardians(day).exclude(guardian__phone=""))),
)


def checked(students, day=None):
    """`students` on the roll on the day, with their class, each check as `lacks_<code>`, and `lacking`: any of them."""
    day = day or clock.today()
    given = Consent.objects.filter(person=OuterRef("person"), purpose=Purpose.RECORDS, ends_on=None)
    found = students.filter(pk__in=Student.objects.enrolled(day).order_by().values("pk"))
    found = found.with_class(day).annotate(consented=Exists(given))
    whether = {}
    for check in every():
        lacks = check.lacks(day)
        whether[check.name] = Case(
            *([When(consented=False, then=Value(False))] if check.personal else []),
            When(lacks, then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
    any_of = Q()
    for name in whether:
        any_of |= Q(**{name: True})
    lacking = Case(When(any_of, then=Value(True)), default=Value(False), output_field=BooleanField())
    return found.annotate(**whether).annotate(lacking=lacking)


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

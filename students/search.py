"""Finding students: by any part of the name, by PIN and phone where the reader may see them."""

import re
from functools import reduce
from operator import or_
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.desk.search import Hit, source
from schoolmis.people.models import FormerName
from schoolmis.people.names import fold
from students import permissions
from students.models import Guardianship, Student

TOLD = tuple(f"person__{name}" for name in ("last_name", "first_name", "patronymic", "folded"))


@source(
    _("Students"), permissions.LIST, order=10, more=lambda text: f"{reverse('students:list')}?{urlencode({'q': text})}"
)
def students_found(user, text):
    """Students of the roll first; the class beside the name."""
    rows = Student.objects.visible_to(user).select_related("person").only(*TOLD)
    found = matching(user, rows.with_consent() if digits_of(text) else rows, text)
    found = list(found.with_class(clock.today()).order_by("person__sort_key")[:9])
    names = formerly(found, text) if found else {}
    for student in found:
        label = f"{student.class_grade}-{student.class_letter}" if student.class_letter else _("not on the roll")
        if student.person_id in names:
            former = _("formerly %(name)s") % {"name": names[student.person_id]}
            label = f"{label} · {former}"
        yield Hit(str(student.person), label, reverse("students:card", args=[student.pk]))


FEWEST = 4
"""Digits from which a number is taken for a PIN or a phone."""


def digits_of(text: str) -> str:
    """The digits of a phone or PIN as typed: 0772 62-41 becomes 7726241, so that +996 and 0 are the same."""
    digits = re.sub(r"\D", "", text)
    if re.fullmatch(r"[\d\s+()\-–.]+", text.strip()) and len(digits) >= FEWEST:
        return digits[3:] if len(digits) == 12 and digits.startswith("996") else digits.removeprefix("0")
    return ""


def matching(user, queryset, text: str):
    """`queryset` narrowed to `text`; numbers, for which it is annotated `consented`, find only whom the reader may see
    in full.
    """
    digits = digits_of(text)
    if digits:
        phone = Guardianship.objects.on(clock.today()).filter(student=OuterRef("pk"), guardian__phone__contains=digits)
        shown = permissions.PERSONAL.visible(user, Student.objects.filter(pk=OuterRef("pk")))
        return queryset.filter(
            Q(person__pin__contains=digits) | Q(person__phone__contains=digits) | Exists(phone),
            Exists(shown),
            consented=True,
        )
    now, before = Q(), FormerName.objects.all()
    for word in text.split():
        either = {fold(word), word.lower()} - {""}
        now &= reduce(or_, (Q(person__folded__contains=one) for one in either))
        before = before.filter(reduce(or_, (Q(folded__contains=one) for one in either)))
    return queryset.filter(now | Q(person__in=before.values("person")))


def formerly(found, text: str) -> dict[int, str]:
    """{person's id: former name} of those among `found` whom `text` finds by a name of before (domain §4.2)."""
    words = [fold(word) for word in text.split()]
    if not words or digits_of(text):
        return {}
    plain = [student for student in found if all(word in student.person.folded for word in words)]
    others = [student.person_id for student in found if student not in plain]
    if not others:
        return {}
    names = FormerName.objects.filter(person__in=others)
    for word in words:
        names = names.filter(folded__contains=word)
    return {name.person_id: str(name) for name in names}

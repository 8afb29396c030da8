"""Finding students: by any part of the name, by PIN and phone where the reader may see them."""

import re
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from schoolmis import clock
from schoolmis.people.names import fold
from students import permissions
from students.models import Guardianship, Student

FEWEST = 4
"""Digits from which a number is taken for a PIN or a phone."""


def digits_of(text: str) -> str:
    """The digits of a phone or PIN as typed: 0772 62-41 becomes 7726241, so that +996 and 0 are the same."""
    digits = re.sub(r"\D", "", text)
    if re.fullmatch(r"[\d\s+()\-–.]+", text.strip()) and len(digits) >= FEWEST:
        return digits.removeprefix("996") if len(digits) > 9 and len(digits) != 14 else digits.removeprefix("0")
    return ""


def matching(user, queryset, text: str):
    """`queryset` (annotated `consented`) narrowed to `text`; numbers find only whom the reader may see in full."""
    digits = digits_of(text)
    if digits:
        phone = Guardianship.objects.on(clock.today()).filter(student=OuterRef("pk"), guardian__phone__contains=digits)
        shown = permissions.PERSONAL.visible(user, Student.objects.filter(pk=OuterRef("pk")))
        return queryset.filter(
            Q(person__pin__contains=digits) | Q(person__phone__contains=digits) | Exists(phone),
            Exists(shown),
            consented=True,
        )
    for word in text.split():
        either = {fold(word), word.lower()} - {""}
        queryset = queryset.filter(reduce(or_, (Q(person__folded__contains=one) for one in either)))
    return queryset

"""Who stands in the register of the micro-district's children, who is our own student, and how they are counted."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis.people.names import fold
from students.education import Reason, Where
from students.rules.movement import age_on

YOUNGEST, OLDEST = 5, 16


class Line(NamedTuple):
    """A row of the summary: how many children of an age and sex learn somewhere."""

    age: int
    sex: str
    where: str
    count: int


def of_age(born_on: date, on: date) -> bool:
    """Children from 5 to 16 are accounted for; those who turn 5 this year stand in the register already."""
    return on.year - born_on.year >= YOUNGEST and age_on(born_on, on) <= OLDEST


def may_keep(born_on: date, where: str, reason: str, on: date, place="", checked_on: date | None = None) -> None:
    """Of age, with a reason when out of education, and checked on a day that has come."""
    wrong = {}
    if not of_age(born_on, on):
        wrong["born_on"] = _("The register is of children from %(youngest)s to %(oldest)s; this one is %(age)s.") % {
            "youngest": YOUNGEST,
            "oldest": OLDEST,
            "age": age_on(born_on, on),
        }
    if where == Where.NOWHERE and reason not in Reason.values:
        wrong["reason"] = _("Write why the child is not in education.")
    if where == Where.SCHOOL and not place.strip():
        wrong["place"] = _("Write which school.")
    if checked_on and checked_on > on:
        wrong["checked_on"] = _("This day has not come yet.")
    if wrong:
        raise ValidationError(wrong)


def key_of(last_name: str, first_name: str, born_on: date | None) -> tuple:
    """Surname and first name without regard to ң/н, ө/о, ү/у, and the birth date."""
    return fold(last_name), fold(first_name), born_on


def own_student(child, by_pin: dict, by_name: dict):
    """The student of this school whom `child` (pin, names, born_on) is: by PIN, else by name and birth date alone.

    `by_name` has lists: of two namesakes born on one day nobody is taken.
    """
    if child.pin and child.pin in by_pin:
        return by_pin[child.pin]
    found = by_name.get(key_of(child.last_name, child.first_name, child.born_on), [])
    return found[0] if len(found) == 1 else None


def summary(rows, on: date) -> list[Line]:
    """[(birth date, sex, where)] counted by whole years on the day."""
    counts = Counter((age_on(born_on, on), sex, str(where)) for born_on, sex, where in rows)
    return [Line(*key, count) for key, count in sorted(counts.items())]

"""What the kinds share: rows of the payload with their students and classes, names in the nominative."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis.structure.models import SchoolClass
from schoolmis.ui.dates import date_short
from students.models import Student


def rows_of(order):
    """[(line, student, class or None)] of `{from, students: [{student, class, …}]}`, in the order of names."""
    lines = order.payload.get("students", [])
    students = Student.objects.select_related("person").in_bulk([line["student"] for line in lines])
    classes = SchoolClass.objects.select_related("year").in_bulk({line["class"] for line in lines if line.get("class")})
    found = [(line, students[line["student"]], classes.get(line.get("class"))) for line in lines]
    return sorted(found, key=lambda row: row[1].person.sort_key)


def ready(order) -> str:
    """Why the draft cannot be signed yet."""
    return "" if order.payload.get("students") and order.payload.get("from") else _("The order names no student.")


def effects(order, sentence) -> list[str]:
    """What signing does, beside the draft; `sentence` takes `n` and `day`."""
    rows = order.payload.get("students", [])
    return [sentence % {"n": len(rows), "day": day_text(order)}] if rows else []


def day_of(order) -> date:
    return date.fromisoformat(order.payload["from"])


def day_text(order) -> str:
    return date_short(day_of(order)) if order.payload.get("from") else ""


def carry_out(order, act) -> None:
    """`act(line, student, class)` for each row; a refusal names the student."""
    if not order.payload.get("students"):
        raise ValidationError(_("The order names no student."), "nobody")
    for line, student, school_class in rows_of(order):
        try:
            act(line, student, school_class)
        except ValidationError as refused:
            raise ValidationError([f"{student}: {message}" for message in refused.messages]) from refused

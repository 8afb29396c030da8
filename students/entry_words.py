"""What an entry of the book says about a student, in words: what has none (keys of rows, codes) is left out."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.orders.models import Order
from schoolmis.people.models import Person, Purpose
from schoolmis.ui.dates import date_short
from students.grounds import Ground
from students.models import AcademicDebt, Outcome, Relation, StudyForm

PERSON = {field.name for field in Person._meta.get_fields() if hasattr(field, "verbose_name")}
CODES = {
    "outcome": {**dict(AcademicDebt.Outcome.choices), **dict(Outcome.choices)},
    "ground": dict(Ground.choices),
    "form": dict(StudyForm.Form.choices),
    "relation": dict(Relation.choices),
    "purpose": dict(Purpose.choices),
}
LABELS = {
    "on": gettext_lazy("Date"),
    "due_on": gettext_lazy("Deadline"),
    "until": gettext_lazy("Until"),
    "came_from": gettext_lazy("From class"),
    "school_class": gettext_lazy("Class"),
    "went_to": gettext_lazy("Went to"),
    "to": gettext_lazy("Given to"),
    "addressee": gettext_lazy("To be presented"),
    "document": gettext_lazy("Document"),
    "former": gettext_lazy("Former name"),
    "why": gettext_lazy("Reason"),
    "answer": gettext_lazy("Answer"),
    "note": gettext_lazy("Note"),
}


def orders_of(entries) -> dict[int, str]:
    """The orders that entries name, by their key: one query for a page of the book."""
    keys = {entry.data["order"] for entry in entries if isinstance(entry.data.get("order"), int)}
    return {one.pk: one.label for one in Order.objects.filter(pk__in=keys)} if keys else {}


def told(entry, orders: dict[int, str]) -> str:
    """One line: «Буйрук № 14-О · Күнү: 05.11.2026»."""
    data = entry.data
    words = [_("order № %(n)s") % {"n": orders[data["order"]]}] if data.get("order") in orders else []
    for key, value in data.items():
        if key in CODES and isinstance(value, str) and value in CODES[key]:
            words.append(str(CODES[key][value]))
        elif key == "number":
            words.append(f"№ {value}")
        elif key in LABELS and isinstance(value, str) and value:
            label = _("To class") if key == "to" and "came_from" in data else LABELS[key]
            words.append(f"{label}: {_day(value)}")
        elif key in ("fields", "taken") and isinstance(value, list):
            words += [str(Person._meta.get_field(name).verbose_name) for name in value if name in PERSON]
    return " · ".join(words)


def _day(value: str) -> str:
    try:
        return date_short(date.fromisoformat(value))
    except ValueError:
        return value

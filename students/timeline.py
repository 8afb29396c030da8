"""A student's movement as dated facts, each with its order; read from the spells and the places."""

from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.orders.models import Order
from students.grounds import Ground
from students.health_papers import ground_text

# What an order at the end of a year did, by its kind (R7-2).
YEAR_END = {
    "promotion": gettext_lazy("Promoted to class %(class)s"),
    "conditional_promotion": gettext_lazy("Promoted conditionally to class %(class)s"),
    "repeat": gettext_lazy("Repeats the year in class %(class)s"),
    "year_adapted": gettext_lazy("Adapted programme, class %(class)s"),
    "year_individual": gettext_lazy("Individual plan, class %(class)s"),
    "graduation": gettext_lazy("Completed basic school, goes on in class %(class)s"),
}


class Fact(NamedTuple):
    day: date
    text: str
    order: Order


def ground_of(spell, opened=False) -> str:
    """The ground as the departure's order words it; empty for orders of other kinds. `opened`: health by its name."""
    for line in (spell.departure_order.payload or {}).get("students", []):
        if line.get("student") == spell.student_id and line.get("ground") in Ground.values:
            return ground_text(line["ground"], opened)
    return ""


def settled_of(student):
    """R7-2.4: the conditional promotions that an order has made final."""
    rows = student.year_decisions.filter(settlement="promoted", settled_by__isnull=False)
    return rows.select_related("settled_by", "target")


def facts(spells, places, forms=(), opened=False, settled=()) -> list[Fact]:
    """The newest first; what never began (empty rows) is left out. `opened`: the reader may read of health."""
    spells = [one for one in spells if one.ends_on != one.starts_on]
    places = sorted((one for one in places if one.ends_on != one.starts_on), key=lambda one: one.starts_on)
    starts = {spell.starts_on: spell for spell in spells}
    found = []
    for number, place in enumerate(places):
        spell = starts.get(place.starts_on)
        if spell:
            text = _("Admitted to class %(class)s") if spell is spells[0] else _("Back on the roll, class %(class)s")
            text %= {"class": place.school_class}
            text += f": {spell.came_from}" if spell.came_from else ""
        elif place.order.kind in YEAR_END:
            text = str(YEAR_END[place.order.kind]) % {"class": place.school_class}
        elif place.order.kind == "revoke":
            text = _("An order is revoked, the class is %(class)s") % {"class": place.school_class}
        else:
            before = places[number - 1].school_class if number else None
            text = (_("From class %(before)s to class %(class)s") if before else _("Class %(class)s")) % {
                "before": before,
                "class": place.school_class,
            }
        found.append(Fact(place.starts_on, text, place.order))
    for spell in spells:
        if spell.ends_on:
            why = ", ".join(filter(None, [ground_of(spell, opened), spell.went_to]))
            text = _("Left the school") + (f": {why}" if why else "")
            found.append(Fact(spell.ends_on - timedelta(days=1), text, spell.departure_order))
    for one in settled:
        text = _("Promoted finally to class %(class)s") % {"class": one.target}
        found.append(Fact(date.fromisoformat(one.settled_by.payload["from"]), text, one.settled_by))
    found += _forms(forms, {spell.ends_on for spell in spells})
    return sorted(found, key=lambda fact: fact.day, reverse=True)


def _forms(forms, left) -> list[Fact]:
    """R7-2.3, R7-2.5: when a form of study begins, and when full-time study goes on; `left`: days off the roll."""
    forms = [one for one in forms if one.ends_on != one.starts_on]
    starts, found = {one.starts_on for one in forms}, []
    for one in forms:
        text = _("Form of study: %(form)s") % {"form": one.get_form_display()}
        if one.starts_on not in {other.ends_on for other in forms if other.form == one.form}:
            found.append(Fact(one.starts_on, text, one.order))
        if one.ends_on and one.ends_on not in starts | left:
            found.append(Fact(one.ends_on, _("Full-time study again"), one.ended_by or one.order))
    return found

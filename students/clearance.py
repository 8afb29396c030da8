"""The clearance sheet of a leaver (айланма баракча): what each part of the school has to say before papers are given.

An app above adds its item in its `ready()`: the library its books, the accountant a debt.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Item:
    """`ask(student)`: what is still owed, in words, or nothing. `signs`: whose signature the paper asks for."""

    title: Any
    signs: Any
    ask: Callable
    order: int = 100


@dataclass(frozen=True)
class Line:
    title: str
    signs: str
    owed: str


_items: list[Item] = []


def item(title, signs, order=100):
    def register(ask):
        _items.append(Item(title, signs, ask, order))
        return ask

    return register


def lines(student) -> list[Line]:
    found = sorted(_items, key=lambda one: one.order)
    return [Line(str(one.title), str(one.signs), str(one.ask(student) or "")) for one in found]


@item(gettext_lazy("Academic debts"), gettext_lazy("Deputy head for studies"), order=10)
def debts(student):
    """R7-4.3: debts do not hold a leaver back; they wait for a return."""
    count = student.debts.open().count()
    return _("open debts: %(n)s; they wait for a return") % {"n": count} if count else ""


@item(gettext_lazy("Textbooks and books of the library"), gettext_lazy("Librarian"), order=20)
def books(student):
    """Asked on paper until the library keeps its loans here."""
    return ""


@item(gettext_lazy("School property"), gettext_lazy("Homeroom teacher"), order=30)
def property_of_school(student):
    return ""

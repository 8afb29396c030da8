"""Parts of an employee's card that are read by a request of their own, and acts over the list: registered by the apps.

A card so takes few statements whatever stands on it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class Part:
    """`url`: the name of the address that answers with the part, by the employee's id."""

    url: str
    title: Any
    permission: Any
    order: int = 100


_parts: list[Part] = []
_list_acts: list[Callable] = []


def part(url: str, title, permission, order=100) -> None:
    _parts.append(Part(url, title, permission, order))


def list_act(make: Callable) -> Callable:
    """`make() -> Act`, drawn over the list of staff."""
    _list_acts.append(make)
    return make


def list_acts() -> list:
    return [make() for make in _list_acts]


def offered(user, employee) -> list[tuple[str, str]]:
    """[(address, title)] of the parts that the reader may see."""
    found = sorted(_parts, key=lambda one: one.order)
    return [(reverse(one.url, args=[employee.pk]), str(one.title)) for one in found if one.permission.allows(user)]

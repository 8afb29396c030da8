"""Blocks of the student's card, registered by the apps above: marks, absences, loans.

Each is read by a request of its own after the card, so that a card takes few statements whatever stands on it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Block:
    code: str
    draw: Callable
    permission: Any = None
    title: Any = ""
    order: int = 100
    side: bool = False


_blocks: dict[str, Block] = {}


def block(code: str, permission=None, *, title="", order=100, side=False):
    """Register `function(request, student) -> safe HTML or ""`: a `.sheet` in the main column, or in the narrow one.

    `permission` is asked with the student before the function is called; `title` names the block until it is there.
    """

    def register(function):
        _blocks[code] = Block(code, function, permission, title or _("More"), order, side)
        return function

    return register


def offered(user) -> dict[str, list[Block]]:
    """The blocks that the reader's roles have at all, as {"main": [...], "side": [...]} in order."""
    found = {"main": [], "side": []}
    for one in sorted(_blocks.values(), key=lambda one: (one.order, one.code)):
        if one.permission is None or one.permission.allows(user):
            found["side" if one.side else "main"].append(one)
    return found


def drawn(code: str, request, student):
    """One block as safe HTML; "" where the reader may not see it of this student, None for an unknown code."""
    one = _blocks.get(code)
    if one is None:
        return None
    if one.permission is not None and not one.permission.allows(request.user, student):
        return ""
    return one.draw(request, student)

"""Blocks of the student's card, registered by the apps above: marks, absences, loans."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Block:
    code: str
    draw: Callable
    permission: object = None
    order: int = 100
    side: bool = False


_blocks: dict[str, Block] = {}


def block(code: str, permission=None, *, order=100, side=False):
    """Register `function(request, student) -> safe HTML or ""`: a `.sheet` in the main column, or in the narrow one.

    `permission` is asked with the student before the function is called.
    """

    def register(function):
        _blocks[code] = Block(code, function, permission, order, side)
        return function

    return register


def drawn(request, student) -> dict[str, list[SafeString]]:
    """The reader's blocks as {"main": [...], "side": [...]} in order."""
    found = {"main": [], "side": []}
    for one in sorted(_blocks.values(), key=lambda one: (one.order, one.code)):
        if one.permission is None or one.permission.allows(request.user, student):
            html = one.draw(request, student)
            if html:
                found["side" if one.side else "main"].append(html)
    return found

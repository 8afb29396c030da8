"""What a start page is made of: panels, figures and acts that the apps register for those who may see them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from schoolmis.access.grants import roles_of


@dataclass(frozen=True)
class Part:
    """One registered part of the start page. `make(request)` gives its content, or None for nothing to say."""

    code: str
    make: Callable
    permission: Any = None
    order: int = 100
    roles: frozenset = frozenset()
    wide: bool = False

    def is_for(self, user) -> bool:
        if self.roles and not self.roles & roles_of(user):
            return False
        return self.permission is None or bool(self.permission.allows(user))


_panels: dict[str, Part] = {}
_figures: dict[str, Part] = {}
_acts: dict[str, Part] = {}


def _registrar(parts):
    def register(code, permission=None, order=100, roles=(), wide=False):
        def keep(function):
            parts[code] = Part(code, function, permission, order, frozenset(map(str, roles)), wide)
            return function

        return keep

    return register


panel = _registrar(_panels)
"""`@panel(code, permission, order, roles=(), wide=False)` on `function(request) -> (template, context)` or None.

The template draws one `<section class="sheet">`; a wide panel stands in the left, broader column.
"""

figure = _registrar(_figures)
"""`@figure(code, permission, order)` on `function(request) -> dict(label, value, note, url, tone)` or None."""

start_act = _registrar(_acts)
"""`@start_act(code, permission, order)` on `function(request) -> ui.acts.Act` or None: a button in the head."""


def _made(parts, request):
    mine = sorted(
        (part for part in parts.values() if part.is_for(request.user)), key=lambda part: (part.order, part.code)
    )
    return [(part, made) for part, made in ((part, part.make(request)) for part in mine) if made]


def columns(request):
    """(wide, narrow): lists of dicts with `template` and the panel's context."""
    wide, narrow = [], []
    for part, (template, context) in _made(_panels, request):
        (wide if part.wide else narrow).append({"template": template, "code": part.code, **context})
    return wide, narrow


def figures(request):
    return [made for _part, made in _made(_figures, request)]


def acts(request):
    return [made for _part, made in _made(_acts, request)]

"""What a start page is made of: panels, figures and acts that the apps register for those who may see them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from schoolmis.access.grants import roles_of


@dataclass(frozen=True)
class Part:
    """One registered part of the start page. `make(request)` gives its content, or None for nothing to say.

    A panel that is not `now` comes after the page by a request of its own: the page stays quick however many there are.
    """

    code: str
    make: Callable
    permission: Any = None
    order: int = 100
    roles: frozenset = frozenset()
    wide: bool = False
    now: bool = False

    def is_for(self, user) -> bool:
        if self.roles and not self.roles & roles_of(user):
            return False
        return self.permission is None or bool(self.permission.allows(user))


_panels: dict[str, Part] = {}
_figures: dict[str, Part] = {}
_acts: dict[str, Part] = {}


def _registrar(parts):
    def register(code, permission=None, order=100, roles=(), wide=False, now=False):
        def keep(function):
            parts[code] = Part(code, function, permission, order, frozenset(map(str, roles)), wide, now)
            return function

        return keep

    return register


panel = _registrar(_panels)
"""`@panel(code, permission, order, roles=(), wide=False, now=False)` on `function(request) -> (template, context)`.

None: it has nothing to say. The template draws one `<section class="sheet">`; a wide panel stands in the left,
broader column. `now`: it stands in the page itself; the others come after it, each by a request of its own.
"""

figure = _registrar(_figures)
"""`@figure(code, permission, order)` on `function(request) -> dict(label, value, note, url, tone)` or None."""

start_act = _registrar(_acts)
"""`@start_act(code, permission, order)` on `function(request) -> ui.acts.Act` or None: a button in the head."""


def _mine(parts, request):
    mine = (part for part in parts.values() if part.is_for(request.user))
    return sorted(mine, key=lambda part: (part.order, part.code))


def _made(parts, request):
    return [(part, made) for part, made in ((part, part.make(request)) for part in _mine(parts, request)) if made]


def columns(request, whole=False):
    """(wide, narrow): lists of dicts with `template` and the panel's context; `whole` leaves nothing for later."""
    wide, narrow = [], []
    for part in _mine(_panels, request):
        made = drawn(part, request) if part.now or whole else {"template": "desk/later.html", "code": part.code}
        if made:
            (wide if part.wide else narrow).append(made)
    return wide, narrow


def drawn(part, request):
    """The panel's template and context, None where it has nothing to say."""
    made = part.make(request)
    return {"template": made[0], "code": part.code, **made[1]} if made else None


def find(code, user) -> Part | None:
    """The panel of that code, if the reader may see it."""
    part = _panels.get(code)
    return part if part and part.is_for(user) else None


def figures(request):
    return [made for _part, made in _made(_figures, request)]


def acts(request):
    return [made for _part, made in _made(_acts, request)]

"""Where each role begins its day: the desk for leaders, their own pages for the others."""

from django.urls import reverse

from schoolmis.access import Role
from schoolmis.access.grants import roles_of

_starts: dict[str, tuple[int, object]] = {}
DESK = 10
"""Leaders begin at the desk; whoever registers a lower number for a role goes before it."""


def start_for(role, order=50):
    """`@start_for(Role.TEACHER, order=20)` on `function(request) -> address` or None.

    Of a reader's roles the lowest order that gives an address wins.
    """

    def keep(function):
        _starts[str(role)] = (order, function)
        return function

    return keep


def address_for(request):
    """The address the reader begins at; None for the desk too."""
    found = sorted((_starts[role] for role in roles_of(request.user) if role in _starts), key=lambda start: start[0])
    return next((address for address in (make(request) for _order, make in found) if address), None)


for _role in (Role.DIRECTOR, Role.DEPUTY, Role.SECRETARY, Role.ADMINISTRATOR):
    start_for(_role, DESK)(lambda request: reverse("desk:start"))

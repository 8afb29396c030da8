"""Every address of the program with its view, as the URLconf has it."""

import re

from django.urls import URLPattern, URLResolver, get_resolver

FOREIGN = ("axes", "allauth")


def patterns(resolver=None, prefix=""):
    """(route, name, view) of every address; the route is the URLconf's own text."""
    for one in (resolver or get_resolver()).url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, route)
        elif isinstance(one, URLPattern):
            yield route, one.lookup_str if one.name is None else one.name, one.callback


def sample(route: str, numbers: dict[str, object]) -> str:
    """A real address from a route: `<int:pk>` becomes the number that `numbers` gives the route, by default 1."""
    made = re.sub(r"<(?:(\w+):)?(\w+)>", lambda found: str(numbers.get(found[2], 1)), route)
    return "/" + made.replace("^", "").replace("$", "").replace("\\Z", "").lstrip("/")

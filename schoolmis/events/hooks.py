"""What apps above tell the events and add to their pages; they register in their `ready()`."""

from collections.abc import Callable

families: list[Callable] = []
"""`classes(user) -> [(class id, grade, as a parent)]`: the classes of one's children, or one's own; the last one
registered is asked."""

parts: list[Callable] = []
"""`part(request, event) -> (template, context) or None`: a sheet on an event's page."""


def classes_of_family(user) -> list[tuple[int, int, bool]]:
    return families[-1](user) if families else []


def parts_of(request, event) -> list[dict]:
    made = (part(request, event) for part in parts)
    return [{"template": one[0], **one[1]} for one in made if one]

"""Search in one box: each app registers a source, the reader sees what their rights reach."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

LIMIT = 8
SHORTEST = 2
_sources: dict[str, "Source"] = {}


@dataclass(frozen=True)
class Hit:
    title: Any
    note: Any
    url: str


@dataclass(frozen=True)
class Source:
    label: Any
    permission: Any
    find: Callable
    order: int
    more: Callable | None


@dataclass(frozen=True)
class Found:
    """What one source has: at most LIMIT hits, and the address of all of them where there are more."""

    label: Any
    hits: list
    is_cut: bool
    more: str


def source(label, permission, order=100, more=None):
    """`@source(label, permission)` on `function(user, text) -> iterable of Hit`, best first, narrowed to the user.

    It may be lazy: no more than LIMIT + 1 hits are taken. `more(text) -> address` leads to the app's whole list.
    """

    def keep(function):
        _sources[function.__module__ + function.__qualname__] = Source(label, permission, function, order, more)
        return function

    return keep


def find(user, text) -> list[Found]:
    """What the reader may find by `text`; nothing for fewer than two letters."""
    text = " ".join(text.replace("\x00", "").split())
    if len(text) < SHORTEST:
        return []
    found = []
    for one in sorted(_sources.values(), key=lambda one: (one.order, str(one.label))):
        if one.permission is None or one.permission.allows(user):
            hits = list(islice(one.find(user, text), LIMIT + 1))
            if hits:
                found.append(Found(one.label, hits[:LIMIT], len(hits) > LIMIT, one.more(text) if one.more else ""))
    return found

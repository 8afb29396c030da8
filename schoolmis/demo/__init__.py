"""The demo school is built of parts, each in the app that owns its rows: `<app>/demo.py`.

@part(order=20)
def students(progress, story):
    progress("Students", done, total)      # as often as it likes
    return [SignIn("Director", "director", "…")]  # or nothing
"""

import os
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils.module_loading import autodiscover_modules

from schoolmis import clock
from schoolmis.demo.story import PASSWORD, Story

__all__ = ["PASSWORD", "SignIn", "Story", "on_day", "part", "run"]


class SignIn(NamedTuple):
    """A person the visitor may sign in as."""

    role: str
    username: str
    password: str
    note: str = ""


Progress = Callable[..., None]
_parts: list[tuple[int, str, Callable[[Progress, Story], Iterable[SignIn] | None]]] = []


def part(order: int):
    """Register a function that builds one part; parts run by `order`, each once, on an empty school."""

    def register(build):
        _parts.append((order, f"{build.__module__}.{build.__name__}", build))
        return build

    return register


@contextmanager
def on_day(day: date):
    """What is done here is done on `day`: the program's clock is told so."""
    before = os.environ.get("SCHOOLMIS_TODAY")
    os.environ["SCHOOLMIS_TODAY"] = day.isoformat()
    try:
        yield
    finally:
        if before is None:
            del os.environ["SCHOOLMIS_TODAY"]
        else:
            os.environ["SCHOOLMIS_TODAY"] = before


def run(progress: Progress, story: Story | None = None) -> list[SignIn]:
    """Build every part, each whole or not at all; returns the sign-in names they gave.

    Calls `progress(text, done=0, total=0)` on the way.
    """
    autodiscover_modules("demo")
    story = story or Story.on(clock.today())
    names = []
    for _order, _name, build in sorted(_parts, key=lambda one: one[:2]):
        with transaction.atomic():
            names += build(progress, story) or []
    return names

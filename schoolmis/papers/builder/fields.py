"""One thing that can be asked of a subject's rows: how the database finds it, how words say it, who may see it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, F, When
from django.utils.translation import get_language
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Asked:
    """Who asks, and of which day or days; `start` and `end` are both within."""

    user: Any
    on: date
    start: date | None = None
    end: date | None = None
    listed: bool = False
    """True: rows about persons, not counts."""
    memory: dict = field(default_factory=dict, compare=False)


@dataclass(frozen=True, eq=False)
class Field:
    """A column, a filter, and (with `groups`) a row or column of a table.

    `value`: a lookup, or callable(asked) → expression. `labels`: {stored: words}, or callable(asked) → the same, in
    the order of a table; without them the value speaks for itself, and nothing can be filtered by it. `joined`:
    callable(queryset, asked) → the queryset with what `value` needs. `permission`: who may ask it at all; a narrower
    reach hides it in the other rows. `personal`: listed only of persons with a consent in force. `many`: a row may
    have several values at once. `sort`: a lookup to sort a list by.
    """

    code: str
    title: Any
    value: Any = None
    kind: str = "text"
    labels: Any = None
    joined: Callable | None = None
    permission: Any = None
    personal: bool = False
    groups: bool = False
    filters: bool | None = None
    shows: bool = True
    many: bool = False
    sort: str = ""
    weight: int = 1
    natural: Callable | None = None

    @property
    def narrows(self):
        return self.labels is not None and (self.groups if self.filters is None else self.filters)

    def words(self, asked):
        if not callable(self.labels):
            return self.labels or {}
        key = self.code, get_language()
        if key not in asked.memory:
            asked.memory[key] = self.labels(asked)
        return asked.memory[key]

    def word(self, value, asked):
        """`value` as a table or a list says it."""
        if value is None or value == "":
            return _("not given")
        words = self.words(asked)
        return str(words[value]) if value in words else str(value)

    def shown(self, value, asked):
        """`value` in a list: numbers and dates as themselves, nothing as nothing."""
        if value is None or value == "":
            return None
        words = self.words(asked)
        return str(words.get(value, value)) if words else value

    def rank(self, value, asked):
        """Where it stands in a table: the order of the words, then the natural one, the unknown last."""
        if value is None or value == "":
            return (2, 0)
        if words := self.words(asked):
            places = asked.memory.setdefault(f"{self.code} places", {key: n for n, key in enumerate(words)})
            if value in places:
                return (0, places[value])
        return (1, self.natural(value) if self.natural else value)

    def allowed(self, user):
        return self.permission is None or bool(self.permission.allows(user).ok)

    def expression(self, built, asked):
        """What the database computes: nothing where the reader may not see, or (in a list) nobody consented."""
        found = self.value(asked) if callable(self.value) else F(self.value or self.code)
        conditions = []
        if self.permission is not None and built.bounded(self.permission, asked.user):
            conditions.append({"pk__in": built.reach(self.permission, asked.user).values("pk")})
        if self.personal and asked.listed and built.consented is not None:
            conditions.append(built.consented(asked))
        for condition in conditions:
            whether = When(**condition, then=found) if isinstance(condition, dict) else When(condition, then=found)
            found = Case(whether)
        return found

    def join(self, queryset, asked):
        return self.joined(queryset, asked) if self.joined else queryset

"""Choosing people in a form: a few letters bring the likely ones, those chosen stay ticked.

An app registers a source once; any form of it or of the apps above writes `PickField(source, queryset=…)`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.template.loader import render_to_string

LIMIT = 20
SHORTEST = 2


class Choice(NamedTuple):
    """What the reader sees of one: the value of the field, the name, a quiet word beside it."""

    value: Any
    label: str
    note: str = ""


@dataclass(frozen=True)
class Source:
    """`find(user, text) -> choices` in the order of likeness; `named(values) -> choices` of those chosen."""

    code: str
    permission: Any
    find: Callable[[Any, str], Iterable[Choice]]
    named: Callable[[list], Iterable[Choice]]


_sources: dict[str, Source] = {}


def register(code: str, permission, *, find, named) -> str:
    """Returns the code, for the field."""
    _sources[code] = Source(code, permission, find, named)
    return code


def source(code: str) -> Source | None:
    return _sources.get(code)


def shown(of: Source, user, text: str, chosen: list) -> dict:
    """What stands under the search box: those chosen first, then those found; `is_cut` when there are more."""
    kept = list(of.named(chosen)) if chosen else []
    found = []
    if len(text) >= SHORTEST:
        taken = {str(one.value) for one in kept}
        for one in of.find(user, text):
            if str(one.value) not in taken:
                found.append(one)
            if len(found) > LIMIT:
                break
    return {"chosen": kept, "found": found[:LIMIT], "is_cut": len(found) > LIMIT, "text": text}


class PickWidget(forms.CheckboxSelectMultiple):
    """Ticks where several are chosen, rounds where one is."""

    def __init__(self, code: str, *, many=True):
        super().__init__()
        self.code, self.many = code, many

    def render(self, name, value, attrs=None, renderer=None):
        of = _sources[self.code]
        values = [one for one in (value if isinstance(value, list | tuple) else [value]) if one not in (None, "")]
        context = {"name": name, "code": self.code, "many": self.many, "id": (attrs or {}).get("id", f"id_{name}")}
        return render_to_string("ui/pick.html", context | shown(of, None, "", values))

    def value_from_datadict(self, data, files, name):
        return super().value_from_datadict(data, files, name) if self.many else data.get(name)

    def value_omitted_from_data(self, data, files, name):
        return False


class PickField(forms.ModelMultipleChoiceField):
    """Several rows of `queryset`, which says who may be chosen at all; the source says how they are found."""

    def __init__(self, source: str, **kwargs):
        super().__init__(**({"queryset": None, "widget": PickWidget(source)} | kwargs))


class PickOneField(forms.ModelChoiceField):
    def __init__(self, source: str, **kwargs):
        super().__init__(**({"queryset": None, "widget": PickWidget(source, many=False)} | kwargs))

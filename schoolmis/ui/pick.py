"""Choosing people in a form: a few letters bring the likely ones, those chosen stay ticked.

An app registers a source once; any form of it or of the apps above writes `PickField(source, queryset=…)`. Without
JavaScript the search is a button of the form, which comes back with those found (`SEARCH` names the field).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

LIMIT = 40
SHORTEST = 2
SEARCH = "pick_find"


class Choice(NamedTuple):
    """What the reader sees of one: the value of the field, the name, a quiet word beside it."""

    value: Any
    label: str
    note: str = ""
    is_offered: bool = True
    """Whether a form may still name this one: somebody who has left is shown, and not taken."""


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


def asked(name: str) -> str:
    """The name of the search box beside a field."""
    return f"{name}_q"


def shown(of: Source, user, text: str, kept: list[Choice], accepts=lambda values: values) -> dict:
    """What stands under the search box: those chosen first, then those found; `is_cut` when there are more."""
    found = []
    if len(text) >= SHORTEST:
        taken = {str(one.value) for one in kept}
        for one in of.find(user, text):
            if str(one.value) not in taken:
                found.append(one)
            if len(found) > LIMIT:
                break
    cut, may = len(found) > LIMIT, set(accepts([one.value for one in found])) if found else set()
    return {
        "chosen": kept,
        "found": [one for one in found[:LIMIT] if one.value in may],
        "is_cut": cut,
        "text": text,
    }


def given(values) -> list:
    return [one for one in (values if isinstance(values, list | tuple) else [values]) if one not in (None, "")]


class PickWidget(forms.CheckboxSelectMultiple):
    """Ticks where several are chosen, rounds where one is."""

    def __init__(self, code: str, *, many=True):
        super().__init__()
        self.code, self.many, self.text, self.known = code, many, "", {}

    def choose(self, values) -> list[Choice]:
        """Those of `values` whom the source knows, asked once."""
        new = [one for one in map(str, given(values)) if one not in self.known]
        if new:
            self.known = self.known | dict.fromkeys(new) | {str(c.value): c for c in _sources[self.code].named(new)}
        return [found for one in map(str, given(values)) if (found := self.known[one])]

    def accepts(self, values):
        """The field's rows say who may be chosen at all."""
        rows = getattr(self.choices, "queryset", None)
        return values if rows is None else set(rows.filter(pk__in=values).values_list("pk", flat=True))

    def render(self, name, value, attrs=None, renderer=None):
        attrs = self.build_attrs(self.attrs, attrs)
        under = shown(_sources[self.code], None, self.text, self.choose(value), self.accepts)
        context = {"name": name, "code": self.code, "many": self.many, "id": attrs.get("id") or f"id_{name}"}
        context |= {"optional": not self.is_required, "disabled": attrs.get("disabled"), "asked": asked(name)}
        return render_to_string("ui/pick.html", context | under | {"invalid": attrs.get("aria-invalid")})

    def value_from_datadict(self, data, files, name):
        self.text = (data.get(asked(name)) or "").strip()[:80]
        return super().value_from_datadict(data, files, name) if self.many else data.get(name)

    def value_omitted_from_data(self, data, files, name):
        return False

    def id_for_label(self, id_, index=None):
        return id_


class PickField(forms.ModelMultipleChoiceField):
    """Several rows of `queryset`, which says who may be chosen at all; the source says how they are found."""

    def __init__(self, source: str, **kwargs):
        super().__init__(**({"queryset": None, "widget": PickWidget(source)} | kwargs))


class PickOneField(forms.ModelChoiceField):
    def __init__(self, source: str, **kwargs):
        super().__init__(**({"queryset": None, "widget": PickWidget(source, many=False)} | kwargs))


class PickNumberField(forms.Field):
    """One person by number, as a draft's payload names them; the source says who may be chosen."""

    default_error_messages = {"invalid": _("Choose one of those found.")}

    def __init__(self, source: str, **kwargs):
        super().__init__(**({"widget": PickWidget(source, many=False)} | kwargs))

    def clean(self, value):
        value = super().clean(value)
        if value in self.empty_values:
            return None
        chosen = self.widget.choose(value)
        if not chosen or not chosen[0].is_offered:
            raise ValidationError(self.error_messages["invalid"], "invalid")
        return chosen[0].value


class PickNumbersField(PickNumberField):
    """Several people by number."""

    def __init__(self, source: str, **kwargs):
        super().__init__(source, **({"widget": PickWidget(source)} | kwargs))

    def clean(self, value):
        forms.Field.clean(self, value)
        chosen = self.widget.choose(value or [])
        if len(chosen) < len(given(value)) or not all(one.is_offered for one in chosen):
            raise ValidationError(self.error_messages["invalid"], "invalid")
        return [one.value for one in chosen]


def ask_once(forms_) -> None:
    """The lines of a table ask each source once for all whom they name, not once a line."""
    found: dict[str, list] = {}
    for form in forms_:
        for bound in form:
            if isinstance(bound.field.widget, PickWidget):
                found.setdefault(bound.field.widget.code, []).append((bound.field.widget, bound.value()))
    for pairs in found.values():
        first = pairs[0][0]
        first.choose([one for _widget, value in pairs for one in given(value)])
        for widget, _value in pairs:
            widget.known = first.known


def box(code: str, name: str, data) -> str:
    """The choice of one without a form: a row of a page that reads what was sent by itself."""
    widget = PickWidget(code, many=False)
    value = widget.value_from_datadict(data, None, name)
    return widget.render(name, value, {"id": f"id_{name}"})


class Searching:
    """A form whose search button was pressed is not sent yet: it comes back with those found, and nothing is wrong."""

    @cached_property
    def is_searching(self) -> bool:
        return self.is_bound and SEARCH in self.data

    def full_clean(self):
        super().full_clean()
        if self.is_searching:
            self._errors.clear()

    def is_valid(self):
        return super().is_valid() and not self.is_searching

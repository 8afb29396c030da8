import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from schoolmis.ui import dates

from .columns import follow


@dataclass(frozen=True)
class Choice:
    """One of some values. `choices`: pairs, or callable(request) → pairs; `apply`: a field, or callable(qs, value).

    `default` holds while the address says nothing; `?code=` (present, empty) then means all.
    """

    code: str
    label: Any
    choices: Any = ()
    apply: str | Callable | None = None
    default: Any = ""
    all_label: Any = _("All")

    def options(self, request):
        pairs = self.choices(request) if callable(self.choices) else self.choices
        return [(str(value), label) for value, label in pairs if value not in (None, "")]

    def chosen(self, request, options):
        """The value in force: the address's, when it is one of the options, else the default."""
        value = request.GET.get(self.code, str(self.default))
        return value if any(value == option for option, _label in options) else ""

    def narrow(self, rows, value):
        apply = self.apply or self.code
        if callable(apply):
            return apply(rows, value)
        if hasattr(rows, "filter"):
            return rows.filter(**{apply: value})
        return [row for row in rows if str(follow(row, apply)) == value]

    def word(self, value, options):
        return next((label for option, label in options if option == value), value)

    def field(self, value, options):
        items = [("", self.all_label, ""), *((v, label, "") for v, label in options)]
        drawn = format_html_join(
            "", '<option value="{}"{}>{}</option>', ((v, _selected(v == value), label) for v, label, _x in items)
        )
        return format_html('<select class="in" id="f-{}" name="{}">{}</select>', self.code, self.code, drawn)


@dataclass(frozen=True)
class Day(Choice):
    """A date: `apply` is a lookup such as "on__gte", or callable(qs, date)."""

    def options(self, request):
        return []

    def chosen(self, request, options):
        value = request.GET.get(self.code, str(self.default or ""))
        try:
            return datetime.date.fromisoformat(value).isoformat()
        except ValueError:
            return ""

    def narrow(self, rows, value):
        day = datetime.date.fromisoformat(value)
        return self.apply(rows, day) if callable(self.apply) else rows.filter(**{self.apply or self.code: day})

    def word(self, value, options):
        return f"{self.label}: {dates.date_short(datetime.date.fromisoformat(value))}"

    def field(self, value, options):
        return format_html('<input class="in" type="date" id="f-{}" name="{}" value="{}">', self.code, self.code, value)


def _selected(is_it):
    return mark_safe(" selected") if is_it else ""

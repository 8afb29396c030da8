import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.template.loader import get_template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from schoolmis.ui import dates, numbers
from schoolmis.ui.templatetags.ui import badge_html
from schoolmis.ui.tones import tone_of


def follow(obj, path):
    """`a.b.c` (or `a__b__c`) from obj; methods are called, a missing link in the middle gives None."""
    for part in path.replace("__", ".").split("."):
        obj = obj.get(part) if isinstance(obj, dict) else getattr(obj, part, None)
        if callable(obj) and not isinstance(obj, type):
            obj = obj()
        if obj is None:
            return None
    return obj


def as_text(value):
    """A value as the reader sees it: dates short, numbers with a comma, yes and no in words."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime):
        return dates.moment(value)
    if isinstance(value, datetime.date):
        return dates.date_short(value)
    if isinstance(value, datetime.time):
        return dates.clock_time(value)
    if isinstance(value, (Decimal, float)):
        return numbers.decimal(value, max(0, -Decimal(str(value)).as_tuple().exponent))
    return str(value)


@dataclass(frozen=True)
class Column:
    """One column. `value`: a path or callable(row), by default the code itself.

    `sort`: the queryset's field or fields, `-` in front reverses; `cell`: callable(row) → safe HTML;
    `link`: callable(row) → address or ""; `tone`: callable(row) → status or tone, draws a badge; `cls`: its CSS;
    `export=False` keeps it off the workbook, `show=False` off the screen; `width`: the workbook's, in characters.
    """

    code: str
    title: Any
    value: str | Callable | None = None
    sort: str | tuple | None = None
    cls: str = ""
    link: Callable | None = None
    tone: Callable | None = None
    cell: Callable | None = None
    cell_template: str | None = None
    export: bool = True
    show: bool = True
    width: int = 0

    def get(self, row):
        value = self.value or self.code
        return value(row) if callable(value) else follow(row, value)

    def sort_fields(self):
        return (self.sort,) if isinstance(self.sort, str) else tuple(self.sort or ())

    def html(self, row):
        """The escaped inside of this row's cell."""
        if self.cell:
            inner = conditional_escape(self.cell(row))
        elif self.cell_template:
            return mark_safe(get_template(self.cell_template).render({"row": row, "value": self.get(row)}))
        else:
            value = self.get(row)
            if self.tone:
                inner = badge_html(as_text(value), tone_of(self.tone(row)))
            else:
                inner = conditional_escape(value if hasattr(value, "__html__") else as_text(value))
        if self.link and inner and (address := self.link(row)):
            return format_html('<a class="plain" href="{}">{}</a>', address, inner)
        return inner


def rows_html(columns, rows, row_class=None):
    """All `<tr>` of a page in one string: a template include per cell costs ten times as much."""
    plan = [(column, _opening(column), "</th>" if "name" in column.cls.split() else "</td>") for column in columns]
    out = []
    for row in rows:
        css = row_class(row) if row_class else ""
        out.append(format_html('<tr class="{}">', css) if css else "<tr>")
        for column, start, end in plan:
            out += (start, column.html(row), end)
        out.append("</tr>\n")
    return mark_safe("".join(out))


def _opening(column):
    css = conditional_escape(column.cls)
    if "name" in column.cls.split():
        return f'<th scope="row" class="{css}">'
    return f'<td class="{css}">' if css else "<td>"

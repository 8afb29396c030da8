"""The rows of an upload as a list: what each becomes, and why."""

from dataclasses import replace

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from schoolmis.access import Role
from schoolmis.imports import kinds
from schoolmis.imports.staging import FIELDS, State
from schoolmis.people.models import Category, Education, Employment, Sex
from schoolmis.people.names import fold
from schoolmis.ui.lists import Choice, Column, List

SHOWS = [
    (State.NEW.value, _("New")),
    (State.CHANGED.value, _("Changed")),
    (State.REMOVED.value, _("Taken out")),
    (State.REFUSED.value, _("Refused")),
    ("warned", _("With a remark")),
    (State.UNCHANGED.value, _("Unchanged")),
]


PLACE_STATES = [State.NEW, State.CHANGED, State.REMOVED, State.UNCHANGED, State.REFUSED]
WORDS = {
    "sex": Sex.choices,
    "role": Role.choices,
    "education": Education.choices,
    "category": Category.choices,
    "employment": Employment.choices,
}


def shown(rows, value):
    return [row for row in rows if (row.warned if value == "warned" else row.state == value)]


def details(row):
    """Reasons of a refusal and remarks; then what changes, the stored value struck out."""
    tone = "bad" if row.state == State.REFUSED else "warn"
    faults = ((tone, FIELDS.get(fault.field, ""), fault.reason) for fault in row.faults)
    told = format_html_join("", '<span class="sub"><b class="{}">{}</b> {}</span>', faults)
    changes = ((FIELDS.get(code, code), _old(word(code, old)), word(code, new)) for code, old, new in row.changes)
    return told + format_html_join("", '<span class="sub">{}: {}<ins>{}</ins></span>', changes)


def word(code, value):
    """Stored codes in the reader's words; everything else as it stands."""
    return dict(WORDS.get(code, ())).get(value, value)


def _old(value):
    return format_html("<del>{}</del> → ", value) if value else mark_safe("")


class RowList(List):
    title = _("Rows of the file")
    columns = [
        Column("title", _("Name"), value=lambda row: row.title or "—", cls="name"),
        Column("row", _("Row"), cell=lambda row: f"№ {row.row}" if row.row else "—", sort="row", cls="num"),
        Column("sheet", _("Sheet"), cls="off"),
        Column("place", _("Class")),
        Column("details", _("What and why"), cell=details),
        Column("state", _("State"), value="state_label", tone=lambda row: row.tone, cls="end"),
    ]
    filters = [Choice("show", _("Show"), choices=SHOWS, apply=shown)]
    search_hint = _("Name, class or row number")
    empty = _("No rows.")

    def search(self, rows, text):
        sought = fold(text)
        return [row for row in rows if sought in fold(row.title) or sought == fold(row.place) or text == str(row.row)]


def row_list(upload) -> RowList:
    """The list of staff has positions where students have a class."""
    staged, kind = upload.staged_rows, kinds.registry.get(upload.kind)
    if kind and kind.title:
        for row in staged:
            row.title = kind.title(row)
    rows = RowList(staged)
    if kind and kind.title:
        title = _("Lesson")
        rows.columns = [replace(one, title=title) if one.code == "title" else one for one in RowList.columns]
    if upload.kind == "staff":
        title = _("Class, position")
        rows.columns = [replace(one, title=title) if one.code == "place" else one for one in RowList.columns]
    return rows


def by_place(rows) -> list[tuple[str, list[int]]]:
    """[(class, how many rows of each of PLACE_STATES)] in the file's order of classes."""
    found: dict[str, list[int]] = {}
    for row in rows:
        line = found.setdefault(row.place or "—", [0] * len(PLACE_STATES))
        line[PLACE_STATES.index(row.state)] += 1
    return list(found.items())

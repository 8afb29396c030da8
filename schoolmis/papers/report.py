"""A report is declared: columns and rows once, and page, workbook and PDF follow (law 9)."""

from dataclasses import replace

from django.utils import translation
from django.utils.functional import Promise

from .letterhead import current
from .sheets import Band, Column, Document, Heading, Sheet

_reports = {}
_export = []


def export_by(permission):
    """Once, from above: the right by which reports leave as XLSX or CSV, unless a report names its own."""
    _export[:] = [permission]


class Report:
    """Subclass, fill in, `register`. Everything is called with the paper's language active.

    `code` is `<app label>.<name>`; `permission` is anything with `allows(user, obj=None)` that answers
    an object with `.ok` and `.reason`; `form_class` a Django form that takes `user=`.
    """

    code = ""
    title = ""
    about = ""
    permission = None
    form_class = None
    landscape = False
    numbered = True
    template = "papers/report.html"
    ready = ()

    @property
    def export_permission(self):
        """The right to take it out as XLSX or CSV (R1-3.1e)."""
        return _export[0] if _export else None

    def sections(self, params):
        """One set of parameters per sheet: a report of all classes answers one per class."""
        return [params]

    def of_page(self, params):
        """What the page draws of `params`, where it draws less than a file holds."""
        return params

    def parts(self, params):
        """`sections`, read once for the question of rights and for the paper; kept in `params`."""
        if "_parts" not in params:
            params["_parts"] = list(self.sections(params))
        return params["_parts"]

    def subject(self, params):
        """What the permission is asked about for one section; None: only whether the report may be opened."""

    def columns(self, params):
        raise NotImplementedError

    def rows(self, params):
        """Dicts by column key, sequences in column order, or `Band`s."""
        raise NotImplementedError

    def totals(self, params, rows):
        """Footer rows, like `rows`; `rows` are those of the sheet, without bands, as `rows()` gave them."""
        return []

    def heading(self, params, lang):
        return Heading(title=str(self.title))

    def heavy(self, params):
        """True: downloads become a job, the page shows the first sheets only."""
        return False

    def file_name(self, params):
        return self.code.replace(".", "-").replace("_", "-")

    def build(self, params, lang, limit=None, on_sheet=None):
        """The whole report as data; `limit` makes the first sheets only and counts the rest.

        `on_sheet(done, total)` is told after each sheet.
        """
        with translation.override(lang):
            sections, sheets = self.parts(params), []
            for section in sections[:limit]:
                sheets.append(self._sheet(section, lang))
                if on_sheet:
                    on_sheet(len(sheets), len(sections))
            return Document(
                code=self.code,
                title=str(self.title),
                lang=lang,
                sheets=tuple(sheets),
                landscape=self.landscape,
                left_out=len(sections) - len(sheets),
            )

    def _sheet(self, params, lang):
        columns = tuple(self.columns(params))
        source = list(self.rows(params))
        plain = [row for row in source if not isinstance(row, Band)]
        heading = self.heading(params, lang)
        if not heading.left:
            head = current(lang)
            heading = replace(heading, left=tuple(line for line in (head.school, head.place) if line))
        rows = [row if isinstance(row, Band) else _cells(row, columns) for row in source]
        footers = [_cells(row, columns) for row in self.totals(params, plain)]
        if self.numbered:
            columns = (Column("number", "№", kind="int", width=8), *columns)
            rows = _numbered(rows)
            footers = [(None, *row) for row in footers]
        return Sheet(heading, _plain_titles(columns), tuple(rows), tuple(footers), name=heading.title)


def _cells(row, columns):
    """The row's values; a lazy word becomes text now, for the data outlive the active language."""
    row = tuple(row.get(column.key) for column in columns) if isinstance(row, dict) else tuple(row)
    if len(row) != len(columns):
        raise ValueError(f"a row of {len(row)} cells for {len(columns)} columns")
    return tuple(str(value) if isinstance(value, Promise) else value for value in row)


def _numbered(rows):
    number, out = 0, []
    for row in rows:
        if not isinstance(row, Band):
            number += 1
            row = (number, *row)
        out.append(row)
    return out


def _plain_titles(columns):
    """Lazy titles become text now, as in `_cells`."""
    return tuple(replace(column, title=str(column.title), group=str(column.group)) for column in columns)


def register(report_class):
    """Class decorator: one instance per code, refused twice."""
    code = report_class.code
    if code in _reports and type(_reports[code]) is not report_class:
        raise ValueError(f"report {code} is registered twice")
    _reports[code] = report_class()
    return report_class


def get(code):
    """The report of that code, or None."""
    return _reports.get(code)


def every():
    """All reports by code; for tests of the house."""
    return dict(sorted(_reports.items()))


def catalogue(user):
    """Reports this user may open, by code."""
    return [report for report in every().values() if report.permission.allows(user).ok]


def build(code, params, lang):
    return get(code).build(params, lang)

"""What a file is read into, and why it may not be readable."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

MOST_ROWS = 20_000
MOST_COLUMNS = 100

SENTENCES = {
    "no_file": _("The file “%(name)s” cannot be opened."),
    "empty": _("The file is empty. Choose the file with the list."),
    "too_large": _("The file is larger than 20 MB. Send the list without pictures, or in parts."),
    "too_many_rows": _("The file has more than 20 000 rows. Send the list in parts."),
    "old_excel": _(
        "This is an old Excel file (.xls). Open it and save it as “Excel Workbook (.xlsx)”, then send that."
    ),
    "encrypted": _("The workbook is protected by a password. Remove the password in Excel and send it again."),
    "macros": _("The workbook contains macros. Save it as “Excel Workbook (.xlsx)” without macros and send that."),
    "open_document": _("This is a LibreOffice table (.ods). Save it as “Excel 2007–365 (.xlsx)” and send that."),
    "web_page": _(
        "This is a web page, not a table. Open it in Excel, save it as “Excel Workbook (.xlsx)” and send that."
    ),
    "not_a_table": _("This is not a table. Send an Excel workbook (.xlsx) or a CSV file."),
    "damaged": _("The workbook is damaged. Open it in Excel, save it again and send the new file."),
    "unsafe": _(
        "The workbook unpacks to far more than a list needs, so it was not opened. Copy the list to a new workbook."
    ),
    "no_heading": _(
        "No row with column headings was found in the first %(rows)s rows. The list needs at least: %(needed)s."
    ),
}


class Unreadable(Exception):
    """The whole file cannot be used. `code` is stable, str() is a sentence in the reader's language."""

    def __init__(self, code: str, **values):
        self.code, self.values = code, values
        super().__init__(code)

    def __str__(self):
        return str(SENTENCES[self.code]) % self.values


class Row(NamedTuple):
    """`number` is the row's number in the file, from 1; `cells` hold str, int, float, bool, date, datetime or None."""

    number: int
    cells: tuple


@dataclass
class Table:
    """A sheet of a workbook or a CSV file (`name` is then ""). Blank rows are left out."""

    name: str
    rows: list[Row] = field(default_factory=list)

    def add(self, number: int, cells) -> None:
        cells = list(cells)[:MOST_COLUMNS]
        while cells and _blank(cells[-1]):
            cells.pop()
        if not cells:
            return
        if len(self.rows) >= MOST_ROWS:
            raise Unreadable("too_many_rows")
        self.rows.append(Row(number, tuple(cells)))


def _blank(cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip("\u200b\ufeff \t\r\n\xa0"))

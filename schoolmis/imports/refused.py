"""The refused rows as a workbook: the school's own headings and cells, the reason beside, to mend and send again."""

import io
import re

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.styles import Alignment, Font, PatternFill

from .records import Found

REASON_WIDTH = 60


def refused_workbook(found: Found, outcomes) -> bytes:
    """XLSX bytes, one sheet for each list with refused rows. An outcome whose `row` is None was refused."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheets: dict[tuple[str, str], object] = {}
    for outcome in outcomes:
        if outcome.row is not None:
            continue
        record = outcome.record
        key = record.sheet, record.kind
        if key not in sheets:
            sheets[key] = _sheet(book, found, key)
        sheet, width = sheets[key]
        cells = [*record.cells, *[None] * (width - len(record.cells))][:width]
        told = "; ".join(dict.fromkeys(fault.reason for fault in outcome.faults))
        section = [record.section] if _needs_class(found, key) else []
        _write(sheet, [told, record.row, *section, *cells])
        for fault in outcome.faults:
            place = found.columns[key].get(fault.field)
            if place is not None:
                sheet.cell(sheet.max_row, 3 + len(section) + place).fill = PatternFill("solid", fgColor="FFF2CC")
    if not sheets:
        book.create_sheet(_("Refused rows"))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _needs_class(found: Found, key) -> bool:
    return key[1] == "contingent" and "class" not in found.columns[key]


def _sheet(book, found: Found, key):
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", key[0])[:31] or _("Refused rows"))
    heading = list(found.headings[key].cells)
    section = ["Классы"] if _needs_class(found, key) else []
    _write(sheet, [_("Why refused"), _("Row in the file"), *section, *heading])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = REASON_WIDTH
    sheet.freeze_panes = "A2"
    return sheet, len(heading)


def _write(sheet, cells) -> None:
    """Text stays text: a cell that begins with = must not come back as a formula."""
    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet.cell(1, 1).value is not None else 1
    for column, value in enumerate(cells, 1):
        cell = sheet.cell(row, column)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
            cell.number_format = "@" if value[:1].isdigit() else "General"

"""Exactly what is filtered, all pages, as a workbook or as text for other programs."""

import csv
import datetime
import io
from decimal import Decimal

from django.http import HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from ..plain import safe_text
from .columns import as_text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_text(value):
    """A number stays a number (−5,5); only text is defused."""
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return str(value).replace(".", ",")
    return safe_text(as_text(value))


def as_csv(columns, rows, name):
    """UTF-8 with a byte order mark and semicolons: what Excel opens rightly in ky and ru."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe_text(str(column.title)) for column in columns])
    writer.writerows([csv_text(column.get(row)) for column in columns] for row in rows)
    return _attachment("\ufeff" + out.getvalue(), "text/csv; charset=utf-8", f"{name}.csv")


def as_xlsx(columns, rows, name, title, mark=""):
    """`mark` stands at the foot of each printed page and in the file's properties, never among the rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_title(title))
    sign(book, [sheet], mark)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width or max(12, len(str(column.title)) + 4)
    sheet.append([_bold(sheet, column.title) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, column.get(row)) for column in columns])
    out = io.BytesIO()
    book.save(out)
    return _attachment(out.getvalue(), XLSX, f"{name}.xlsx")


def sign(book, sheets, mark):
    """Who took the workbook out: printed below each page, and read in its properties."""
    if mark:
        book.properties.description = mark
        for sheet in sheets:
            sheet.oddFooter.left.text, sheet.oddFooter.left.size = mark.replace("&", "&&"), 8


def _bold(sheet, title):
    cell = WriteOnlyCell(sheet, safe_text(str(title)))
    cell.data_type = "s"
    cell.font = Font(bold=True)
    return cell


def _cell(sheet, value):
    """Numbers and dates keep their type; text is marked as text, so that +996… is a telephone and not a sum."""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        value = timezone.make_naive(value)
    if isinstance(value, datetime.datetime):
        return _dated(sheet, value, "DD.MM.YYYY HH:MM")
    if isinstance(value, datetime.date):
        return _dated(sheet, value, "DD.MM.YYYY")
    if value is None or (isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)):
        return value
    cell = WriteOnlyCell(sheet, safe_text(as_text(value)))
    cell.data_type = "s"
    return cell


def _dated(sheet, value, pattern):
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = pattern
    return cell


def _sheet_title(title):
    return "".join(c for c in str(title) if c not in "[]:*?/\\'")[:31] or "1"


def _attachment(content, kind, name):
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

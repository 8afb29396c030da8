"""A report as a workbook: numbers stay numbers, the head repeats in print, the same data gives the same bytes."""

import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from schoolmis.ui.lists.export import sign as marked
from schoolmis.ui.plain import safe_text

from . import fonts, pdf
from .sheets import Band, on_paper
from .values import PLACES, low, own_places, places
from .words import word

A4 = 9
MOMENT = (2000, 1, 1, 0, 0, 0)
THIN, THICK = Side(style="thin", color="777777"), Side(style="medium")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
TOTAL = Border(left=THIN, right=THIN, top=THICK, bottom=THIN)
FACE, SIZE = "Calibri", 11
BOLD, PLAIN = Font(name=FACE, size=SIZE, bold=True), Font(name=FACE, size=SIZE)
LOW = Font(name=FACE, size=SIZE, bold=True, underline="single")
TITLE = Font(name=FACE, size=14, bold=True)
MEASURED = 10
"""Points of the paper's letters that are as broad as those of the workbook."""
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def render(document):
    """The document as XLSX bytes, one worksheet per sheet."""
    document, book = on_paper(document), Workbook()
    book.remove(book.active)
    book.properties.title, book.properties.creator = document.title, ""
    names = set()
    fonts.register()
    for sheet in document.sheets:
        _sheet(book.create_sheet(_name(sheet.name or document.title, names)), sheet, document)
    marked(book, book.worksheets, document.mark)
    return pack(book)


def pack(book):
    """Bytes of a workbook without the moment of writing in them."""
    out = BytesIO()
    with _Still(out, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return out.getvalue()


class _Still(ZipFile):
    """A zip in which time stands still."""

    def writestr(self, name, data, *args, **kwargs):
        if name == "docProps/core.xml":
            data = data if isinstance(data, bytes) else data.encode()
            data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", data)
        info = ZipInfo(name, MOMENT)
        info.compress_type = zipfile.ZIP_DEFLATED
        super().writestr(info, data, *args, **kwargs)

    def write(self, filename, arcname=None, *args, **kwargs):
        self.writestr(arcname or filename, Path(filename).read_bytes())


def _name(wanted, taken):
    """A worksheet's name: at most 31 signs, none of []:*?/\\, each once."""
    base = FORBIDDEN.sub(" ", wanted).strip().strip("'")[:31] or "1"
    name, number = base, 1
    while name.lower() in taken:
        number += 1
        name = f"{base[: 31 - len(str(number)) - 1]} {number}"
    taken.add(name.lower())
    return name


def _sheet(page, sheet, document):
    """The table stands as on its paper, as much larger as the letters are: so it prints on as many pages."""
    head, grid, sign = pdf.laid(sheet, document)
    _wide, high = grid.wrap(head.width, 0)
    scale = MEASURED / grid.size
    columns, heading, lang = sheet.columns, sheet.heading, document.lang
    last, wide = len(columns), head.width * scale
    row = _above(page, heading, lang, last, wide)
    top = row
    grouped = any(column.group for column in columns)
    _heads(page, columns, row, grouped)
    if grid.head_height:
        page.row_dimensions[row + grouped].height = round((grid.head_height - grid.group_height) * scale)
    if grouped:
        page.row_dimensions[row].height = round(grid.group_height * scale)
    row += 2 if grouped else 1
    page.freeze_panes = page.cell(row, _frozen(columns) + 1)
    for content, laid in zip([*sheet.rows, *sheet.footers], grid.rows, strict=True):
        if isinstance(content, Band):
            page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
            write(page.cell(row, 1), content.title, font=BOLD)
        else:
            _row(page, row, content, columns, foot=laid.foot, first=laid.thick)
        if any(len(lines) > 1 for lines, *_look in laid.lines):
            page.row_dimensions[row].height = round(laid.height * scale)
        row += 1
    _below(page, row + 1, heading, lang, last, wide)
    for place, width in enumerate(grid.widths, 1):
        page.column_dimensions[get_column_letter(place)].width = round((width * scale * 4 / 3 - 5) / 7, 2)
    room = pdf.box_of(pdf.size_of(document))[3]
    _print(page, document, top, grouped, one=high + head.height + sign.height <= room + 1)


def _above(page, heading, lang, last, wide):
    """School at the left, approval at the right (below it where the table is narrow), title over all columns."""
    approval = []
    if heading.approve:
        approve = heading.approve
        approval = [approve.word or word("approve", lang), f"{approve.post} ____________________ {approve.name}"]
        approval.append(word("approved_on", lang))
    for row, line in enumerate(heading.left, 1):
        write(page.cell(row, 1), line)
    row, side = len(heading.left) + 1, 1
    if last > 5:
        row, side = 1, last
    for line in approval:
        write(page.cell(row, side), line, alignment=Alignment(horizontal="left" if side == 1 else "right"))
        row += 1
    row = max(row, len(heading.left) + 1)
    for text, font in ((heading.title, TITLE), (heading.subtitle, PLAIN)):
        if text:
            _across(page, row, text, last, wide, font=font, horizontal="center")
            row += 1
    return row + 1


def _below(page, row, heading, lang, last, wide):
    for note in heading.notes:
        _across(page, row, note, last, wide)
        row += 1
    for one in heading.signatures:
        row += 1
        write(page.cell(row, 1), f"{one.post} ____________________ {one.name}")
    if heading.stamp:
        write(page.cell(row + 2, 1), word("stamp", lang))


def _across(page, row, text, last, wide, font=PLAIN, horizontal="left"):
    """A line over all columns, as high as its text needs: a program of tables does not grow merged cells."""
    page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
    write(
        page.cell(row, 1), text, font=font, alignment=Alignment(horizontal=horizontal, vertical="top", wrap_text=True)
    )
    lines = len(fonts.wrap(text, fonts.BOLD if font.bold else fonts.PLAIN, font.size * MEASURED / SIZE, wide))
    if lines > 1 or font.size > SIZE:
        page.row_dimensions[row].height = round(lines * font.size * 1.4)


def _heads(page, columns, row, grouped):
    centre = Alignment(horizontal="center", vertical="bottom", wrap_text=True)
    turned = Alignment(horizontal="center", vertical="bottom", text_rotation=90, wrap_text=True)
    place = 0
    while place < len(columns):
        column, end = columns[place], place + 1
        if column.group:
            while end < len(columns) and columns[end].group == column.group:
                end += 1
            if end - place > 1:
                page.merge_cells(start_row=row, end_row=row, start_column=place + 1, end_column=end)
            write(page.cell(row, place + 1), column.group, font=BOLD, alignment=centre)
            for inner in range(place, end):
                page.cell(row, inner + 1).border = BOX
                _head(page.cell(row + 1, inner + 1), columns[inner], turned, centre)
        else:
            _head(page.cell(row, place + 1), column, turned, centre)
            if grouped:
                page.cell(row + 1, place + 1).border = BOX
                page.merge_cells(start_row=row, end_row=row + 1, start_column=place + 1, end_column=place + 1)
        place = end


def _head(cell, column, turned, centre):
    write(cell, column.title, font=BOLD, alignment=turned if column.turned else centre, border=BOX)


def _row(page, row, content, columns, foot=False, first=False):
    for place, (value, column) in enumerate(zip(content, columns, strict=True), 1):
        strong = column.strong or (foot and column.kind != "text")
        font = LOW if low(value, column) and not foot else BOLD if strong else PLAIN
        wide = Alignment(horizontal=column.side, vertical="top", wrap_text=column.kind == "text")
        write(page.cell(row, place), value, column=column, font=font, alignment=wide, border=TOTAL if first else BOX)


def write(cell, value, column=None, font=PLAIN, alignment=None, border=None):
    """One cell: numbers and dates as themselves, a mark «4» as a number, text never as a formula."""
    cell.font = font
    if alignment:
        cell.alignment = alignment
    if border:
        cell.border = border
    if value is None or value == "":
        return
    if column and column.kind in ("mark", "int") and isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value) if len(value) < 10 and (value == "0" or value[0] != "0") else value
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
    if isinstance(value, date):
        cell.value, cell.number_format = value, "dd.mm.yyyy"
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        cell.value = value
        if column and column.kind in PLACES:
            cell.number_format = _format(column)
        elif not isinstance(value, int):
            digits = own_places(value)
            cell.number_format = f"0.{'0' * digits}" if digits else "0"
    else:
        cell.value = safe_text(value)
        cell.data_type = "s"
        cell.quotePrefix = str(value).startswith(("=", "+", "-", "@"))


def _format(column):
    digits = places(column)
    plain = ("#,##0" if column.kind == "money" else "0") + ("." + "0" * digits if digits else "")
    return f"+{plain};-{plain};{plain}" if column.signed else plain


def _frozen(columns):
    """How many columns stay at the left: № and the first text."""
    return next((place + 1 for place, column in enumerate(columns) if column.kind == "text"), 0)


def _print(page, document, top, grouped, one):
    """`one`: the sheet is one page on paper, so it is one here."""
    setup = page.page_setup
    setup.paperSize, setup.orientation = A4, "landscape" if document.landscape else "portrait"
    setup.fitToWidth, setup.fitToHeight = 1, int(one)
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{top}:{top + grouped}"
    margins = page.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.79, 0.39, 0.39, 0.5
    page.oddFooter.right.text = f"{word('page', document.lang)} &P / &N"

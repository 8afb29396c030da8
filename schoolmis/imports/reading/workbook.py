"""An XLSX workbook → tables. Values, not formulas; visible sheets only; a cell merged downwards fills its rows."""

import io
import re
import warnings
import zipfile

import openpyxl
from openpyxl.utils.cell import range_boundaries

from .tables import MOST_COLUMNS, MOST_ROWS, Table, Unreadable

MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"')
MOST_FILLED = 500_000
"""Cells that stand in merged ranges; an honest list has a few columns of them."""
ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}


def read_workbook(content: bytes) -> list[Table]:
    """Raises Unreadable when openpyxl cannot make sense of it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            try:
                return [_table(sheet, content) for sheet in book.worksheets if sheet.sheet_state == "visible"]
            finally:
                book.close()
    except Unreadable:
        raise
    except Exception as error:  # a damaged workbook fails in any of a hundred ways
        raise Unreadable("damaged") from error


def _table(sheet, content: bytes) -> Table:
    # Some programs write a wrong size into the sheet; without this openpyxl believes it and loses columns.
    sheet.reset_dimensions()
    table, filled = Table(sheet.title.strip()), _filled_down(sheet, content)
    held: dict[int, object] = {}
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if not cells and not filled.get(number):
            continue
        cells = [None if cell in ERRORS else cell for cell in cells[:MOST_COLUMNS]]
        for column, top in filled.get(number, {}).items():
            if number > top and column <= len(cells) + 1 and any(cell is not None for cell in cells):
                cells += [None] * (column - len(cells))
                cells[column - 1] = held.get((top, column))
        for column in filled.get(number, {}):
            if filled[number][column] == number and column <= len(cells):
                held[number, column] = cells[column - 1]
        table.add(number, cells)
    return table


def _filled_down(sheet, content: bytes) -> dict[int, dict[int, int]]:
    """{row: {column: the row that holds the value}} for cells merged over several rows of one column."""
    path = getattr(sheet, "_worksheet_path", "").lstrip("/")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        ranges = MERGED.findall(archive.read(path)) if path in archive.namelist() else []
    filled: dict[int, dict[int, int]] = {}
    room = MOST_FILLED  # a few letters a range, and each may name two thousand cells
    for ref in ranges[: MOST_COLUMNS * 100]:
        left, top, right, bottom = range_boundaries(ref.decode())
        if left == right <= MOST_COLUMNS and top < bottom <= MOST_ROWS * 2 and bottom - top < 2000:
            room -= bottom - top
            if room < 0:
                raise Unreadable("unsafe")
            for row in range(top, bottom + 1):
                filled.setdefault(row, {})[left] = top
    return filled

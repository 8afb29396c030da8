"""A report as comma-separated text for another program: semicolons and a BOM, which Excel in this country opens."""

import csv
from io import StringIO

from schoolmis.ui.plain import safe_text

from .sheets import Band
from .values import shown


def render(document):
    """Heads and rows of every sheet, without totals; several sheets get a first column with the sheet's name."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    many = len(document.sheets) > 1
    for number, sheet in enumerate(document.sheets):
        if number == 0:
            writer.writerow(([""] if many else []) + [_head(column) for column in sheet.columns])
        for row in sheet.rows:
            if not isinstance(row, Band):
                cells = [shown(value, column, document.lang) for value, column in zip(row, sheet.columns, strict=True)]
                writer.writerow([safe_text(text) for text in ([sheet.name] if many else []) + cells])
    return out.getvalue().encode("utf-8-sig")


def _head(column):
    return safe_text(f"{column.group}: {column.title}" if column.group else column.title)

"""A journal of a term as a workbook that can be filled anywhere and brought in again (journal/imports/marks)."""

import io

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from journal.cells import text_of
from journal.grid import Grid
from journal.imports.marks.words import day_heading
from schoolmis.structure.models import Group
from schoolmis.ui.dates import is_ru
from schoolmis.ui.lists.export import sign

HEADINGS = {
    "ky": {"class": "Класс", "subject": "Предмет", "group": "Топ", "name": "Аты-жөнү"},
    "ru": {"class": "Класс", "subject": "Предмет", "group": "Группа", "name": "ФИО"},
}
FIRST = 3


def workbook(grid: Grid, mark: str) -> bytes:
    """XLSX: class and subject above, students downwards, days across; a cell says what the journal's cell says."""
    words, group = HEADINGS["ru" if is_ru() else "ky"], grid.section.group
    book = Workbook()
    sheet = book.active
    sheet.title = str(grid.term)[:31]
    sign(book, [sheet], mark)
    for of in group.classes.all()[:1]:
        sheet.append([f"{words['class']}: {of}"])
    sheet.append([f"{words['subject']}: {grid.section.subject}"])
    if group.kind == Group.Kind.SUBGROUP:
        sheet.append([f"{words['group']}: {group}"])
    sheet.append(["№", words["name"], *map(day_heading, grid.columns)])
    heading = sheet.max_row
    for number, member in enumerate(grid.roster, 1):
        name = f"{member.name} {member.patronymic}".strip()
        cells = (grid.cells.get((column.id, member.id)) for column in grid.columns)
        sheet.append([number, name, *(_said(cell, grid.scale) for cell in cells)])
    for row in sheet.iter_rows(min_row=heading, min_col=FIRST):
        for cell in row:
            cell.number_format = "@"  # else the office program makes a date of 4/5
            cell.alignment = Alignment(horizontal="center")
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a group or a level that begins with = is no formula
    for cell in sheet[heading]:
        cell.font = Font(bold=True)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 5, 38
    for at in range(FIRST, FIRST + len(grid.columns)):
        sheet.column_dimensions[get_column_letter(at)].width = 13
    sheet.freeze_panes = sheet.cell(heading + 1, FIRST)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _said(cell, scale) -> str | int | None:
    if cell is None:
        return None
    first, second, absence, late, retake, *_rest = cell
    text = text_of(first, second, absence, late, retake, scale)
    return int(text) if text.isdecimal() else text or None


def file_name(grid: Grid) -> str:
    """`8-А-Алгебра-2.xlsx`, which says whose marks it holds."""
    return _("%(group)s %(subject)s %(term)s.xlsx") % {
        "group": grid.section.group,
        "subject": grid.section.subject,
        "term": grid.term.number,
    }

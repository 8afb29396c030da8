"""The timetable as the list that can be brought in again: a row for each lesson of a class in a week."""

import io

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from journal.models import Slot
from schoolmis.structure.models import AcademicYear, Group, TeachingLoad
from schoolmis.ui.dates import is_ru, weekday

HEADINGS = {
    "ky": ["Классы", "Күн", "Сабак №", "Предмет", "Мугалим", "Кабинет", "Топ", "Жумалар"],
    "ru": ["Класс", "День", "Урок №", "Предмет", "Учитель", "Кабинет", "Группа", "Недели"],
}
WIDTHS = (12, 14, 9, 34, 36, 12, 24, 10)


def rows(year: AcademicYear, day) -> list[list]:
    """Lessons in force on `day`, class after class; cells in the order of HEADINGS."""
    loads = Prefetch(
        "section__loads", TeachingLoad.objects.on(day).select_related("teacher__person"), to_attr="loads_now"
    )
    found = Slot.objects.on(day).filter(section__group__year=year).select_related("section__subject", "section__group")
    lines = []
    for slot in found.select_related("room").prefetch_related("section__group__classes", loads):
        group, classes = slot.section.group, list(slot.section.group.classes.all())
        order = [(of.grade, of.letter) for of in classes], slot.weekday, slot.number, group.name
        lines.append(
            (
                order,
                [
                    " + ".join(map(str, classes)),
                    weekday(slot.weekday).capitalize(),
                    slot.number,
                    str(slot.section.subject),
                    " / ".join(str(load.teacher.person) for load in slot.section.loads_now),
                    str(slot.room or ""),
                    str(group) if group.kind == Group.Kind.SUBGROUP else "",
                    slot.weeks or "",
                ],
            )
        )
    return [cells for _order, cells in sorted(lines, key=lambda line: line[0])]


def workbook(year: AcademicYear, day) -> bytes:
    """XLSX of the list, headed in the reader's language."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Timetable")[:31]
    sheet.append(HEADINGS["ru" if is_ru() else "ky"])
    for cells in rows(year, day):
        sheet.append(cells)
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    for cell, width in zip(sheet[1], WIDTHS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()

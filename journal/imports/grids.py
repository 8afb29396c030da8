"""Timetables as schools print them, turned into the list that is read; the file's row numbers are kept.

Two ways of printing are known: classes side by side with days and lessons downwards, and a sheet for a class with the
days side by side.
"""

import re
from dataclasses import dataclass, field

from journal.imports.words import Entry, day_of, entries, is_day_word, number_of
from schoolmis.imports.reading import Row, Table
from schoolmis.people import cells
from schoolmis.people.names import fold
from schoolmis.structure.rules import parse_classes

HEADING = Row(1, ("Классы", "Күн", "Сабак №", "Предмет", "Мугалим", "Кабинет", "Топ"))
WITHIN = 20
TITLE = re.compile(r"(?<!\d)(\d{1,2}\s*[-–—]?\s*[«\"“]?[^\W\d_][»\"”]?)\s*-?\s*(?:класс|кл\b)", re.IGNORECASE)
BESIDE = {"room": r"каб|болмо|room|ауд", "teacher": r"мугал|учит|педаг|фио", "group": r"топ|групп|подгр"}


@dataclass
class Head:
    """`lessons`: {column: class label or day}; `beside`: {column: (lesson's column, what stands there)}."""

    lessons: dict[int, object]
    by_day: bool
    beside: dict[int, tuple[int, str]] = field(default_factory=dict)

    @property
    def left(self) -> int:
        return min(self.lessons)


def unfold(table: Table) -> Table | None:
    """The list that a printed timetable says; None when the table is no such thing."""
    for place, row in enumerate(table.rows[:WITHIN]):
        head = _head(row, table, place)
        if head:
            made = Table(table.name, [HEADING._replace(number=row.number)])
            made.rows += _lessons(table, place, head)
            return made if len(made.rows) > 1 else None
    return None


def _head(row: Row, table: Table, place: int) -> Head | None:
    days = {at: day_of(cell) for at, cell in enumerate(row.cells) if is_day_word(cell)}
    if len(days) > 2:
        label = _class_of(table, place)
        return Head(days, True) if label else None
    labels = {at: cells.text(cell) for at, cell in enumerate(row.cells) if isinstance(cell, str) and _is_class(cell)}
    left = [fold(cells.text(cell)) for cell in row.cells[: min(labels, default=0)]]
    told = any(re.search(r"\bкун|день|дни|^сабак|^урок", text) for text in left)
    return Head(labels, False) if len(labels) > 1 or (labels and told) else None


def _is_class(cell) -> bool:
    return bool(parse_classes(cell)) and len(str(cell)) < 30


def _class_of(table: Table, place: int) -> str:
    if parse_classes(table.name):
        return table.name
    for row in table.rows[:place]:
        for cell in row.cells:
            text = cells.text(cell)
            if _is_class(text):
                return text
            if (found := TITLE.search(text)) and parse_classes(found[1]):
                return found[1]
    return ""


def _lessons(table: Table, place: int, head: Head):
    """Rows of the list. A day counts until the next one; a lesson without a number follows the one above it."""
    of_sheet, day, last = _class_of(table, place) if head.by_day else "", None, 0
    _beside(head, table.rows[place], table.rows[place + 1] if place + 1 < len(table.rows) else None)
    for at, row in enumerate(table.rows[place + 1 :], place + 1):
        again = _head(row, table, at)
        if again and again.by_day == head.by_day:
            head = again
            _beside(head, row, table.rows[at + 1] if at + 1 < len(table.rows) else None)
            continue
        left = row.cells[: head.left]
        told = next((day_of(cell) for cell in row.cells[: head.left + 1] if is_day_word(cell)), None)
        if told and not head.by_day:
            day, last = (told, 0) if told != day else (day, last)
        number = next((number_of(cell) for cell in left if not is_day_word(cell) and number_of(cell)), None) or last + 1
        found = [(column, one) for column in head.lessons for one in _entries(row, column, head)]
        if not found or (day is None and not head.by_day):
            continue
        last = number
        for column, one in found:
            label, on = (of_sheet, head.lessons[column]) if head.by_day else (head.lessons[column], day)
            yield Row(row.number, (label, on, number, one.subject, one.teacher, one.room, one.group))


def _entries(row: Row, column: int, head: Head) -> list[Entry]:
    cell = row.cells[column] if column < len(row.cells) else None
    if not isinstance(cell, str) or is_day_word(cell) or re.match(r"предмет|^сабак$", fold(cell)):
        return []
    found = entries(cell)
    for at, (of, what) in head.beside.items():
        if of == column and found and at < len(row.cells) and (text := cells.text(row.cells[at])):
            parts = [part.strip() for part in re.split(r"[\n/;]", text)]
            for place, one in enumerate(found):
                value = parts[place] if len(parts) == len(found) else text
                setattr(one, what, getattr(one, what) or value)
    return found


def _beside(head: Head, row: Row, below: Row | None) -> None:
    """Columns between two classes hold rooms, teachers or groups; without a heading they hold rooms."""
    lessons, width = sorted(head.lessons), max(len(row.cells), len(below.cells) if below else 0)
    for place, column in enumerate(lessons):
        after = lessons[place + 1] if place + 1 < len(lessons) else width
        for at in range(column + 1, after):
            told = " ".join(fold(cells.text(one.cells[at])) for one in (row, below) if one and at < len(one.cells))
            what = next((name for name, pattern in BESIDE.items() if re.search(pattern, told)), "room")
            head.beside[at] = column, what

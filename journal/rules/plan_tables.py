"""Pure reading of a plan out of the tables that schools keep it in (R1-4.1/2, R3-4.1/2)."""

import re
from dataclasses import dataclass, field

from journal.rules.plans import LONGEST, Line
from schoolmis.people.names import fold

HEADINGS = [
    ("index", re.compile(r"^(n|п п|n п п|катар\w*( саны| номери)?|ирет\w*|т б|сабак n|урок n|n урока|n сабак\w*)$")),
    ("topic", re.compile(r"\bтем\w*|наименование раздел|содержание (урока|материал)|сабактын (ат|мазмун)|^topic$")),
    ("homework", re.compile(r"уй\w* (тапшырма|иш)\w*|домашн|^д з$|^у т$|homework|^задание")),
    ("hours", re.compile(r"саат|час|^кол во|^саны$|hours")),
    ("part", re.compile(r"^бол[уо]м\w*$|^раздел\w*$|^глава$|^бап$|^модул\w*$|^part$")),
]
TOTAL = re.compile(r"^(баардыг\w*|бардыг\w*|жалпы|жыйынтыг\w*|всего|итого|барлыг\w*)\b")
SEARCHED = 12


@dataclass
class Found:
    """Lines of a plan, how many rows had no topic, and the hours that could not be read: (row, what stood there)."""

    lines: list[Line] = field(default_factory=list)
    unclear: list[tuple[int, str]] = field(default_factory=list)


def read_tables(tables) -> Found | None:
    """R1-4.1/2: the plan in `tables` of (number, cells) rows, one after another; None without a topic column.

    A table without a heading of its own goes on with the columns of the one before: Word splits long tables.
    """
    found, columns, part = Found(), None, ""
    for rows in tables:
        rows = list(rows)
        at, own = _heading(rows)
        columns = own or columns
        if columns is None:
            continue
        for number, cells in rows[at:]:
            part = _row(found, columns, part, number, [_plain(cell) for cell in cells])
    return found if columns else None


def _heading(rows) -> tuple[int, dict | None]:
    """(rows to leave out, {field: column}) of the first row with a topic column; a second row of a heading is left."""
    for at, (_number, cells) in enumerate(rows[:SEARCHED]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(cells):
            name = _field(cell)
            if name and name not in columns:
                columns[name] = place
        if "topic" in columns and len([cell for cell in cells if _plain(cell)]) > 1:
            below = rows[at + 1][1] if at + 1 < len(rows) else ()
            is_second = below and not _cell([_plain(cell) for cell in below], columns["topic"])
            is_second = is_second and len([cell for cell in below if _plain(cell)]) > 1
            return at + 1 + bool(is_second), columns
    return 0, None


def _field(cell) -> str | None:
    text = _plain(cell)
    if not text or len(text) > 80:
        return None
    folded = fold(text.replace("№", " n "))
    return next((name for name, pattern in HEADINGS if pattern.search(folded)), None)


def _row(found, columns, part, number, cells) -> str:
    """One row into `found`; the part it stands in."""
    filled = [cell for cell in cells if cell]
    topic = _cell(cells, columns["topic"])
    if not filled or TOTAL.match(fold(filled[0])) or (topic and TOTAL.match(fold(topic))):
        return part
    if "part" in columns and (told := _cell(cells, columns["part"])):
        part = told[:200]
    hours, index = _cell(cells, columns.get("hours")), _cell(cells, columns.get("index"))
    if not topic:
        # A heading over rows: one text alone, in whatever column it was merged to.
        return filled[0][:200] if len(filled) == 1 and not filled[0].isdigit() else part
    if "index" in columns and not index:
        return topic[:200]  # the other rows are numbered: this one is a heading, its hours are those of its lessons
    told = re.search(r"\d+", hours) if hours else None
    count = int(told[0][:4]) if told else 1
    if hours and not 1 <= count <= LONGEST:
        found.unclear.append((number, hours))
        return part
    homework = _cell(cells, columns.get("homework"))
    found.lines.append(Line(topic[:250], count, homework[:500], part))
    return part


def _cell(cells, place) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


def _plain(cell) -> str:
    """One line of text; 2.0 of a spreadsheet is 2; a line does not begin with the sign of a part."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return re.sub(r"\s+", " ", str(cell)).strip(" \u200b\ufeff#")

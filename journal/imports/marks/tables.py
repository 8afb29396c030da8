"""The journal as a table, students downwards and days across, turned into a list of marks."""

import re
from datetime import date, datetime

from schoolmis.imports.headings import columns_of, is_enough
from schoolmis.imports.reading import Row, Table
from schoolmis.people import cells
from schoolmis.people.names import fold
from students.imports.results import NAMED, class_told, subject_names

HEADING = ("Классы", "Топ", "Аты-жөнү", "Предмет", "Күнү", "Сабак", "Баа")
WITHIN = 15
NAMES = NAMED | {"учащийся", "учащиеся", "обучающийся", "name"}
DAY = re.compile(
    r"(\d{1,2}[./]\d{1,2}(?:[./](?:\d{4}|\d{2}))?|\d{4}-\d{2}-\d{2})\s*(?:г\.?)?\s*(?:[,/(№]\s*(\d+(?:\+\d)?)\)?)?"
)
MONTHS = {
    **dict.fromkeys(("январь", "января", "янв"), 1),
    **dict.fromkeys(("февраль", "февраля", "фев"), 2),
    **dict.fromkeys(("март", "марта", "мар"), 3),
    **dict.fromkeys(("апрель", "апреля", "апр"), 4),
    **dict.fromkeys(("май", "мая"), 5),
    **dict.fromkeys(("июнь", "июня"), 6),
    **dict.fromkeys(("сентябрь", "сентября", "сен"), 9),
    **dict.fromkeys(("октябрь", "октября", "окт"), 10),
    **dict.fromkeys(("ноябрь", "ноября", "ноя"), 11),
    **dict.fromkeys(("декабрь", "декабря", "дек"), 12),
}


def unfold(table: Table) -> Table | None:
    """Each filled cell under a day as a row of HEADING; None where no row of days is found."""
    if any(is_enough(columns_of(row.cells, "marks"), "marks") for row in table.rows[:WITHIN]):
        return None  # a list already, whose days stand in a column
    for place, row in enumerate(table.rows[:WITHIN]):
        days = _days(table, place)
        name = _names(table.rows[max(0, place - 2) : place + 1])
        if not days or not name:
            continue
        label, group, subject = _told(table, place)
        made = Table(table.name, [*table.rows[:place], Row(row.number, HEADING)])
        for one in table.rows[place + 1 :]:
            who = " ".join(filter(None, (cells.text(_at(one, at)) for at in name)))
            if len(who.split()) < 2:
                continue
            for at, (day, number) in days.items():
                told = _at(one, at)
                if told is not None and str(told).strip():
                    made.rows.append(Row(one.number, (label, group, who, subject, day, number, told)))
        return made if len(made.rows) > place + 1 else None
    return None


def _names(rows) -> tuple[int, ...]:
    """Columns that make a name: one, or surname and first name; empty where there is none."""
    told = {fold(cells.text(cell)): at for row in rows for at, cell in enumerate(row.cells)}
    whole = next(((at,) for text, at in told.items() if text in NAMES), ())
    last = next((at for text, at in told.items() if text in {"фамилия", "тек аты", "фамилиясы"}), None)
    first = next((at for text, at in told.items() if text in {"имя", "аты", "ысымы"}), None)
    return whole or ((last, first) if last is not None and first is not None else ())


def _at(row, place):
    return row.cells[place] if place < len(row.cells) else None


def _days(table, place) -> dict[int, tuple]:
    """{column: (day as it is written, number of the lesson)} of a row of days, or of numbers under names of months."""
    row, found = table.rows[place], {}
    for at, cell in enumerate(row.cells):
        if isinstance(cell, datetime | date):
            found[at] = (cell, "")
        elif isinstance(cell, str) and (told := DAY.fullmatch(cells.text(cell))):
            found[at] = (told[1], told[2] or "")
    if found or not place:
        return found
    months, now = {}, None
    for at in range(len(row.cells)):
        above = fold(cells.text(_at(table.rows[place - 1], at)))
        now = MONTHS.get(above.split()[0] if above else "", now)
        months[at] = now
    for at, cell in enumerate(row.cells):
        number = cells.text(cell)
        if months[at] and number.isdecimal() and 1 <= int(number) <= 31:
            found[at] = (f"{int(number)}.{months[at]}", "")
    return found if len(found) > 1 else {}


def _told(table, place) -> tuple[str, str, str]:
    """Class, group and subject that the sheet and the lines above its heading name."""
    subjects, group, subject = subject_names(), "", ""
    lines = [table.name, *(cells.text(cell) for row in table.rows[:place] for cell in row.cells)]
    for line in filter(None, lines):
        for part in re.split(r"[:·,;|]|\s[–-]\s", line):
            if fold(part) in subjects:
                subject = subject or part.strip()
        if fold(line).startswith(("топ ", "группа ", "подгруппа ")):
            group = line.partition(":")[2].strip() or line.partition(" ")[2].strip()
    return class_told(table, place), group, subject

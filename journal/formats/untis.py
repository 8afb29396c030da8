"""GPU001.TXT of Untis: lesson, class, teacher, subject, room, day, period; a line for each class and teacher."""

import csv
import io
import re
from collections import Counter

from journal.formats.shape import Placed, Timetable
from journal.formats.text import decode_plain, whole
from schoolmis.imports.reading import Unreadable

SEPARATORS = ";\t,|"
NOBODY = {"", "?", "-", "--", "---", "...", "???"}
LESSON, CLASS, TEACHER, SUBJECT, ROOM, DAY, PERIOD = range(7)


def is_untis(content: bytes) -> bool:
    """Most lines have seven columns and more, with a number, a day and a period where they stand."""
    lines = _lines(decode_plain(content[:20_000]))[:60]
    fit = sum(len(cells) >= 7 and _fits(cells) for _line, cells in lines)
    return bool(lines) and fit * 2 > len(lines)


def _fits(cells) -> bool:
    return (
        bool(re.fullmatch(r"\d+", cells[LESSON]) and re.fullmatch(r"[1-7]", cells[DAY]))
        and whole(cells[PERIOD]) is not None
    )


def _lines(text: str) -> list[tuple[int, list[str]]]:
    plain = re.sub(r'"[^"\n]*"', "", text)
    separator = max(SEPARATORS, key=plain.count)
    quote = "'" if text.count("'") > 4 * text.count('"') + 4 else '"'
    try:
        read = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quotechar=quote)
        return [(read.line_num, [cell.strip() for cell in cells]) for cells in read if any(map(str.strip, cells))]
    except csv.Error as wrong:
        raise Unreadable("untis_columns", line=read.line_num, n=1) from wrong


def read_untis(content: bytes) -> Timetable:
    """Raises Unreadable where no line is one of GPU001."""
    lines = _lines(decode_plain(content))
    if not lines:
        raise Unreadable("empty")
    widths = Counter(len(cells) for _line, cells in lines)
    if max(widths) < 7:
        raise Unreadable("untis_columns", line=lines[0][0], n=len(lines[0][1]))
    told = Timetable("untis")
    found: dict[tuple, dict] = {}
    for line, cells in lines:
        if line == 1 and len(cells) > PERIOD and not any(cell.isdigit() for cell in cells):
            continue  # a heading
        if _sound(told, line, cells):
            key = cells[LESSON] or f"line {line}", cells[SUBJECT], int(cells[DAY]), int(cells[PERIOD])
            told_of = found.setdefault(key, {"line": line, "pairs": {}, "classes": {}})
            told_of["classes"] |= dict.fromkeys(_classes(cells[CLASS]))
            teacher = "" if cells[TEACHER] in NOBODY else cells[TEACHER]
            room = "" if cells[ROOM] in NOBODY else cells[ROOM]
            told_of["pairs"].setdefault(teacher, {})[room] = None
    for (lesson, subject, day, period), one in found.items():
        told.placed.append(_placed(lesson, subject, day, period, one))
    if not told.placed and not told.faults:
        raise Unreadable("untis_empty")
    return told


def _placed(lesson, subject, day, period, one) -> Placed:
    teachers = [name for name in one["pairs"] if name]
    rooms = [next(iter(rooms)) for rooms in one["pairs"].values()]
    if len(set(rooms)) == 1:
        rooms = rooms[:1]
    elif len(rooms) != len(teachers) or "" in rooms:
        rooms = [room for room in dict.fromkeys(rooms) if room]
    sets = tuple((of, "") for of in one["classes"])
    return Placed(subject, tuple(teachers), sets, tuple(filter(None, rooms)), day, period, one["line"], lesson)


def _classes(cell: str) -> list[str]:
    return [one.strip() for one in cell.split("~") if one.strip()]


def _sound(told: Timetable, line: int, cells: list[str]) -> bool:
    if len(cells) < 7:
        told.note(line, "number", "line_short", n=len(cells))
    elif not re.fullmatch(r"[1-7]", cells[DAY]):
        told.note(line, "day", "card_no_day", value=cells[DAY])
    elif whole(cells[PERIOD]) is None:
        told.note(line, "number", "card_no_period", value=cells[PERIOD])
    elif not cells[SUBJECT]:
        told.note(line, "subject", "no_subject_in_file")
    elif not _classes(cells[CLASS]):
        told.note(line, "class", "no_class_in_file")
    else:
        return True
    return False

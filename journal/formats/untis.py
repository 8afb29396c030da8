"""GPU001.TXT of Untis: lesson, class, teacher, subject, room, day, period, length; a line for each class and teacher.

Its neighbours GPU003–GPU006 tell the full names of the classes, teachers, rooms and subjects.
"""

import csv
import io
import re
from collections import Counter

from journal.formats import shape
from journal.formats.days import weekday_named
from journal.formats.shape import Placed, Timetable
from journal.formats.text import decode_plain, whole
from schoolmis.imports.reading import Unreadable

SEPARATORS = ";\t,|"
NOBODY = {"", "?", "-", "--", "---", "...", "???"}
UNPLACED = {"", "0"}
LESSON, CLASS, TEACHER, SUBJECT, ROOM, DAY, PERIOD, LENGTH = range(8)
NEIGHBOURS = {"gpu003": shape.CLASS, "gpu004": shape.TEACHER, "gpu005": shape.ROOM, "gpu006": shape.SUBJECT}
FIRST_NAME = 28
"""Where GPU004 has a teacher's first name; the surname is its second column."""


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


def is_neighbour(content: bytes) -> bool:
    """Another table of Untis: lessons by number, or short names with many columns."""
    lines = _lines(decode_plain(content[:20_000]))[:60]
    return len(lines) > 1 and sum(len(cells) >= 12 for _line, cells in lines) * 2 > len(lines)


def _lines(text: str) -> list[tuple[int, list[str]]]:
    plain = re.sub(r'"[^"\n]*"', "", text)
    separator = max(SEPARATORS, key=plain.count)
    quote = "'" if text.count("'") > 4 * text.count('"') + 4 else '"'
    try:
        read = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quotechar=quote)
        return [(read.line_num, [cell.strip() for cell in cells]) for cells in read if any(map(str.strip, cells))]
    except csv.Error as wrong:
        raise Unreadable("untis_columns", line=read.line_num, n=1) from wrong


def read_untis(content: bytes, neighbours: dict[str, bytes] | None = None) -> Timetable:
    """`neighbours`: {"gpu004": its bytes}. Raises Unreadable where no line is one of GPU001."""
    lines = _lines(decode_plain(content))
    if not lines:
        raise Unreadable("empty")
    widths = Counter(len(cells) for _line, cells in lines)
    if max(widths) < 7:
        raise Unreadable("untis_columns", line=lines[0][0], n=len(lines[0][1]))
    told = Timetable("untis")
    found: dict[tuple, dict[str, dict]] = {}
    first: dict[tuple, int] = {}
    for line, cells in lines:
        if line == 1 and len(cells) > PERIOD and not any(cell.isdigit() for cell in cells):
            continue  # a heading
        if _sound(told, line, cells):
            teacher, room = ("" if cells[at] in NOBODY else cells[at] for at in (TEACHER, ROOM))
            for number in range(int(cells[PERIOD]), int(cells[PERIOD]) + _length(cells)):
                key = cells[LESSON] or f"line {line}", cells[SUBJECT], _day(cells), number
                first.setdefault(key, line)
                mine = found.setdefault(key, {}).setdefault(teacher, {"classes": {}, "rooms": {}})
                mine["classes"] |= dict.fromkeys(_classes(cells[CLASS]))
                mine["rooms"] |= dict.fromkeys(_classes(room) or [""])
    for key, people in found.items():
        told.placed += _placed(key, first[key], people)
    if not told.placed and not told.faults:
        raise Unreadable("untis_empty")
    for name, kind in NEIGHBOURS.items():
        _full_names(told, kind, (neighbours or {}).get(name, b""))
    return told


def _full_names(told: Timetable, kind: str, content: bytes) -> None:
    used = set(told.names(kind))
    for _line, cells in _lines(decode_plain(content)):
        if len(cells) > 1 and cells[0] in used:
            first = cells[FIRST_NAME] if kind == shape.TEACHER and len(cells) > FIRST_NAME else ""
            told.called(kind, cells[0], cells[1], f"{cells[1]} {first}".strip())


def _length(cells) -> int:
    """A length in lessons; Untis itself writes nothing here, or minutes."""
    told = whole(cells[LENGTH], 1) if len(cells) > LENGTH else 1
    return told if 2 <= told <= 8 else 1


def _day(cells) -> int | None:
    return int(cells[DAY]) if re.fullmatch(r"[1-7]", cells[DAY]) else weekday_named(cells[DAY])


def _placed(key, line: int, people: dict[str, dict]) -> list[Placed]:
    """One lesson of the teachers who have the same classes; who has others of its classes has a lesson beside."""
    lesson, subject, day, number = key
    together: dict[frozenset, list[str]] = {}
    for teacher, one in people.items():
        together.setdefault(frozenset(one["classes"]), []).append(teacher)
    found = []
    for teachers in together.values():
        sets = tuple((of, "") for of in people[teachers[0]]["classes"])
        mine = [list(people[teacher]["rooms"]) for teacher in teachers]
        rooms = [of[0] for of in mine]
        # A room for each teacher in their order, else all the rooms that there are.
        if len(set(rooms)) == 1 and all(len(of) == 1 for of in mine):
            rooms = rooms[:1]
        elif any(len(of) > 1 for of in mine) or "" in rooms or "" in teachers:
            rooms = [room for of in mine for room in of]
            rooms = list(dict.fromkeys(filter(None, rooms)))
        named = tuple(filter(None, teachers))
        found.append(Placed(subject, named, sets, tuple(filter(None, rooms)), day, number, line, lesson))
    return found


def _classes(cell: str) -> list[str]:
    return [one.strip() for one in cell.split("~") if one.strip()]


def _sound(told: Timetable, line: int, cells: list[str]) -> bool:
    if len(cells) < 7:
        told.note(line, "number", "line_short", n=len(cells))
    elif cells[DAY] in UNPLACED and cells[PERIOD] in UNPLACED:
        told.note(line, "number", "line_unplaced", name=f"{cells[CLASS]} {cells[SUBJECT]}".strip())
    elif not _day(cells):
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

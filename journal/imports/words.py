"""Days and lesson numbers as schools write them, and the parts of a cell of a printed timetable. Pure."""

import re
from dataclasses import dataclass

from journal.rules.timetable import EVERY, FIRST, SECOND
from schoolmis.people import cells
from schoolmis.people.names import fold

DAYS = {
    1: r"дуй\w*|дш|пон\w*|пн\w?",
    2: r"шей\w*|шш|вто\w*|вт",
    3: r"шар\w*|шр|сре\w*|ср",
    4: r"бей\w*|бш|чет\w*|чт\w?",
    5: r"жум\w*|жм|пят\w*|пт\w?",
    6: r"ише\w*|иш|суб\w*|сб",
    7: r"жек\w*|жк|вос\w*|вс",
}
DAY = {number: re.compile(rf"(?:{pattern})(?: кун\w*)?") for number, pattern in DAYS.items()}
MOST_LESSONS = 12
PERSON = re.compile(r"\w[\w'-]+ \w\.(?: ?\w\.)?|\w\. ?(?:\w\. ?)?\w[\w'-]+")
ROOM = re.compile(
    r"[(,]?\s*(?:\b(?:каб\w*|бөлмө\w*|комн\w*|ауд\w*)\.?\s*№?|№)\s*([\w.-]+)\s*\)?"
    r"|\((\d{1,3}\w?)\)|(?<=\s)(\d{1,3}[а-я]?)$"
)
GROUP = re.compile(r"[(,]?\s*\b(\d|I{1,3})\s*[-–]?\s*(?:топ|подгр|группа|гр)\w*\.?\s*\)?", re.IGNORECASE)


def day_of(cell) -> int | None:
    """1 Monday … 7 Sunday of a word, its short form or a number; None for anything else."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return int(cell) if cell in range(1, 8) else None
    word = fold(cells.text(cell))
    if found := re.fullmatch(r"([1-7])(?: ?(?:чи |ши )?(?:кун|день))?", word):
        return int(found[1])
    return next((number for number, pattern in DAY.items() if pattern.fullmatch(word)), None)


def is_day_word(cell) -> bool:
    return isinstance(cell, str) and not any(map(str.isdigit, cell)) and day_of(cell) is not None


def number_of(cell) -> int | None:
    """The lesson's number: 1, «1.», «1-сабак», «1 (8:00–8:45)»; a time alone is none."""
    found = re.match(r"(?:сабак|урок)?\s*№?\s*(\d{1,2})(?!\d|[:.]\d)", cells.text(cell).lower())
    return int(found[1]) if found else None


def weeks_of(text: str) -> int | None:
    """EVERY for nothing, FIRST or SECOND of «1», «2-жума», «знаменатель»; None for anything else."""
    word = fold(text)
    if not word or word in {"ар жума", "ар бир жума", "каждая", "каждую неделю"}:
        return EVERY
    if re.fullmatch(r"(1|биринчи|так|числител\w*|нечет\w*)( ?(чи|ая))?( жума\w*| недел\w*)?", word):
        return FIRST
    if re.fullmatch(r"(2|экинчи|жуп|знаменател\w*|чет\w*)( ?(чи|ая))?( жума\w*| недел\w*)?", word):
        return SECOND
    return None


@dataclass
class Entry:
    """What one cell names; two subgroups side by side are two entries."""

    subject: str
    teacher: str = ""
    room: str = ""
    group: str = ""


def entries(cell) -> list[Entry]:
    """«Алгебра 12», «Физика\\nАсанова Ж.», «Англис тили 1-топ каб. 5 / Информатика 2-топ каб. 9»."""
    found: list[Entry] = []
    for line in re.split(r"[\n/|;]", str(cell).replace("\r", "\n")):
        text, room, group = _taken(cells.text(line))
        if PERSON.fullmatch(text) and found:
            found[-1].teacher = text
        elif any(map(str.isalpha, text)) and fold(text) not in {"жок", "нет"}:
            found.append(Entry(text, group=group))
        if found and room:
            found[-1].room = "/".join(filter(None, [found[-1].room, room]))
        if found and group:
            found[-1].group = group
    return found


def _taken(text: str) -> tuple[str, str, str]:
    """(what is left, room, group)"""
    if text.isdigit():
        return "", text, ""
    room = group = ""
    if match := GROUP.search(text):
        group, text = match[1], _without(text, match)
    if match := ROOM.search(text):
        room, text = next(filter(None, match.groups())), _without(text, match)
    return text, room, group


def _without(text, match) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}".strip(" ,;()-–")

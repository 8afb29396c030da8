"""What FET writes beside the .fet file: times by activity, timetables of students and teachers, CSV, the folder."""

import csv
import io
import re
import zipfile
import zlib
from collections import defaultdict

from journal.formats.days import weekday_named, weekdays
from journal.formats.fet import Place, numbers, places_told, read_fet
from journal.formats.shape import Placed, Timetable
from journal.formats.students import Sets
from journal.formats.text import decode_plain
from journal.formats.xml import Element, parse
from schoolmis.imports.reading import Unreadable
from schoolmis.imports.reading.archive import LARGEST_UNPACKED, MOST_MEMBERS

CSV_HEAD = ("activity id", "day", "hour", "students sets", "subject")
ROOTS = {"students_timetable", "teachers_timetable"}


def read_times(root: Element) -> dict[str, Place]:
    """`*_activities.xml`: {activity: place}."""
    return {
        one.value("id"): Place(
            one.value("day"), one.value("hour"), "\n".join(one.values("real_room") or [one.value("room")]), one.line
        )
        for one in root.all("activity")
        if one.value("day")
    }


def read_people(root: Element) -> Timetable:
    """`*_subgroups.xml` or `*_teachers.xml`: an hour of a subgroup or of a teacher names the rest of the lesson."""
    rows, days, hours = [], {}, {}
    for whose in root.children:
        for day in whose.all("day"):
            days.setdefault(day.get("name"), None)
            for hour in day.all("hour"):
                hours.setdefault(hour.get("name"), None)
                activity, subject = hour.first("activity"), hour.first("subject")
                if subject is None:
                    continue
                named = {tag: [one.get("name") for one in hour.all(tag)] for tag in ("teacher", "students", "room")}
                named["room"] = [one.get("name") for one in hour.all("real_room")] or named["room"]
                own = "students" if whose.tag in ("subgroup", "group", "year") else "teacher"
                named[own] = [*named[own], whose.get("name")]
                key = activity.get("id") if activity else "", day.get("name"), hour.get("name"), subject.get("name")
                rows.append((key, named, hour.line))
    return _joined(rows, list(days), list(hours))


def is_csv(content: bytes) -> bool:
    head = decode_plain(content[:400]).splitlines()
    return bool(head) and all(name in head[0].lower() for name in CSV_HEAD)


def read_csv(content: bytes) -> Timetable:
    """`*_timetable.csv`: a row for each hour; several teachers or sets are joined by «+»."""
    text = decode_plain(content)
    separator = max(",;\t", key=text.splitlines()[0].count)
    rows, days, hours = [], {}, {}
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    columns = {name.strip().lower(): at for at, name in enumerate(next(lines))}
    for line, cells in enumerate(lines, 2):
        of = lambda name, cells=cells: cells[columns[name]].strip() if columns.get(name, 999) < len(cells) else ""  # noqa: E731
        if not of("subject") or not of("day"):
            continue
        days.setdefault(of("day"), None)
        hours.setdefault(of("hour"), None)
        named = {"teacher": of("teachers").split("+"), "students": of("students sets").split("+"), "room": [of("room")]}
        rows.append(((of("activity id"), of("day"), of("hour"), of("subject")), named, line))
    return _joined(rows, _in_week(list(days)), sorted(hours, key=_clock))


def _in_week(days: list[str]) -> list[str]:
    """Rows come activity after activity, so the days are put in the week's order."""
    return sorted(days, key=lambda name: weekday_named(name) or 0)


def _clock(hour: str):
    found = re.match(r"\s*(\d{1,2})(?:[:.](\d\d))?", hour)
    return (int(found[1]), int(found[2] or 0), hour) if found else (99, 0, hour)


def _joined(rows, days: list[str], hours: list[str]) -> Timetable:
    """One lesson of all the rows that name it."""
    if not rows:
        raise Unreadable("fet_empty")
    if len(days) > 7:
        raise Unreadable("week_long", n=len(days))
    sets, told = Sets(None), Timetable("fet")
    of_day, of_hour = dict(zip(days, weekdays(days), strict=True)), dict(zip(hours, numbers(hours), strict=True))
    found: dict[tuple, dict] = defaultdict(lambda: defaultdict(dict))
    lines: dict[tuple, int] = {}
    for key, named, line in rows:
        at = key if key[0] else (*key, line)
        lines.setdefault(at, line)
        for tag, names in named.items():
            found[at][tag] |= dict.fromkeys(one.strip() for one in names if one.strip())
    for at, named in found.items():
        activity, day, hour, subject = at[:4]
        who = tuple(dict.fromkeys(pair for name in named["students"] for pair in sets.of(name)))
        if not who:
            told.note(lines[at], "class", "no_class_in_file")
            continue
        begins = hour if ":" in hour else ""
        told.placed.append(
            Placed(
                subject,
                tuple(named["teacher"]),
                _whole_first(who),
                tuple(named["room"]),
                of_day[day],
                of_hour[hour],
                lines[at],
                activity,
                begins=begins,
            )
        )
    return told


def _whole_first(who: tuple) -> tuple:
    """Where a class comes whole, its parts need no mention."""
    whole = {of for of, group in who if not group}
    return tuple((of, group) for of, group in who if not group or of not in whole)


def is_folder(content: bytes) -> bool:
    """A zip of files, and not the parts of an office document."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return not any(name.startswith(("xl/", "word/", "[Content_Types]")) for name in archive.namelist())
    except zipfile.BadZipFile:
        return False


def read_folder(content: bytes) -> Timetable:
    """The folder of results as .zip: the best of what is in it. Raises Unreadable."""
    trees, tables = [], []
    for name, member in _members(content):
        if name.lower().endswith(".csv"):
            if is_csv(member):
                tables.append(member)
        elif name.lower().endswith((".fet", ".xml")):
            trees.append(parse(member))
    data = [one for one in trees if one.tag == "fet"]
    told = [read_times(one) for one in trees if one.tag == "activities_timetable"]
    times = max(told, key=len, default=None)
    if data:
        best = max(data, key=lambda one: len(places_told(one)))
        return read_fet(best, times or None)
    if tables:
        return read_csv(tables[0])
    if people := [one for one in trees if one.tag in ROOTS]:
        return read_people(min(people, key=lambda one: one.tag))
    raise Unreadable("fet_only_times" if times else "no_timetable_file")


def _members(content: bytes):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            wanted = [one for one in members if one.filename.lower().endswith((".fet", ".xml", ".csv"))]
            if len(members) > MOST_MEMBERS * 10 or sum(one.file_size for one in wanted) > LARGEST_UNPACKED:
                raise Unreadable("unsafe")
            if any(one.flag_bits & 1 for one in wanted):
                raise Unreadable("encrypted")
            return [(one.filename, archive.read(one)) for one in wanted[:MOST_MEMBERS]]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as wrong:
        raise Unreadable("damaged") from wrong

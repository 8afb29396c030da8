"""What FET writes beside the .fet file: times by activity, timetables of students and teachers, CSV, the folder."""

import csv
import io
import re
import zipfile
import zlib
from collections import defaultdict

from journal.formats.asc import cards, read_asc
from journal.formats.days import weekday_in
from journal.formats.fet import Place, Week, clock, finished, places_told, read_fet
from journal.formats.shape import Placed, Timetable
from journal.formats.students import Sets
from journal.formats.text import decode_plain
from journal.formats.untis import is_untis, read_untis
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


def is_other(content: bytes) -> bool:
    """What FET writes beside the timetable: the activities without their times, counts of them."""
    head = decode_plain(content[:400]).splitlines()
    return bool(head) and "students sets" in head[0].lower()


def read_csv(content: bytes) -> Timetable:
    """`*_timetable.csv`: a row for each hour; several teachers or sets are joined by «+»."""
    text = decode_plain(content)
    separator = max(",;\t", key=text.splitlines()[0].count)
    rows, days, hours, lost = [], {}, {}, []
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    columns = {name.strip().lower(): at for at, name in enumerate(next(lines))}
    for line, cells in enumerate(lines, 2):
        of = lambda name, cells=cells: cells[columns[name]].strip() if columns.get(name, 999) < len(cells) else ""  # noqa: E731
        if not of("subject") or not of("day"):
            lost += [(line, bool(of("subject")))] if any(map(str.strip, cells)) else []
            continue
        days.setdefault(of("day"), None)
        hours.setdefault(of("hour"), None)
        named = {"teacher": of("teachers").split("+"), "students": of("students sets").split("+"), "room": [of("room")]}
        rows.append(((of("activity id"), of("day"), of("hour"), of("subject")), named, line))
    if any(not re.search(r"\d", hour) for hour in hours) and len(hours) > 1:
        raise Unreadable("csv_order", names=", ".join(hours)[:80])
    told = _joined(rows, _in_week(list(days)), sorted(hours, key=_of_day))
    for line, is_named in lost:
        told.note(line, *(("number", "activity_no_time") if is_named else ("subject", "no_subject_in_file")))
    return told


def _in_week(days: list[str]) -> list[str]:
    """Rows come activity after activity, so the days are put in the week's order: by what they are called, else by the
    numbers in their names. Raises Unreadable where neither says it.
    """
    told = [weekday_in(name) for name in days]
    if None not in told and len(set(told)) == len(told):
        return sorted(days, key=weekday_in)
    found = [NUMBERED.fullmatch(name) for name in days]
    if None in found or len({one[1] for one in found}) > 1:
        raise Unreadable("csv_order", names=", ".join(days[:7])[:80])
    # A day without a lesson has no row: «Day 1, Day 3» are Monday and Wednesday.
    named = {int(one[2]): one[0] for one in found}
    return [named.get(number, f"{found[0][1]}{number}") for number in range(min(1, *named), max(named) + 1)]


NUMBERED = re.compile(r"(\D*)(\d)\s*")


def _of_day(name: str):
    """«H2» before «H10», «9:00» before «12:10» and that before «1:10»."""
    parts = re.split(r"(\d+)", name.strip())
    return clock(name), [(not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts]


def _joined(rows, days: list[str], hours: list[str]) -> Timetable:
    """One lesson of all the rows that name it."""
    if not rows:
        raise Unreadable("fet_empty")
    used = {key[2] for key, _named, _line in rows}
    week = Week.of(dict.fromkeys(days, ""), dict.fromkeys(hours, ""), used)
    sets, told = Sets(None), Timetable("fet")
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
        told.placed.append(
            Placed(
                subject,
                tuple(named["teacher"]),
                _whole_first(who),
                tuple(named["room"]),
                line=lines[at],
                lesson=activity,
                **week.when(day, hour),
            )
        )
    return finished(told, week)


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
    """The folder of results as .zip, or aSc's XML or Untis' tables: the best of what is in it. Raises Unreadable."""
    trees, tables, texts = [], {}, {}
    for name, member in _members(content):
        if name.lower().endswith(".csv"):
            if is_csv(member):
                tables[name] = member
        elif name.lower().endswith(".txt"):
            texts[name] = member
        elif name.lower().endswith((".fet", ".xml")):
            trees.append((name, parse(member)))
    of = lambda *tags: {name: one for name, one in trees if one.tag in tags}  # noqa: E731
    times = max((read_times(one) for one in of("activities_timetable").values()), key=len, default=None)
    weeks = {name: one for name, one in texts.items() if is_untis(one)}
    short = {re.sub(r".*[/\\]|\.txt$", "", name.lower()): one for name, one in texts.items()}
    for found, rank, read in (
        (of("fet"), lambda one: len(places_told(one)), lambda one: read_fet(one, times or None)),
        (tables, len, read_csv),
        (of("timetable"), lambda one: len(cards(one)), read_asc),
        (weeks, lambda one: 1 + (one is short.get("gpu001")), lambda one: read_untis(one, short)),
        (of(*ROOTS), lambda one: one.tag == "students_timetable", read_people),
    ):
        if found:
            ranks = {name: rank(one) for name, one in found.items()}
            name = max(found, key=ranks.get)
            told = read(found[name])
            told.member = name if sum(map(bool, ranks.values())) > 1 else ""
            return told
    raise Unreadable("fet_only_times" if times else "no_timetable_file")


def _members(content: bytes):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            wanted = [one for one in members if one.filename.lower().endswith((".fet", ".xml", ".csv", ".txt"))]
            if len(members) > MOST_MEMBERS * 10 or sum(one.file_size for one in wanted) > LARGEST_UNPACKED:
                raise Unreadable("xml_large")
            if any(one.flag_bits & 1 for one in wanted):
                raise Unreadable("encrypted")
            return [(one.filename, archive.read(one)) for one in wanted[:MOST_MEMBERS]]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as wrong:
        raise Unreadable("damaged") from wrong

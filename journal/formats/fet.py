"""A .fet file: activities, and the times and rooms they are locked to (FET 5 and 6)."""

import re
from dataclasses import dataclass, replace
from itertools import count

from journal.formats.days import Day, lay, weekday_in
from journal.formats.shape import CLASS, ROOM, SUBJECT, TEACHER, Placed, Timetable
from journal.formats.students import Sets
from journal.formats.text import whole
from journal.formats.xml import Element
from schoolmis.imports.reading import Unreadable

BLOCKS = "block_planning"
TIMES = ("constraintactivitypreferredstartingtime", "constraintactivitypreferredtime")
ROOMS = "constraintactivitypreferredroom"
LONGEST_DAY = 48
"""Lessons, the last of which in half-hour steps would end at midnight."""


@dataclass
class Place:
    day: str
    hour: str
    room: str = ""
    line: int = 0


@dataclass
class Week:
    """The file's days and hours: {name: Day}, {name: number, None for a break}, {name: «08:00», or "" if not told}."""

    days: dict[str, Day]
    hours: dict[str, int | None]
    begins: dict[str, str]

    @classmethod
    def read(cls, root: Element, taken) -> "Week":
        """`taken`: (first hour, how many) of every lesson."""
        days, hours = _names(root.first("days_list"), "day"), _names(root.first("hours_list"), "hour")
        at, used = {hour: place for place, hour in enumerate(hours)}, set()
        for hour, length in taken:
            if hour in at:
                used.update(list(hours)[at[hour] : at[hour] + length])
        terms = (root.first("terms_list") or root).value("number_of_terms")
        return cls.of(days, hours, used, mode=root.value("mode"), terms=whole(terms, 0))

    @classmethod
    def of(cls, days: dict[str, str], hours: dict[str, str], used, *, mode: str = "", terms: int = 0) -> "Week":
        """`days`, `hours`: {name: long name} in their order. Raises Unreadable where the days tell no week."""
        if not days or not hours:
            raise Unreadable("fet_days")
        if mode.lower() == BLOCKS or _is_turned(list(days), list(hours)):
            raise Unreadable("fet_blocks")
        if len(hours) > LONGEST_DAY:
            raise Unreadable("day_long", n=len(hours))
        names = days.values() if all(map(weekday_in, days.values())) else days
        laid = lay(list(names), mode=mode.lower(), terms=terms)
        if laid is None:
            raise Unreadable("week_long", n=len(days))
        return cls(
            dict(zip(days, laid, strict=True)),
            dict(zip(hours, numbers(list(hours), used), strict=True)),
            {name: _begins(name) or _begins(long) for name, long in hours.items()},
        )

    @property
    def weeks(self) -> int:
        return max((day.week or 1 for day in self.days.values()), default=1)

    @property
    def terms(self) -> int:
        return max((day.term or 1 for day in self.days.values()), default=1)

    @property
    def noon(self) -> int:
        """How many lessons a morning has: an afternoon's are counted on from them. 0 where days have no halves."""
        is_halved = any(day.half for day in self.days.values())
        return max((number or 0 for number in self.hours.values()), default=0) if is_halved else 0

    def when(self, name: str, hour: str) -> dict:
        """Fields of a lesson that stands there. A clock time that mornings and afternoons share tells nothing."""
        day = self.days[name]
        return {
            "weekday": day.weekday,
            "number": self.hours[hour] + (self.noon if day.half else 0),
            "weeks": frozenset({day.week}) if day.week else None,
            "terms": frozenset({day.term}) if day.term else None,
            "begins": "" if self.noon else self.begins[hour],
        }

    def after(self, hour: str, steps: int) -> str:
        names = list(self.hours)
        at = names.index(hour) + steps
        return names[at] if at < len(names) else ""


def _is_turned(days: list[str], hours: list[str]) -> bool:
    """The results of block planning: days of the week in the hours and teachers in the days."""
    told = {weekday_in(hour) for hour in hours}
    return len(told) > 1 and None not in told and not any(map(weekday_in, days))


LESSON, CLOCK = re.compile(r"\D*(\d{1,2})(?!\d)(?![:.]\d\d)"), re.compile(r"(\d{1,2})[:.](\d\d)")
SPAN = re.compile(r"\D*(\d{1,2})[:.](\d\d)\s*[-–—]\s*(\d{1,2})[:.](\d\d)\D*")


def clock(hour: str) -> str:
    """«08:00» of «8.00–8.45» and of «1 (08:00)»; «1:10» is 13:10 of a clock of twelve hours: nobody learns at night."""
    told = CLOCK.search(hour)
    return f"{int(told[1]) + 12 * (int(told[1]) < 6):02}:{told[2]}" if told else ""


def _begins(hour: str) -> str:
    return "/".join(filter(None, map(clock, hour.split("/"))))


def numbers(hours: list[str], used) -> list[int | None]:
    """«1, 2, 3», «0, 1, 2», «Сабак 1» or «1 (08:00)» are the lessons' own numbers; clock times and words are counted.
    An hour without a number among numbered ones is a break while no lesson stands in it.
    """
    found = [LESSON.match(one) for one in hours]
    told = [int(one[1]) if one else None for one in found]
    known = [number for number in told if number is not None]
    is_numbered = len(known) * 2 > len(hours) and known == sorted(set(known))
    if is_numbered and not any(number is None and hour in used for hour, number in zip(hours, told, strict=True)):
        return told
    told = count(1)
    return [None if is_break else next(told) for is_break in _breaks(hours, used)]


def _breaks(hours: list[str], used) -> list[bool]:
    """An hour in which nobody has a lesson and that is shorter than every one with lessons, where all say how long they
    are: «10:00 - 10:25» among «09:15 - 10:00».
    """
    spans = [SPAN.fullmatch(one) for one in hours]
    if None in spans:
        return [False] * len(hours)
    times = [[int(number) for number in span.groups()] for span in spans]
    minutes = {hour: (60 * (c - a) + d - b) % (12 * 60) for hour, (a, b, c, d) in zip(hours, times, strict=True)}
    shortest = min((minutes[hour] for hour in used if hour in minutes), default=0)
    return [hour not in used and minutes[hour] < shortest for hour in hours]


def _names(listed: Element | None, tag: str) -> dict[str, str]:
    """{name: long name}; FET 7 has both."""
    if listed is None:
        return {}
    rows = {one.value("name"): one.value("long_name") for one in listed.all(tag)}
    return rows or dict.fromkeys(listed.values("name"), "")


LISTS = {SUBJECT: ("subjects_list", "subject"), TEACHER: ("teachers_list", "teacher"), ROOM: ("rooms_list", "room")}


def _long_names(told: Timetable, root: Element) -> None:
    rows = [(kind, one) for kind, (tag, row) in LISTS.items() for one in (root.first(tag) or root).all(row)]
    above = (root.first("students_list") or root).all("year")
    while above:
        rows += [(CLASS, one) for one in above]
        above = [below for one in above for below in one.all("group", "subgroup")]
    for kind, one in rows:
        if long := one.value("long_name"):
            told.called(kind, one.value("name"), long)


def places_told(root: Element) -> dict[str, Place]:
    """{activity: place} of the time constraints that admit one place only, with the room beside."""
    found: dict[str, Place] = {}
    for one in _active(root.first("time_constraints_list"), TIMES):
        day = one.value("preferred_day") or one.value("day")
        hour = one.value("preferred_hour") or one.value("hour")
        if day and hour and _weight(one) >= 100:
            found[one.value("activity_id")] = Place(day, hour, "", one.line)
    for one in _active(root.first("space_constraints_list"), (ROOMS,)):
        place = found.get(one.value("activity_id"))
        if place and _weight(one) >= 100:
            place.room = "\n".join(one.values("real_room") or [one.value("room")])
    return found


def _active(listed: Element | None, tags):
    return [one for one in listed.all(*tags) if one.value("active").lower() != "false"] if listed else []


def _weight(one: Element) -> float:
    try:
        return float(one.value("weight_percentage") or one.value("weight") or 100)
    except ValueError:
        return 0


def read_fet(root: Element, times: dict[str, Place] | None = None) -> Timetable:
    """`times`: places that a file of results gives; else those the file itself is locked to. Raises Unreadable."""
    listed = root.first("activities_list")
    activities = [one for one in (listed.all("activity") if listed else ()) if one.value("active").lower() != "false"]
    if not activities:
        raise Unreadable("fet_empty")
    times = places_told(root) if times is None else times
    placed = [(one, times[key]) for one in activities if (key := one.value("id")) in times]
    week = Week.read(root, [(place.hour, whole(one.value("duration"), 1)) for one, place in placed])
    told, sets = Timetable("fet"), Sets(root.first("students_list"))
    for one in activities:
        _activity(told, one, times.get(one.value("id")), week, sets)
    if not told.placed:
        raise Unreadable("fet_no_times")
    _long_names(told, root)
    return finished(told, week)


def finished(told: Timetable, week: Week) -> Timetable:
    """What is the same in every week of the file's cycle is one lesson of every week."""
    told.weeks, told.terms, told.noon = week.weeks, week.terms, week.noon
    if told.weeks == 1:
        return told
    found: dict[Placed, list[Placed]] = {}
    for one in told.placed:
        found.setdefault(replace(one, weeks=None, line=0, lesson=""), []).append(one)
    told.placed = []
    for same in found.values():
        weeks = frozenset().union(*(one.weeks or () for one in same))
        is_every = len(same) > 1 and len(weeks) == told.weeks
        told.placed += [replace(same[0], weeks=None)] if is_every else same
    return told


def _activity(told: Timetable, one: Element, place: Place | None, week: Week, sets: Sets) -> None:
    subject, students = one.value("subject"), one.values("students")
    if not subject:
        told.note(one.line, "subject", "no_subject_in_file")
    elif not students:
        told.note(one.line, "class", "no_class_in_file")
    elif place is None:
        told.note(one.line, "number", "activity_no_time")
    elif place.day not in week.days:
        told.note(place.line or one.line, "day", "card_no_day", value=place.day)
    elif place.hour not in week.hours:
        told.note(place.line or one.line, "number", "card_no_period", value=place.hour)
    else:
        who = tuple(dict.fromkeys(pair for name in students for pair in sets.of(name)))
        for step in range(whole(one.value("duration"), 1)):
            hour = week.after(place.hour, step)
            if not hour:
                told.note(one.line, "number", "card_no_period", value=f"{place.hour} + {step}")
                return
            told.placed.append(
                Placed(
                    subject,
                    tuple(one.values("teacher")),
                    who,
                    tuple(filter(None, place.room.split("\n"))),
                    line=one.line,
                    lesson=one.value("id"),
                    **week.when(place.day, hour),
                )
            )

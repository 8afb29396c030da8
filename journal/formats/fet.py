"""A .fet file: activities, and the times and rooms they are locked to (FET 5 and 6)."""

from dataclasses import dataclass

from journal.formats.days import weekdays
from journal.formats.shape import Placed, Timetable
from journal.formats.students import Sets
from journal.formats.text import whole
from journal.formats.xml import Element
from schoolmis.imports.reading import Unreadable

OFFICIAL = {"", "official"}
TIMES = ("constraintactivitypreferredstartingtime", "constraintactivitypreferredtime")
ROOM = "constraintactivitypreferredroom"
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
    """The file's days and hours: {name: weekday}, {name: number}."""

    days: dict[str, int]
    hours: dict[str, int]

    @classmethod
    def read(cls, root: Element) -> "Week":
        days, hours = _names(root.first("days_list"), "day"), _names(root.first("hours_list"), "hour")
        if not days or not hours:
            raise Unreadable("fet_days")
        if len(days) > 7:  # mornings and afternoons, or terms, of files older than the modes
            raise Unreadable("week_long", n=len(days))
        if len(hours) > LONGEST_DAY:
            raise Unreadable("day_long", n=len(hours))
        return cls(dict(zip(days, weekdays(days), strict=True)), dict(zip(hours, numbers(hours), strict=True)))

    def after(self, hour: str, steps: int) -> str:
        names = list(self.hours)
        at = names.index(hour) + steps
        return names[at] if at < len(names) else ""


def numbers(hours: list[str]) -> list[int]:
    """«1, 2, 3» or «0, 1, 2» are the lessons' own numbers; clock times and words are counted."""
    told = [whole(one) for one in hours]
    if None not in told and told == sorted(set(told)):
        return told
    return list(range(1, len(hours) + 1))


def _names(listed: Element | None, tag: str) -> list[str]:
    if listed is None:
        return []
    return [one.value("name") for one in listed.all(tag)] or listed.values("name")


def places_told(root: Element) -> dict[str, Place]:
    """{activity: place} of the time constraints that admit one place only, with the room beside."""
    found: dict[str, Place] = {}
    for one in _active(root.first("time_constraints_list"), TIMES):
        day = one.value("preferred_day") or one.value("day")
        hour = one.value("preferred_hour") or one.value("hour")
        if day and hour and _weight(one) >= 100:
            found[one.value("activity_id")] = Place(day, hour, "", one.line)
    for one in _active(root.first("space_constraints_list"), (ROOM,)):
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
    mode = root.value("mode")
    if mode.lower() not in OFFICIAL:
        raise Unreadable("fet_mode", mode=mode)
    week, sets = Week.read(root), Sets(root.first("students_list"))
    listed = root.first("activities_list")
    activities = [one for one in (listed.all("activity") if listed else ()) if one.value("active").lower() != "false"]
    if not activities:
        raise Unreadable("fet_empty")
    times = places_told(root) if times is None else times
    told = Timetable("fet")
    for one in activities:
        _activity(told, one, times.get(one.value("id")), week, sets)
    if not told.placed:
        raise Unreadable("fet_no_times")
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
                    week.days[place.day],
                    week.hours[hour],
                    one.line,
                    one.value("id"),
                    begins=hour if ":" in hour else "",
                )
            )

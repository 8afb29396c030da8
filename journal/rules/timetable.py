"""Pure rules of the timetable: nobody is in two places at once."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from math import ceil
from typing import NamedTuple

HALF = Decimal("0.5")
EVERY, FIRST, SECOND = 0, 1, 2
"""Weeks that a lesson is held in: every one, or one of two that take turns."""


class Spot(NamedTuple):
    """A lesson's place in the week: ids of its section and room; a `fixed` one stays when FET makes a timetable."""

    section: int
    weekday: int
    number: int
    room: int | None = None
    fixed: bool = False
    weeks: int = EVERY


def week_of(day: date, year_from: date) -> int:
    """FIRST or SECOND: weeks take turns from the one the school year begins in, vacations counted."""
    monday = year_from - timedelta(days=year_from.weekday())
    return FIRST + (day - monday).days // 7 % 2


def take_turns(one: int, two: int) -> bool:
    """Whether lessons of these weeks never meet."""
    return {one, two} == {FIRST, SECOND}


def a_week(weeks) -> Decimal:
    """Lessons a week: what takes turns is half a lesson. `weeks`: of each."""
    return in_all([Decimal(1) if one == EVERY else HALF for one in weeks])


def in_all(lessons) -> Decimal:
    """Their sum as it is said: «726», «0,5»."""
    return sum(lessons, Decimal(0)).normalize() + 0


def clashes(slots, classes, teachers, parts, hours=None, *, sharing=frozenset(), rooms=None, holds=None) -> list[dict]:
    """Every class, teacher or room with too many lessons at one time (R1-4.1/2).

    [{kind, who, day, number, first, second, all}]; `all` are the sections that meet: two, or in a room that holds
    more lessons at once (`holds`: {room: lessons}) as many as are too many for it.

    `slots`: Spots or their beginnings; `classes`, `teachers`: {section: {key: name}}; `parts`: {section: its
    subgroup, or nothing for a whole class}; `hours(section, number) -> (begins, ends)`, since lesson 2 of one shift
    may be lesson 7 of the other; without it, equal numbers meet. Two subgroups of one class may meet unless their
    pair is in `sharing`: then they have a student in common. A whole class and its subgroup may never.
    """
    hours = hours or (lambda section, number: (number, number + 1))
    busy = defaultdict(list)
    for section, weekday, number, room, _fixed, weeks in (Spot(*slot) for slot in slots):
        begins, ends = hours(section, number)
        here = (begins, ends, number, section, weeks)
        for key, name in classes.get(section, {}).items():
            busy["class", key, name, weekday].append(here)
        for key, name in teachers.get(section, {}).items():
            busy["teacher", key, name, weekday].append(here)
        if room:
            busy["room", room, (rooms or {}).get(room, room), weekday].append(here)
    found = []
    for (kind, key, name, weekday), lessons in busy.items():
        if kind == "room" and (most := (holds or {}).get(key, 1)) > 1:
            found += [_clash(kind, name, weekday, many) for many in _beyond(sorted(lessons), most)]
            continue
        # Every pair: a long lesson of one shift may cover two short ones of the other.
        for one, two in combinations(sorted(lessons), 2):
            if two[0] >= one[1] or take_turns(one[4], two[4]):
                continue
            if not (kind == "class" and _apart(parts.get(one[3]), parts.get(two[3]), sharing)):
                found.append(_clash(kind, name, weekday, [one, two]))
    return sorted(found, key=lambda clash: (clash["day"], clash["number"], str(clash["who"])))


def _clash(kind, name, weekday, lessons) -> dict:
    sections = tuple(section for *_hours, section, _weeks in lessons)
    ends = {"first": sections[0], "second": sections[-1], "all": sections}
    return {"kind": kind, "who": name, "day": weekday, "number": lessons[-1][2], **ends}


def _beyond(lessons, most) -> list[list]:
    """Lessons that are there together and more than `most`; a smaller part of what was found is not told again."""
    found = []
    for begins in sorted({lesson[0] for lesson in lessons}):
        for week in (FIRST, SECOND):
            here = _together(lessons, begins, week)
            if len(here) > most and not any(set(here) <= set(many) for many in found):
                found.append(here)
    return found


def _together(lessons, at, week) -> list:
    """Those that go on `at` an hour of a week; a lesson begins with its hours and ends with its weeks."""
    return [one for one in lessons if one[0] <= at < one[1] and one[-1] in (EVERY, week)]


def is_full(lessons, most: int, hours, weeks: int) -> bool:
    """Whether a room that holds `most` lessons at once has no place left for one at `hours` in `weeks`.

    `lessons`: (begins, ends, weeks) of those that stand there.
    """
    begins = {hours[0], *(one[0] for one in lessons if hours[0] <= one[0] < hours[1])}
    return any(
        len(_together(lessons, at, week)) >= most for at in begins for week in (FIRST, SECOND) if weeks in (EVERY, week)
    )


def _apart(one, two, sharing) -> bool:
    """Whether two groups are subgroups without a student in common."""
    return bool(one and two) and one != two and frozenset((one, two)) not in sharing


def lessons_a_week(hours) -> int:
    """Places that a load of `hours` a week takes: one and a half hours are two lessons, in turn."""
    return ceil(hours)

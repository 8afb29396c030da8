"""Pure rules of the timetable: nobody is in two places at once."""

from collections import defaultdict
from itertools import combinations
from math import ceil


def clashes(slots, classes, teachers, parts, hours=None, *, sharing=frozenset(), rooms=None, holds=None) -> list[dict]:
    """Every class, teacher or room with too many lessons at one time (R1-4.1/2).

    [{kind, who, day, number, first, second, all}]; `all` are the sections that meet: two, or in a room that holds
    more lessons at once (`holds`: {room: lessons}) as many as are too many for it.

    `slots`: (section, weekday, number, room); `classes`, `teachers`: {section: {key: name}}; `parts`: {section: its
    subgroup, or nothing for a whole class}; `hours(section, number) -> (begins, ends)`, since lesson 2 of one shift
    may be lesson 7 of the other; without it, equal numbers meet. Two subgroups of one class may meet unless their
    pair is in `sharing`: then they have a student in common. A whole class and its subgroup may never.
    """
    hours = hours or (lambda section, number: (number, number + 1))
    busy = defaultdict(list)
    for section, weekday, number, room in slots:
        begins, ends = hours(section, number)
        here = (begins, ends, number, section)
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
            if two[0] < one[1] and not (kind == "class" and _apart(parts.get(one[3]), parts.get(two[3]), sharing)):
                found.append(_clash(kind, name, weekday, [one, two]))
    return sorted(found, key=lambda clash: (clash["day"], clash["number"], str(clash["who"])))


def _clash(kind, name, weekday, lessons) -> dict:
    sections = tuple(section for *_hours, section in lessons)
    ends = {"first": sections[0], "second": sections[-1], "all": sections}
    return {"kind": kind, "who": name, "day": weekday, "number": lessons[-1][2], **ends}


def _beyond(lessons, most) -> list[list]:
    """Lessons that are there together and more than `most`; a smaller part of what was found is not told again."""
    found = []
    for begins in sorted({lesson[0] for lesson in lessons}):
        here = [lesson for lesson in lessons if lesson[0] <= begins < lesson[1]]
        if len(here) > most and not any(set(here) <= set(many) for many in found):
            found.append(here)
    return found


def _apart(one, two, sharing) -> bool:
    """Whether two groups are subgroups without a student in common."""
    return bool(one and two) and one != two and frozenset((one, two)) not in sharing


def lessons_a_week(hours) -> int:
    """Places that a load of `hours` a week takes: one and a half hours are two lessons, in turn."""
    return ceil(hours)

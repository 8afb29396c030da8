"""Pure rules of the timetable: nobody is in two places at once."""

from collections import defaultdict
from itertools import combinations
from math import ceil


def clashes(slots, classes, teachers, parts, hours=None, *, sharing=frozenset(), rooms=None) -> list[dict]:
    """Every class, teacher or room with two lessons at one time (R1-4.1/2): [{kind, who, day, number, first, second}].

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
    for (kind, _key, name, weekday), lessons in busy.items():
        # Every pair: a long lesson of one shift may cover two short ones of the other.
        for one, two in combinations(sorted(lessons), 2):
            if two[0] < one[1] and not (kind == "class" and _apart(parts.get(one[3]), parts.get(two[3]), sharing)):
                sections = {"first": one[3], "second": two[3]}
                found.append({"kind": kind, "who": name, "day": weekday, "number": two[2], **sections})
    return sorted(found, key=lambda clash: (clash["day"], clash["number"], str(clash["who"])))


def _apart(one, two, sharing) -> bool:
    """Whether two groups are subgroups without a student in common."""
    return bool(one and two) and one != two and frozenset((one, two)) not in sharing


def lessons_a_week(hours) -> int:
    """Places that a load of `hours` a week takes: one and a half hours are two lessons, in turn."""
    return ceil(hours)

"""Pure rules of the timetable: nobody is in two places at once."""

from collections import defaultdict
from itertools import combinations


def clashes(slots, classes, teachers, parts, hours=None) -> list[dict]:
    """Every class, teacher or room with two lessons at one time: [{who, day, number}].

    `slots`: (section, weekday, number, room); `classes`, `teachers`: {section: {key: name}}; `parts`: {section: is
    a subgroup}; `hours(section, number) -> (begins, ends)`, since lesson 2 of one shift may be lesson 7 of the
    other; without it, equal numbers meet. Subgroups of one class may meet, a whole class and its subgroup may not.
    """
    hours = hours or (lambda section, number: (number, number + 1))
    busy = defaultdict(list)
    for section, weekday, number, room in slots:
        begins, ends = hours(section, number)
        here = (begins, ends, number, parts.get(section, False))
        for key, name in classes.get(section, {}).items():
            busy["class", key, name, weekday].append(here)
        for key, name in teachers.get(section, {}).items():
            busy["teacher", key, name, weekday].append((*here[:3], False))
        if room:
            busy["room", room, room, weekday].append((*here[:3], False))
    found = []
    for (_kind, _key, name, weekday), lessons in busy.items():
        # Every pair: a long lesson of one shift may cover two short ones of the other.
        for one, two in combinations(sorted(lessons), 2):
            if two[0] < one[1] and not (one[3] and two[3]):
                found.append({"who": name, "day": weekday, "number": two[2]})
    return sorted(found, key=lambda clash: (clash["day"], clash["number"], str(clash["who"])))

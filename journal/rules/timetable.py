"""Pure rules of the timetable: nobody is in two places at once."""

from collections import defaultdict


def clashes(slots, classes, teachers, parts) -> list[dict]:
    """Every class, teacher or room with two lessons at one time.

    `slots`: (section, weekday, number, room); `classes`, `teachers`: {section: names};
    `parts`: {section: is a subgroup}.
    Subgroups of one class may have their lessons at the same time, a whole class may not.
    """
    at = defaultdict(list)
    for section, weekday, number, room in slots:
        at[weekday, number].append((section, room))
    found = []
    for (weekday, number), lessons in sorted(at.items()):
        busy = defaultdict(list)
        for section, room in lessons:
            for name in classes.get(section, ()):
                busy["class", name].append(parts.get(section, False))
            for name in teachers.get(section, ()):
                busy["teacher", name].append(False)
            if room:
                busy["room", room].append(False)
        for (_kind, name), each in sorted(busy.items(), key=str):
            if len(each) > 1 and not all(each):
                found.append({"who": name, "day": weekday, "number": number})
    return found

"""Pure rules of a class's week: what sanitary norms warn of. Nothing here refuses."""

from collections import defaultdict
from itertools import pairwise


def warnings(week: dict, limits: dict, points: dict) -> list[dict]:
    """[{kind, day, found, norm}] of one class, in the order of days.

    `week`: {weekday: {number: subjects}}, subjects of subgroups together; `limits`: {"day" | "week" | "run": value};
    `points`: {subject: difficulty}.
    """
    found = []
    for day, lessons in sorted(week.items()):
        count, run = len(lessons), longest_run(lessons)
        if count > limits.get("day", count):
            found.append({"kind": "day", "day": day, "found": count, "norm": limits["day"]})
        if run > limits.get("run", run):
            found.append({"kind": "run", "day": day, "found": run, "norm": limits["run"]})
        free = [number for number in range(min(lessons), max(lessons)) if number not in lessons]
        if free:
            found.append({"kind": "gap", "day": day, "found": free[0], "norm": 0})
    whole = sum(len(lessons) for lessons in week.values())
    if whole > limits.get("week", whole):
        found.append({"kind": "week", "day": 0, "found": whole, "norm": limits["week"]})
    return found + _shape(week, points)


def longest_run(lessons: dict) -> int:
    """How many lessons in a row hold one subject."""
    longest, runs = 1, defaultdict(lambda: 1)
    for one, two in pairwise(sorted(lessons)):
        same = set(lessons[one]) & set(lessons[two]) if two == one + 1 else set()
        runs = defaultdict(lambda: 1, {subject: runs[subject] + 1 for subject in same})
        longest = max([longest, *runs.values()])
    return longest


def difficulty(lessons: dict, points: dict) -> int:
    """Points of a day; of subgroups at one hour the hardest subject counts."""
    return sum(max((points.get(subject, 0) for subject in subjects), default=0) for subjects in lessons.values())


def _shape(week: dict, points: dict) -> list[dict]:
    """The first and the last day are not the hardest of the week."""
    by_day = {day: difficulty(lessons, points) for day, lessons in week.items()}
    if len(by_day) < 4 or not any(by_day.values()):
        return []
    most = max(by_day.values())
    edges = [day for day in (min(by_day), max(by_day)) if by_day[day] == most]
    inner = [day for day, value in by_day.items() if value == most and day not in edges]
    return [] if inner else [{"kind": "shape", "day": day, "found": most, "norm": 0} for day in edges]

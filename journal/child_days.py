"""The days of a child ahead: lessons in order, and the homework that is for each day."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from journal.rules.control_works import is_control

WEIGHT, KIND = 11, 12
"""Where they stand in a row."""
AHEAD = timedelta(days=7)
BACK = timedelta(days=30)
"""So long before a term its homework may have been given."""


@dataclass
class Task:
    """A homework of the family's page."""

    lesson: int
    subject: str
    text: str
    minutes: int | None
    link: str
    given_on: date
    files: list = field(default_factory=list)


@dataclass
class Day:
    day: date
    lessons: list = field(default_factory=list)
    loose: list[Task] = field(default_factory=list)
    """Homework of subjects without a lesson on the day."""
    minutes: int = 0
    tasks: int = 0

    def every(self):
        return [task for line in self.lessons for task in line["tasks"]] + self.loose


def days_of(lessons, names: dict[int, str], today: date) -> list[Day]:
    """Today and the days ahead that have something, in order.

    `lessons`: rows (id, date, number, part, section, subject, topic, homework, due_on, minutes, link, weight, kind, …)
    in order.
    """
    last, found = today + AHEAD, {}
    for row in lessons:
        if today <= (day := row[1]) < last and not row[3]:
            number, _part, section, subject, topic = row[2:7]
            line = {"number": number, "subject": names[subject], "section": section, "topic": topic, "tasks": []}
            line["work"] = row[KIND] if is_control(row[WEIGHT]) else ""
            found.setdefault(day, Day(day)).lessons.append(line | {"row": row})
    for due, section, task in _due(lessons, names):
        if not today <= due < last:
            continue
        day = found.setdefault(due, Day(due))
        place = next((line["tasks"] for line in day.lessons if line["section"] == section), day.loose)
        place.append(task)
        day.tasks += 1
        day.minutes += task.minutes or 0
    return [found[day] for day in sorted(found)]


def works_of(lessons, names: dict[int, str], today: date) -> list[dict]:
    """Control works of later days, the next one first; one hidden for now has no kind here and is not told."""
    found = []
    for row in reversed(lessons):
        if (day := row[1]) <= today:
            break
        if (kind := row[KIND]) and is_control(row[WEIGHT]):
            subject, topic = row[5:7]
            told = topic if topic.casefold().startswith(kind.casefold()) else ": ".join(filter(None, [kind, topic]))
            found.append({"day": day, "subject": names[subject], "told": told})
    return found[::-1]


def _due(lessons, names):
    """(day, section, Task): without a day of its own homework is for the section's next lesson on a later day."""
    ahead: dict[int, tuple[date, date | None]] = {}
    for pk, day, _number, part, section, subject, _topic, homework, due, minutes, link, *_rest in reversed(lessons):
        if part:
            continue
        this, after = ahead.get(section, (None, None))
        if this != day:
            ahead[section] = this, after = day, this
        if homework and (due or after):
            yield due or after, section, Task(pk, names[subject], homework, minutes, link, day)

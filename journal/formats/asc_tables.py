"""The tables of an aSc XML: whom its ids mean, and which day, week or term a sign stands for."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from journal.formats.days import weekdays
from journal.formats.shape import CLASS, ROOM, SUBJECT, TEACHER, Timetable
from journal.formats.students import is_whole
from journal.formats.text import whole
from journal.formats.xml import Element

TABLES = {
    SUBJECT: ("subjects", "subject"),
    TEACHER: ("teachers", "teacher"),
    CLASS: ("classes", "class"),
    ROOM: ("classrooms", "classroom"),
}


def table(root: Element, tag: str, *rows: str) -> list[Element]:
    """Rows of a collection wherever it stands; some exports leave the collection out."""
    found = [row for one in root.all(tag) for row in one.all(*rows)]
    return found or root.all(*rows)


def ids(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]


@dataclass
class Names:
    """`of[kind]`: {id: name}; `groups`: {id: (class id, name, "" for a whole class)}."""

    of: dict[str, dict[str, str]] = field(default_factory=dict)
    groups: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Element, told: Timetable) -> "Names":
        made = cls()
        for kind, (tag, row) in TABLES.items():
            made.of[kind] = _named(table(root, tag, row), kind, told)
        for one in table(root, "groups", "group"):
            whole = one.get("entireclass") in ("1", "true") or is_whole(one.get("name"))
            made.groups[one.get("id")] = one.get("classid"), "" if whole else one.get("name", "short")
        return made

    def one(self, kind: str, key: str) -> str:
        return self.of[kind].get(key, "")


def _named(rows: list[Element], kind: str, told: Timetable) -> dict[str, str]:
    """Two of one name are told apart by their short names."""
    found, taken = {}, {}
    for one in rows:
        full, short = " ".join(one.get("name").split()), " ".join(one.get("short").split())
        person = " ".join(filter(None, (one.get("lastname"), one.get("firstname"))))
        name = full or person or short or one.get("id")
        if kind == CLASS and full and short and not re.search(r"\d", full):
            name, full = short, full
        if taken.setdefault(name, one.get("id")) != one.get("id"):
            name = f"{name} ({short or one.get('id')})"
            taken[name] = one.get("id")
        found[one.get("id")] = name
        told.called(kind, name, short, full, person)
    return found


class Days:
    """Days of a card: «10000», «10000,01000», «1,2» or the number that the older XML counts from 0."""

    def __init__(self, root: Element):
        old = sorted(
            (
                (one.get("day"), one.get("name", "short"))
                for one in table(root, "days", "day")
                if whole(one.get("day")) is not None
            ),
            key=lambda told: int(told[0]),
        )
        singles = {
            one.get("days").index("1"): one.get("name", "short")
            for one in table(root, "daysdefs", "daysdef")
            if re.fullmatch(r"0*10*", one.get("days")) and len(one.get("days")) > 1
        }
        masks = [one.get("days") for one in table(root, "daysdefs", "daysdef")]
        self.width = max((len(part) for mask in masks for part in ids(mask)), default=0)
        names = [singles.get(at, str(at)) for at in range(self.width)] or [name for _day, name in old]
        self.week = weekdays(names) if names else []
        numbers = [one.get("day") for one in table(root, "cards", "card")]
        self.old = {day: at for at, (day, _name) in enumerate(old)}
        from_one = "daynumbering1" in root.get("options").replace(" ", "").lower() or "0" not in numbers
        self.first = 1 if from_one else 0

    def of(self, text: str) -> list[int]:
        """Weekdays; [] for what is no day."""
        found = []
        for part in ids(text):
            at = self._places(part)
            if not at:
                return []
            found += at
        week = [self.week[at] if at < len(self.week) else at + 1 for at in dict.fromkeys(found)]
        return week if max(week, default=8) <= 7 else []

    def _places(self, part: str) -> list[int]:
        if re.fullmatch(r"[01]{2,}", part) or (self.width == 1 and part == "1"):
            return [at for at, sign in enumerate(part) if sign == "1"]
        if part in self.old:
            return [self.old[part]]
        if (number := whole(part)) is not None and 0 <= number - self.first <= 13 and not self.old:
            return [number - self.first]
        return []


LONGEST = 12  # a day has no more lessons; each of them becomes a row in memory


def lengths(cards: list[Element], lessons: dict[str, Element]) -> dict[str, int]:
    """{lesson: hours that each of its cards stands for}.

    A double lesson has one card in the older XML and a card for each of its hours in that of 2012: where the cards of
    most such lessons are nearer than a lesson is long, every card of the file is an hour.
    """
    found = {key: whole(one.get("periodspercard", "durationperiods")) or 1 for key, one in lessons.items()}
    numbers = defaultdict(set)
    for card in cards:
        key, number = card.get("lessonid"), whole(card.get("period"))
        if number is not None and found.get(key, 1) > 1:
            numbers[key, card.get("days", "day", "dayid"), card.get("weeks"), card.get("terms")].add(number)
    near = {at[0] for at, many in numbers.items() if any(b - a < found[at[0]] for a, b in pairwise(sorted(many)))}
    is_hourly = len(near) * 2 > len({at[0] for at in numbers})
    return {key: 1 if is_hourly else min(n, LONGEST) for key, n in found.items()}


MASK = re.compile(r"[01]{2,60}")


def of_masks(text: str) -> int:
    """How many weeks or terms the masks in `text` have, 1 where there is none."""
    return max((len(part) for part in ids(text) if MASK.fullmatch(part)), default=1)


def cycle(text: str) -> frozenset[int] | None:
    """Weeks or terms of a mask, counted from 1; None for every one of them or nothing said. A year has no 61 weeks."""
    marks = [part for part in ids(text) if MASK.fullmatch(part)]
    found = frozenset(at for part in marks for at, sign in enumerate(part, 1) if sign == "1")
    longest = max(map(len, marks), default=0)
    if not marks and (told := [number for part in ids(text) if (number := whole(part)) is not None]) and len(told) > 1:
        return frozenset(told)
    return None if not found or len(found) == longest else found

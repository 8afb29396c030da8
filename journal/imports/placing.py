"""Lessons put into the week one by one; who would be in two places at once is refused."""

from collections import defaultdict
from dataclasses import dataclass, field

from journal.imports.lines import Line
from journal.imports.week import Week
from journal.rules.hours import is_closed
from journal.rules.timetable import is_full, take_turns
from schoolmis.people.names import fold
from schoolmis.structure.rules import class_label


@dataclass
class Plan:
    """`slots`: {(section, day, number, weeks): room} as they will be; `scope`: sections whose timetable is replaced.

    `name` and `source`: of the draft that a program's file becomes.
    """

    week: Week
    slots: dict = field(default_factory=dict)
    scope: set = field(default_factory=set)
    rooms_to_make: list = field(default_factory=list)
    name: str = ""
    source: str = ""


class Placing:
    """Lesson by lesson in the file's order: who comes second to a class, a teacher or a room is refused."""

    def __init__(self, plan: Plan, rows: list[Line]):
        self.plan, self.week, self.rows = plan, plan.week, rows
        self.busy = defaultdict(list)
        self.lines: dict = {}
        for place, room in self.week.slots.items():
            if place[0] not in plan.scope:
                self._take(place, room, self.week.journals[place[0]].title)

    def place(self) -> None:
        for line in self.rows:
            if line.book.refused:
                continue
            fresh = {place: room for place, room in line.slots.items() if place not in self.lines}
            if not fresh:
                same = self.lines[next(iter(line.slots))]
                if same.classes == line.classes:  # a joint lesson stands once with each of its classes
                    line.book.note("number", "lesson_repeated", other=line.book.other(same.book.place))
                continue
            for place, room in fresh.items():
                self._look(line, place, room)
                self._take(place, room, line)
            if line.book.refused:
                for place, room in fresh.items():
                    self._leave(place, room, line)
                continue
            for place, room in fresh.items():
                self.plan.slots[place], self.lines[place] = room, line
                self._warn(line, place)

    def _warn(self, line, place) -> None:
        """Of teachers who cannot teach then: it is taken all the same, as on the board."""
        section, day, number, _weeks = place
        journal = self.week.journals[section]
        for who, name in journal.teachers.items():
            if is_closed(self.week.closed.get(who, ()), day, journal.shift, number):
                line.book.note("teacher", "teacher_closed", who=name)

    def _whom(self, place, room):
        journal = self.week.journals[place[0]]
        yield from (("class", of, class_label(*of)) for of in journal.classes)
        yield from (("teacher", who, name) for who, name in journal.teachers.items())
        if room:
            yield "room", fold(room), room

    def _look(self, line, place, room) -> None:
        section, day, number, weeks = place
        part, hours = self._part(section), self.week.hours(section, number)
        for kind, who, name in self._whom(place, room):
            for other, its_part, its_hours, its_weeks in self.busy[day, kind, who]:
                apart = hours[1] <= its_hours[0] or its_hours[1] <= hours[0] or take_turns(weeks, its_weeks)
                if apart or (kind == "class" and self._beside(part, its_part)):
                    continue
                if kind == "room" and not self._is_full(day, room, hours, weeks):
                    continue
                told = other if isinstance(other, str) else f"№ {line.book.other(other.book.place)}"
                line.book.note(kind, f"{kind}_busy", who=name, other=told)
                return

    def _is_full(self, day: int, room: str, hours, weeks: int) -> bool:
        """A gym holds several lessons at once; a room that the school does not have yet holds one."""
        known = self.week.rooms.get(fold(room))
        stands = [(*its_hours, its_weeks) for _line, _part, its_hours, its_weeks in self.busy[day, "room", fold(room)]]
        return is_full(stands, known.lessons_at_once if known else 1, hours, weeks)

    def _part(self, section: int) -> int | None:
        journal = self.week.journals[section]
        return journal.group_id if journal.is_part else None

    def _beside(self, one: int | None, two: int | None) -> bool:
        """Subgroups of one class meet while they have no student in common."""
        return bool(one and two) and one != two and frozenset((one, two)) not in self.week.sharing

    def _take(self, place, room, line) -> None:
        section, day, number, weeks = place
        part, hours = self._part(section), self.week.hours(section, number)
        for kind, who, _name in self._whom(place, room):
            self.busy[day, kind, who].append((line, part, hours, weeks))

    def _leave(self, place, room, line) -> None:
        for kind, who, _name in self._whom(place, room):
            here = place[1], kind, who
            self.busy[here] = [one for one in self.busy[here] if one[0] is not line]

"""Lessons of a timetable file understood with matched names: which journals, when, where; or what is wrong."""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from journal.formats.shape import CLASS, GROUP, ROOM, SUBJECT, TEACHER, Placed
from journal.imports.lines import Line
from journal.imports.programs.matches import LEFT, WHOLE, Matches, tail_of
from journal.imports.week import Journal
from journal.imports.words import MOST_LESSONS
from journal.rules.timetable import FIRST, SECOND
from schoolmis.imports.records import Record
from schoolmis.people.faults import REFUSED, WARNED, Book, declare
from schoolmis.structure.rules import class_label, parse_classes
from schoolmis.ui.dates import weekday

declare(
    REFUSED,
    {
        "name_left": _("“%(value)s” is left out, as you chose."),
        "subject_unmatched": _("“%(value)s” is no subject that is known: match it."),
        "class_unmatched": _("“%(value)s” is no class that is known: match it."),
        "teacher_unmatched": _("“%(value)s” is nobody among the staff: match the name."),
        "joint_apart": _(
            "The file has one lesson for %(names)s together; the school has a journal for each."
            " Make a joint class of them."
        ),
        "lesson_outside": _("In the file it is lesson %(value)s; here lessons are counted from 1 to %(last)s."),
        "other_week": _("It is held in another week of the file's cycle than the one you chose."),
        "other_term": _("It is held in another term of the file than the one you chose."),
    },
)
declare(WARNED, {"every_week": _("The file holds it in some weeks only; here it stands every week.")})


def in_turn(weeks: frozenset[int], of: int) -> int | None:
    """FIRST or SECOND where the file's cycle is as two weeks that take turns: 1 and 3 of four, not 1 alone."""
    turns = {frozenset(range(first, of + 1, 2)): first for first in (FIRST, SECOND)}
    return turns.get(weeks) if of % 2 == 0 else None


class Lessons:
    """Placed lessons as lines of the list import, so that the same eyes look at them."""

    def __init__(self, matches: Matches, *, week: int = 1, term: int = 1):
        self.matches, self.week, self.cycle, self.term = matches, matches.week, week, term
        self.study_days = matches.week.study_days
        self.offset, self.is_counted = self._offset(), False

    def _offset(self) -> int:
        """How much the lessons of the second shift are counted on from the first: a file has one row of hours."""
        seconds = [one.number for one in self.matches.told.placed if self._shift(one) > 1]
        return max(min(seconds, default=1) - 1, 0)

    def _shift(self, one: Placed) -> int:
        found = [self.week.shift_of.get(key, 1) for name in one.classes for key in self._keys(name)]
        return min(found, default=1)

    def _keys(self, name: str) -> list[tuple[int, str]]:
        target = self.matches.target(CLASS, name)
        return parse_classes(target) if target and target != LEFT else []

    def line(self, one: Placed, record: Record) -> Line:
        line = Line(record, Book("", one.line))
        line.classes = tuple(dict.fromkeys(key for name in one.classes for key in self._keys(name)))
        line.day, line.number = one.weekday, self._number(one, line.classes)
        self._when(one, line)
        self._names(one, line)
        if not line.book.refused:
            line.journals = self._journals(one, line)
        if not line.book.refused:
            line.slots = {
                (at.id, line.day, line.number, line.weeks): room for at, room in self._rooms(one, line.journals).items()
            }
        return line

    def _number(self, one: Placed, classes) -> int:
        """By the bell that rings then, where the file gives times and the school has such a bell; else by counting."""
        begins = {f"{told:0>5}" for told in one.begins.split("/") if told}
        told = {number for of in classes if (number := self.week.number_at(of, begins))} if begins else set()
        if len(told) == 1:
            return told.pop()
        off = self.offset if self._shift(one) > 1 else 0
        self.is_counted |= off > 0
        return one.number - off

    def _when(self, one: Placed, line: Line) -> None:
        if one.weeks and (turn := in_turn(one.weeks, self.matches.told.weeks)):
            line.weeks = turn
        elif one.weeks and self.cycle not in one.weeks:
            line.book.note("day", "other_week")
        elif one.weeks:
            line.book.note("day", "every_week")
        if one.terms and self.term not in one.terms:
            line.book.note("day", "other_term")
        if line.day > self.study_days:
            line.book.note("day", "day_unknown", value=weekday(line.day))
        if not 1 <= line.number <= MOST_LESSONS:
            line.book.note("number", "lesson_outside", value=one.number, last=MOST_LESSONS)

    def _names(self, one: Placed, line: Line) -> None:
        subject = self.matches.target(SUBJECT, one.subject)
        if subject in (None, LEFT):
            line.book.note("subject", "name_left" if subject else "subject_unmatched", value=one.subject)
        for name in one.classes:
            target = self.matches.target(CLASS, name)
            if target is None or (target == LEFT and not line.classes):
                line.book.note("class", "name_left" if target else "class_unmatched", value=name)
        for name in one.teachers:
            if self.matches.target(TEACHER, name) is None:
                line.book.note("teacher", "teacher_unmatched", value=name)

    def _journals(self, one: Placed, line: Line) -> list[Journal]:
        code = self.matches.target(SUBJECT, one.subject)
        found: dict[Journal, None] = {}
        for name in one.classes:
            groups = [self.matches.target(GROUP, group) or "" for of, group in one.sets if of == name and group]
            for key in self._keys(name):
                taught = [of for of in self.week.of_class[key] if of.subject.code == code]
                if not taught:
                    told = {"value": one.subject, "class": class_label(*key)}
                    line.book.note("subject", "subject_not_taught", **told)
                    continue
                found |= dict.fromkeys(self._of_class(one, taught, groups, line))
        self._together(list(found), line)
        return list(found)

    def _of_class(self, one: Placed, taught, groups, line) -> list[Journal]:
        """The teacher tells the group better than its name does: «1 группа» is another half in another program."""
        people = {int(who) for name in one.teachers if (who := self.matches.target(TEACHER, name)) and who != LEFT}
        theirs = [of for of in taught if of.teachers.keys() & people]
        if people and not theirs:
            named = ", ".join(dict.fromkeys(who for of in taught for who in of.teachers.values())) or "—"
            line.book.note("teacher", "teacher_other", value=", ".join(one.teachers), named=named)
            return []
        candidates = theirs or taught
        parts = [of for of in candidates if of.is_part]
        told = [of for of in parts if tail_of(of.group) in groups]
        if told:
            return told
        if not groups or WHOLE in groups:
            return [of for of in candidates if not of.is_part] or candidates
        return parts or candidates

    def _together(self, journals: list[Journal], line: Line) -> None:
        """Whole classes of several journals at one time with one teacher are one lesson only in a joint class."""
        whose = defaultdict(list)
        for of in journals:
            for who in of.teachers:
                whose[who].append(of)
        for same in whose.values():
            if len(same) > 1:
                line.book.note("class", "joint_apart", names=", ".join(of.title for of in same))
                return

    def _rooms(self, one: Placed, journals: list[Journal]) -> dict[Journal, str]:
        """A room for each teacher where there are as many; a single room is the first journal's."""
        rooms = [self.room(name) for name in one.rooms]
        by_teacher = {}
        if len(rooms) == len(one.teachers):
            by_teacher = dict(zip((self.matches.target(TEACHER, name) for name in one.teachers), rooms, strict=True))
        found, left = {}, list(dict.fromkeys(rooms))
        for of in journals:
            room = next((by_teacher[str(who)] for who in of.teachers if by_teacher.get(str(who))), "")
            if not room and left and len(by_teacher) < 2:
                room = left[0]
            if room in left:
                left.remove(room)
            found[of] = room
        return found

    def room(self, name: str) -> str:
        target = self.matches.target(ROOM, name)
        return "" if target == LEFT else target or name[:20]

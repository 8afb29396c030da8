"""Rows of a timetable as they are understood: classes, day, lesson, journals; each with what is wrong with it."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from journal.imports.week import Journal, Week
from journal.imports.words import MOST_LESSONS, day_of, number_of, weeks_of
from journal.rules.timetable import EVERY
from schoolmis.people import cells
from schoolmis.people.faults import REFUSED, WARNED, Book, declare
from schoolmis.people.names import fold
from schoolmis.structure.rules import class_label, parse_classes

declare(
    REFUSED,
    {
        "day_missing": _("The day of the week is not given."),
        "day_unknown": _("“%(value)s” is not a day of the school's week."),
        "weeks_unknown": _("“%(value)s” does not say which weeks: write 1 or 2, or leave it empty for every week."),
        "lesson_missing": _("The number of the lesson is not given."),
        "lesson_impossible": _("“%(value)s” is not the number of a lesson."),
        "subject_not_taught": _("Class %(class)s does not have “%(value)s” in its teaching load."),
        "group_unknown": _("Class %(class)s has no group “%(value)s” in this subject."),
        "teacher_other": _("“%(value)s” does not teach this here; the teaching load names: %(named)s."),
        "lesson_repeated": _("The same lesson stands in row %(other)s."),
        "class_busy": _("The class has another lesson at this time: %(other)s."),
        "teacher_busy": _("%(who)s has another lesson at this time: %(other)s."),
        "room_busy": _("Room %(who)s is taken at this time: %(other)s."),
    },
)
declare(WARNED, {"teacher_closed": _("%(who)s cannot teach at this hour: it is closed in the hours of teachers.")})


@dataclass(eq=False)
class Line:
    """A row of the file while it is understood. `slots`: {(section, day, number, weeks): room}."""

    record: object
    book: Book
    classes: tuple = ()
    day: int | None = None
    number: int | None = None
    weeks: int = EVERY
    journals: list[Journal] = field(default_factory=list)
    slots: dict = field(default_factory=dict)


class Reading:
    """Rows one after another: an empty day or class repeats the row above while the lessons go on counting."""

    def __init__(self, week: Week):
        self.week, self.last = week, {}
        self.study_days = week.study_days

    def row(self, record) -> Line:
        values = dict(record.values)
        if "subject" not in values:  # headed «№» and «Сабак»: the number, then the subject
            values["subject"], values["number"] = values.get("number"), values.get("index")
        line = Line(record, Book(record.sheet, record.row))
        line.number = self._number(values.get("number"), line.book)
        above = self.last.get(record.sheet)
        goes_on = above if above and above.number and line.number and line.number > above.number else None
        line.classes = self._classes(cells.text(values.get("class")) or record.section, line.book, goes_on)
        line.day = self._day(values.get("day"), line.book, goes_on)
        line.weeks = self._weeks(values.get("weeks"), line.book)
        if line.classes:
            self._journals(line, values)
        self.last[record.sheet] = line
        return line

    def _number(self, cell, book):
        number = number_of(cell)
        if not cells.text(cell):
            book.note("number", "lesson_missing")
        elif number is None or not 1 <= number <= MOST_LESSONS:
            book.note("number", "lesson_impossible", value=cells.text(cell))
            return None
        return number

    def _weeks(self, cell, book) -> int:
        text = cells.text(cell)
        found = weeks_of(text)
        if found is None:
            book.note("weeks", "weeks_unknown", value=text)
        return found or EVERY

    def _classes(self, label, book, above) -> tuple:
        if not label and above and above.classes:
            return above.classes
        found = tuple(parse_classes(label))
        if not label:
            book.note("class", "class_missing")
        elif not found or any(one not in self.week.of_class for one in found):
            book.note("class", "class_unknown", value=label)
            return ()
        return found

    def _day(self, cell, book, above):
        text, day = cells.text(cell), day_of(cell)
        if not text and above and above.day:
            return above.day
        if not text:
            book.note("day", "day_missing")
        elif day is None or day > self.study_days:
            book.note("day", "day_unknown", value=text)
            return None
        return day

    def _journals(self, line, values) -> None:
        text, book = cells.text(values.get("subject")), line.book
        label = " + ".join(class_label(*one) for one in line.classes)
        if not text:
            return book.note("subject", "subject_missing")
        taught = self.week.taught(line.classes, text)
        if not taught:
            return book.note("subject", "subject_not_taught", value=text, **{"class": label})
        group = cells.given(values.get("group"))
        if group and fold(group) not in {"бут класс", "весь класс", "бардыгы", "класс"}:
            mine = [one for one in taught if one.kind != "class" and one.is_group(group)]
            if not mine:
                return book.note("group", "group_unknown", value=group, **{"class": label})
        else:
            mine = [one for one in taught if not one.is_part] or taught
        line.journals = self._teachers(mine, values.get("teacher"), taught if not group else mine, book)
        if line.day and line.number and not book.refused:
            line.slots = self._slots(line, cells.given(values.get("room")))
        return None

    def _teachers(self, journals, cell, candidates, book) -> list[Journal]:
        """The journals that the named teachers have; all of them where the file names nobody."""
        text = cells.given(cell)
        if not text or fold(text).startswith(("ваканс", "вакант")):
            return journals
        names = (
            [text] if self.week.staff.find(text) else [one.strip() for one in re.split(r"[/;,]", text) if one.strip()]
        )
        wanted: list[Journal] = []
        for name in names:
            people = self.week.staff.find(name)
            theirs = [one for one in journals if one.teachers.keys() & set(people)]
            theirs = theirs or [one for one in candidates if one.teachers.keys() & set(people)]
            if not people:
                book.note("teacher", "teacher_unknown", value=name)
            elif not theirs:
                named = ", ".join(dict.fromkeys(who for one in journals for who in one.teachers.values())) or "—"
                book.note("teacher", "teacher_other", value=name, named=named)
            wanted += theirs
        return list(dict.fromkeys(wanted))

    def _slots(self, line, room) -> dict:
        """An empty room leaves the one that stands there; «12/14» are the rooms of two groups in their order, a single
        one is the first group's."""
        parts = [one.strip()[:20] for one in re.split(r"[/;,]", room) if one.strip()]
        found = {}
        for at, one in enumerate(sorted(line.journals, key=lambda one: one.group)):
            place = one.id, line.day, line.number, line.weeks
            mine = parts[at] if len(parts) == len(line.journals) else "" if at else room[:20]
            known = self.week.rooms.get(fold(mine)) if mine else None
            found[place] = str(known) if known else mine or self.week.slots.get(place, "")
        return found

"""What is known of a year's sections when their lessons are put into a week: who learns, who teaches, when."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from functools import cache

from django.db import connection
from django.utils.translation import gettext as _

from journal.rules import timetable as rules
from schoolmis.people.models import Person
from schoolmis.structure.bells import Bells
from schoolmis.structure.models import AcademicYear, Bell, Group, Room, Section, TeachingLoad
from schoolmis.ui.dates import weekday

SHARING = """
select distinct one.group_id, two.group_id from students_membership one join students_membership two
on one.student_id = two.student_id and one.group_id < two.group_id
join structure_group g on g.id = one.group_id
where g.year_id = %(year)s and one.starts_on <= %(day)s and coalesce(one.ends_on, 'infinity') > %(day)s
and two.starts_on <= %(day)s and coalesce(two.ends_on, 'infinity') > %(day)s
"""


NAME = "teacher__person__last_name", "teacher__person__first_name", "teacher__person__patronymic"


@dataclass
class Courses:
    """The sections of a year as they stand on a day; read in six statements, however many there are."""

    sections: dict[int, Section] = field(default_factory=dict)
    classes: dict[int, dict[int, str]] = field(default_factory=dict)
    teachers: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    parts: dict[int, int | None] = field(default_factory=dict)
    sharing: set[frozenset[int]] = field(default_factory=set)
    rooms: dict[int, str] = field(default_factory=dict)
    holds: dict[int, int] = field(default_factory=dict)
    """{room: lessons at once}"""
    whose: dict[int, tuple[int, int | None]] = field(default_factory=dict)
    """{section: (shift, grade)}"""
    bells: Bells | None = None
    hours: Callable | None = None

    @classmethod
    def of(
        cls, year: AcademicYear, day: date, *, bells: Bells | None = None, teachers=None, sections=None, rooms=None
    ) -> "Courses":
        """`bells`, `teachers` ({section: {teacher: name}}), `sections` of the year with their classes, `rooms`: known
        to the caller, and not read again.
        """
        day = max(day, year.starts_on)
        rooms = list(Room.objects.all() if rooms is None else rooms)
        found = cls(rooms={room.pk: room.name for room in rooms}, sharing=sharing(year, day))
        found.holds = {room.pk: room.lessons_at_once for room in rooms}
        if sections is None:
            sections = Section.objects.filter(group__year=year).select_related("group", "subject")
            sections = sections.prefetch_related("group__classes")
        for section in sections:
            of = list(section.group.classes.all())
            found.sections[section.pk] = section
            found.classes[section.pk] = {one.pk: str(one) for one in of}
            found.parts[section.pk] = section.group_id if section.group.kind == Group.Kind.SUBGROUP else None
            found.whose[section.pk] = min(((one.shift, one.grade) for one in of), default=(1, None))
        found.teachers.update(_teachers(year, day) if teachers is None else teachers)
        found.bells = bells or Bells(Bell.objects.all())
        found.hours = lesson_hours(found.whose, found.bells)
        return found

    def clashes(self, slots) -> list[dict]:
        """`slots`: Spots or their beginnings."""
        facts = (self.classes, self.teachers, self.parts, self.hours)
        return rules.clashes(slots, *facts, sharing=self.sharing, rooms=self.rooms, holds=self.holds)

    def against(self, others, here) -> list[dict]:
        """Clashes of the lesson `here` with those that stand on its day already."""
        section, weekday, _number, room = here[:4]
        people = self.classes.get(section, {}).keys(), self.teachers.get(section, {}).keys()
        near = [
            slot
            for slot in others
            if slot[1] == weekday
            and slot[0] != section
            and (
                (room and slot[3] == room)
                or self.classes.get(slot[0], {}).keys() & people[0]
                or self.teachers.get(slot[0], {}).keys() & people[1]
            )
        ]
        return [clash for clash in self.clashes([*near, here]) if section in clash["all"]]

    def briefly(self, clash, section) -> str:
        """Who is busy, and with what else than `section`."""
        others = ", ".join(str(self.sections[one]) for one in clash["all"] if one != section)
        return f"{clash['who']}: {others}"

    def last_lesson(self, section: int) -> int | None:
        """The last lesson that the section's shift has a bell for."""
        shift = self.whose[section][0]
        return max((number for of, number in self.bells.found if of == shift), default=None)

    def say(self, clash) -> str:
        """A clash in words, the lessons named."""
        if len(clash["all"]) > 2:
            return _("%(who)s: %(day)s, lesson %(number)s: more lessons at once than it holds: %(lessons)s.") % {
                "who": clash["who"],
                "day": weekday(clash["day"]),
                "number": clash["number"],
                "lessons": ", ".join(f"“{self.sections[one]}”" for one in clash["all"]),
            }
        return _("%(who)s: %(day)s, lesson %(number)s is both “%(first)s” and “%(second)s”.") % {
            "who": clash["who"],
            "day": weekday(clash["day"]),
            "number": clash["number"],
            "first": self.sections[clash["first"]],
            "second": self.sections[clash["second"]],
        }


def _teachers(year, day) -> dict[int, dict[int, str]]:
    found: dict = defaultdict(dict)
    loads = TeachingLoad.objects.on(day).filter(section__group__year=year)
    names: dict[int, str] = {}
    for section, teacher, *name in loads.values_list("section_id", "teacher_id", *NAME):
        if teacher not in names:
            names[teacher] = Person(last_name=name[0], first_name=name[1], patronymic=name[2]).short_name
        found[section][teacher] = names[teacher]
    return found


def sharing(year: AcademicYear, day: date) -> set[frozenset[int]]:
    """Pairs of subgroups that have a student in common on `day`."""
    with connection.cursor() as cursor:
        cursor.execute(SHARING, {"year": year.pk, "day": day})
        return {frozenset(pair) for pair in cursor.fetchall()}


def lesson_hours(whose, bells: Bells | None = None):
    """`hours(section, number) -> (begins, ends)` by the school's bells; `whose`: {section: (shift, grade)}."""
    bells = bells or Bells(Bell.objects.all())

    @cache
    def rung(shift, grade, number):
        bell = bells.of(shift, number, grade)
        # Without a bell for it a lesson has no hour: it is then apart from every lesson that has one.
        return (bell.starts_at, bell.ends_at) if bell else (time(23, number), time(23, number, 59))

    return lambda section, number: rung(*whose.get(section, (1, None)), number)

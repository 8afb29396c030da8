"""Later lessons of a class that could be held at the hour of one whose teacher is not there (R1-4.1/2).

Nothing is brought into the past, and only what move_lesson would take: an empty lesson, its teachers free at the hour,
no other lesson of its students, its room free.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from journal.courses import Courses
from journal.models import Cell, Closing, Lesson, LessonMove
from journal.rules.substitutes import overlap
from journal.substitutes.day import Day, Line, State
from journal.substitutes.facts import AHEAD, brought_by, drafted_holds
from schoolmis import clock
from schoolmis.people.models import Employee
from schoolmis.structure.models import Group, Room
from schoolmis.ui.dates import day_month


@dataclass
class Offer:
    """One lesson and who holds it; `is_last`: nothing of the class stands after it, so that no new gap is made."""

    lesson: Lesson
    teachers: list[Employee]
    same_day: bool
    is_last: bool

    @property
    def value(self) -> str:
        """As the page sends it."""
        return f"b{self.lesson.pk}"

    @property
    def names(self) -> str:
        return ", ".join(one.person.short_name for one in self.teachers)

    @property
    def why(self) -> str:
        where = {"day": day_month(self.lesson.date), "number": self.lesson.number}
        said = _("now lesson %(number)s") if self.same_day else _("now on %(day)s, lesson %(number)s")
        return said % where

    @property
    def order(self):
        return not self.same_day, self.lesson.date, not self.is_last, -self.lesson.number


class Forward:
    """Of one day; read once, in a handful of statements, and only where a lesson is not covered."""

    def __init__(self, shown: Day):
        self.shown = shown
        gaps = [line.lesson for line in shown.lines if line.state == State.OPEN]
        self.lessons: list[Lesson] = []
        if not gaps or shown.day < clock.today():
            return
        classes = {pk for gap in gaps for pk, _grade in gap.places}
        last = shown.day + AHEAD
        self.year = gaps[0].section.group.year
        known = shown.facts
        rooms = {one.room: Room(one.room, one.room_name, one.lessons_at_once) for one in known.places}
        sections = [one for one in known.sections.values() if one.group.year_id == self.year.pk]
        told = {"bells": known.bells, "teachers": _teachers(shown), "sections": sections, "rooms": rooms.values()}
        self.courses = Courses.of(self.year, shown.day, **told)
        found = Lesson.objects.held().with_works().filter(date__range=(shown.day, last))
        found = found.filter(section__in=[pk for pk, of in self.courses.classes.items() if of.keys() & classes])
        found = found.annotate(
            written=Exists(Cell.objects.filter(lesson=OuterRef("pk"))),
            moved=Exists(LessonMove.objects.filter(lesson=OuterRef("pk"), undone_at=None)),
            closed=Exists(
                Closing.objects.filter(
                    reopened_at=None, term__starts_on__lte=OuterRef("date"), term__ends_on__gte=OuterRef("date")
                )
            ),
        )
        self.lessons = list(found.order_by("date", "number"))
        self.replaced = known.substitutions
        drafts = known.drafts
        self.drafted = {one.lesson for draft in drafts for one in brought_by(draft)}
        days = {one.date for one in self.lessons}
        self.holds = {day: [hold for draft in drafts for hold in drafted_holds(draft, day)] for day in days}
        self.rooms = {day: known.rooms(day) for day in days | {shown.day}}

    def propose(self) -> None:
        for line in self.shown.lines:
            if line.state == State.OPEN:
                line.forward = self.offers(line)

    def offers(self, line: Line) -> list[Offer]:
        """What could be held at the hour of this lesson, of the same day first and the last of the class first."""
        classes = {pk for pk, _grade in line.lesson.places}
        found = []
        for lesson in self.lessons:
            later = self._is_later(lesson, line.lesson) and self._is_for_all(lesson, line.lesson)
            if later and classes & self._classes(lesson) and self._stands_free(lesson):
                teachers = self._teachers(lesson, line.lesson)
                if teachers and not self._clashes(lesson, line.lesson):
                    found.append(Offer(lesson, teachers, lesson.date == self.shown.day, self._is_last(lesson)))
        for offer in found:
            offer.lesson.section = self.courses.sections[offer.lesson.section_id]
        return sorted(found, key=lambda one: one.order)

    def _classes(self, lesson) -> set[int]:
        return set(self.courses.classes[lesson.section_id])

    def _is_later(self, lesson, gap) -> bool:
        return (lesson.date, lesson.number) > (self.shown.day, gap.number) and lesson.section_id != gap.section_id

    def _is_for_all(self, lesson, gap) -> bool:
        """A subgroup's lesson would leave the others of the class without one."""
        group = self.courses.sections[lesson.section_id].group
        return group.kind != Group.Kind.SUBGROUP or group.pk == gap.section.group_id

    def _stands_free(self, lesson) -> bool:
        """Nothing is written in it or ordered about it, and its term is open."""
        if lesson.works or lesson.written or lesson.taken_at or lesson.moved or lesson.closed:
            return False
        if lesson.pk in self.drafted:
            return False
        if any(one.lesson == lesson.pk for one in self.shown.facts.brought):
            return False
        if any(
            row.section_id == lesson.section_id
            and row.number in (None, lesson.number)
            and row.starts_on <= lesson.date < row.ends_on
            for row in self.replaced
        ):
            return False
        return not any(hold.covers(lesson) for hold in self.holds[lesson.date])

    def _teachers(self, lesson, gap) -> list[Employee]:
        """Who would hold it: those of its teachers who are there; nobody where one of them is busy at the hour."""
        known = self.shown.facts
        here = [known.staff[pk] for pk in known.teachers[lesson.section_id] - known.gone if pk in known.staff]
        here = [one for one in here if one.works_on(self.shown.day)]
        busy = any(self.shown.busy_with(one.pk, gap.hours, besides=[lesson.pk]) for one in here)
        return [] if busy else sorted(here, key=lambda one: one.person.sort_key)

    def _clashes(self, lesson, gap) -> bool:
        """Another lesson of the same students at the hour, or the lesson's own room taken then."""
        weekday, standing = self.shown.day.isoweekday(), []
        for other in self.shown.facts.lessons:
            if other.stands and other.pk not in (gap.pk, lesson.pk) and overlap(other.stands, gap.hours):
                standing.append((other.section_id, weekday, other.number, self._room(other)))
        for one in self.shown.facts.brought:  # what a draft brings to the hour already
            if not one.is_signed and one.to_day == self.shown.day and one.to_number == gap.number and one.gap != gap.pk:
                standing.append((one.section, weekday, gap.number, None))
        here = lesson.section_id, weekday, gap.number, self._room(lesson)
        return any(clash["kind"] != "teacher" for clash in self.courses.against(standing, here))

    def _room(self, lesson) -> int | None:
        """The room that the timetable names for it."""
        place = self.rooms[lesson.date].get((lesson.section_id, lesson.number))
        return place and place.room

    def _is_last(self, lesson) -> bool:
        classes = self._classes(lesson)
        same = (one for one in self.lessons if one.date == lesson.date and self._classes(one) & classes)
        return not any(one.number > lesson.number for one in same)


def _teachers(shown: Day) -> dict[int, dict[int, str]]:
    """{section: {teacher: name}} as the day has read it."""
    known = shown.facts
    return {
        section: {pk: known.staff[pk].person.short_name for pk in teachers if pk in known.staff}
        for section, teachers in known.teachers.items()
    }

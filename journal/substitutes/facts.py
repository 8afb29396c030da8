"""What one day of the school is made of, read once: lessons with their hours, teachers, who is away, who stands in."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import NamedTuple

from django.db.models import OuterRef, Prefetch, Q, Subquery

from journal.models import Lesson, LessonMove, LostLesson, Slot, TeacherAway
from journal.rules.substitutes import Hours
from journal.rules.timetable import take_turns, week_of
from schoolmis.orders.models import Absence, Order, Substitution
from schoolmis.people.models import Employee
from schoolmis.structure.bells import Bells
from schoolmis.structure.calendar import weekday_of
from schoolmis.structure.models import Bell, Room, SchoolClass, Section, SpecialDay, TeachingLoad

AHEAD = timedelta(days=7)
"""How far ahead lessons are looked for that could be held on the day."""


DRAFTED = Q(kind="substitution", status=Order.Status.DRAFT, annulled_at=None)


@dataclass(frozen=True)
class Hold:
    """Somebody stands in for `absent` in a section on the day: by a signed order, or by a draft of one."""

    section: int
    number: int | None
    absent: int
    substitute: int
    joined: bool
    order: Order | None

    @property
    def is_signed(self) -> bool:
        return self.order is not None and self.order.status != Order.Status.DRAFT

    def covers(self, lesson: Lesson) -> bool:
        return self.section == lesson.section_id and self.number in (None, lesson.number)


@dataclass(frozen=True)
class Brought:
    """A later lesson of the class is held at the hour of a `gap` whose teacher is not there: by an order or a draft."""

    gap: int
    lesson: int
    section: int
    absent: int
    employees: tuple[int, ...]
    from_day: date
    from_number: int
    to_day: date
    to_number: int
    order: Order | None

    @property
    def is_signed(self) -> bool:
        return self.order is not None and self.order.status != Order.Status.DRAFT


class Place(NamedTuple):
    """A lesson that the timetable gives a room to, from a day up to but not on a day."""

    section: int
    weekday: int
    number: int
    weeks: int
    starts_on: date
    ends_on: date | None
    year_from: date
    room: int
    room_name: str
    lessons_at_once: int

    def holds(self, day: date) -> bool:
        in_force = self.starts_on <= day and (self.ends_on is None or day < self.ends_on)
        return in_force and not take_turns(self.weeks, week_of(day, self.year_from))


@dataclass
class Facts:
    """Of one day. What a lesson has besides: `places` ((class, grade) of its students), `hour` and `hours` by the
    timetable, `stands` (its hours where it is held on this day), `is_away` (moved from here), `room_name`, and `lost`,
    the reason for which it is not held.
    """

    day: date
    lessons: list[Lesson] = field(default_factory=list)
    teachers: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """{section: employees whose load it is}"""
    taught: dict[int, set[tuple[int, int, int]]] = field(default_factory=lambda: defaultdict(set))
    """{employee: (subject, class, grade)}"""
    staff: dict[int, Employee] = field(default_factory=dict)
    absences: dict[int, Absence] = field(default_factory=dict)
    marked: dict[int, TeacherAway] = field(default_factory=dict)
    holds: list[Hold] = field(default_factory=list)
    brought: list[Brought] = field(default_factory=list)
    """To an hour of this day, or from one."""
    moves: dict[int, LessonMove] = field(default_factory=dict)
    """{lesson: its move from or to this day}"""
    month: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    """{employee: lessons held for others in the month of the day}"""
    substitutions: list[Substitution] = field(default_factory=list)
    """By signed orders, of the month of the day and of the AHEAD days after it."""
    sections: dict[int, Section] = field(default_factory=dict)
    """All of the year that the day is in, with their classes."""
    places: list[Place] = field(default_factory=list)
    """Of the timetable of the day and of the AHEAD days after it, with their rooms."""
    drafts: list[Order] = field(default_factory=list)
    """Drafts of orders of substitution, whether they are counted among the holds or not."""
    specials: dict[date, SpecialDay] = field(default_factory=dict)
    """Of the day and of the AHEAD days after it."""
    bells: Bells | None = None

    @property
    def gone(self) -> set[int]:
        return self.absences.keys() | self.marked.keys()

    def rooms(self, day: date) -> dict[tuple[int, int], Place]:
        """{(section, number): place} by the timetable of the day, or of one of the AHEAD days after it."""
        return _rooms(self.places, self.specials, day)


def someone_away(day: date) -> bool:
    """Asked before a whole day is read: on most days nobody is."""
    away = Absence.objects.on(day).exists() or TeacherAway.objects.filter(day=day, ended_at=None).exists()
    return away or Substitution.objects.on(day).exists() or any(_drafted_holds(Order.objects.filter(DRAFTED), day))


def read(day: date, *, drafts: bool = True, without: int | None = None) -> Facts:
    """`drafts`: what is drafted counts too; `without`: the order that is being looked at does not."""
    found = Facts(day)
    found.specials = {one.date: one for one in SpecialDay.objects.filter(date__range=(day, day + AHEAD))}
    found.bells = Bells(Bell.objects.all())
    found.places = _places(day, day + AHEAD)
    loads = list(TeachingLoad.objects.on(day).values_list("teacher", "section"))
    found.lessons = _lessons(found, {section for _teacher, section in loads})
    for teacher, pk in loads:
        section = found.sections[pk]
        found.teachers[pk].add(teacher)
        found.taught[teacher] |= {(section.subject_id, one.pk, one.grade) for one in section.group.classes.all()}
    found.absences = {one.employee_id: one for one in Absence.objects.on(day).select_related("order")}
    found.marked = {one.employee_id: one for one in TeacherAway.objects.filter(day=day, ended_at=None)}
    signed = _substitutions(found)
    orders = list(Order.objects.filter(DRAFTED | Q(pk__in={one.order_id for one in signed})))
    found.drafts = [order for order in orders if order.status == Order.Status.DRAFT and order.pk != without]
    counted = found.drafts if drafts else []
    held = _signed_holds(signed, {order.pk: order for order in orders})
    found.holds = [hold for hold in (*held, *_drafted_holds(counted, day)) if hold.order.pk != without]
    found.brought = [*_ordered_moves(found.moves), *_drafted_moves(counted, day)]
    wanted = set(found.taught) | found.gone | {pk for hold in found.holds for pk in (hold.absent, hold.substitute)}
    wanted |= {pk for one in found.brought for pk in one.employees}
    found.staff = Employee.objects.select_related("person").in_bulk(wanted)
    return found


def _substitutions(facts: Facts) -> list[Substitution]:
    """Those of the day; read with those of its month, which are counted, and of the days after it."""
    day, first = facts.day, facts.day.replace(day=1)
    end = (first + timedelta(31)).replace(day=1)
    found = Substitution.objects.filter(starts_on__lt=max(end, day + AHEAD + timedelta(1)), ends_on__gte=first)
    facts.substitutions = list(found)
    for one in facts.substitutions:
        if first <= one.starts_on < end and one.revoked_by_id is None:
            facts.month[one.substitute_id] += one.hours
    return [one for one in facts.substitutions if one.starts_on <= day < one.ends_on]


def _lessons(facts: Facts, taught: set[int]) -> list[Lesson]:
    """Lessons of the day, those taken out with a reason and those moved to another day among them."""
    day, moves, special = facts.day, facts.moves, facts.specials.get(facts.day)
    rows = LessonMove.objects.filter(Q(from_day=day) | Q(to_day=day), undone_at=None).select_related(
        "room", "order", "lesson"
    )
    moves |= {one.lesson_id: one for one in rows}
    reason = LostLesson.objects.filter(lesson=OuterRef("pk"), restored_at=None).values("reason")[:1]
    found = Lesson.objects.annotate(lost=Subquery(reason)).filter(Q(date=day) | Q(pk__in=moves), part=0)
    found = found.filter(Q(status=Lesson.Status.PLANNED) | Q(lost__isnull=False))
    found = list(found.order_by("number"))
    facts.sections = _sections(day, taught | {lesson.section_id for lesson in found})
    hours, by_place = _rung(facts.bells, special), facts.rooms(day)
    for lesson in found:
        lesson.section = facts.sections[lesson.section_id]
        classes = lesson.section.group.classes.all()
        lesson.places = {(one.pk, one.grade) for one in classes}
        lesson.shift = min((one.shift for one in classes), default=1)
        moved = moves.get(lesson.pk)
        lesson.is_away = moved is not None and moved.from_day == day
        lesson.hour = moved.from_number if lesson.is_away else lesson.number
        lesson.hours = hours(classes, lesson.hour)
        lesson.stands = hours(classes, lesson.number) if lesson.date == day and not lesson.lost else None
        stood = by_place.get((lesson.section_id, lesson.hour))
        room = moved.room if moved and not lesson.is_away else stood and stood.room_name
        room = room or next((one.room for one in classes if one.room_id and lesson.section.group.kind == "class"), None)
        lesson.room_name = str(room or "")
    return found


def _sections(day: date, also) -> dict[int, Section]:
    """Of the year of the day, and those `also` asked for."""
    of_year = Q(group__year__starts_on__lte=day, group__year__ends_on__gte=day)
    found = Section.objects.filter(of_year | Q(pk__in=also)).select_related("subject", "group__year")
    classes = Prefetch("group__classes", SchoolClass.objects.select_related("room"))
    return {one.pk: one for one in found.prefetch_related(classes)}


def _places(first: date, last: date) -> list[Place]:
    slots = Slot.objects.filter(Q(ends_on=None) | Q(ends_on__gt=first), starts_on__lte=last, room__isnull=False)
    dated = "starts_on", "ends_on", "section__group__year__starts_on"
    room = "room", "room__name", "room__lessons_at_once"
    return [Place(*row) for row in slots.values_list("section", "weekday", "number", "weeks", *dated, *room)]


def rooms_of(first: date, last: date) -> dict[date, dict[tuple[int, int], Place]]:
    """{day: {(section, number): place}} of the days, both within; two statements."""
    places = _places(first, last)
    specials = {one.date: one for one in SpecialDay.objects.filter(date__range=(first, last))}
    days = (first + timedelta(step) for step in range((last - first).days + 1))
    return {day: _rooms(places, specials, day) for day in days}


def _rooms(places, specials, day) -> dict[tuple[int, int], Place]:
    weekday = weekday_of(day, specials)
    return {(one.section, one.number): one for one in places if one.weekday == weekday and one.holds(day)}


def room_of(day: date, section: int, number: int) -> Room | None:
    """The room of a lesson by the timetable of the day."""
    special = SpecialDay.objects.filter(date=day).first()
    weekday = weekday_of(day, {day: special} if special else {})
    slots = Slot.objects.on(day).filter(section=section, weekday=weekday, number=number, room__isnull=False)
    found = slots.select_related("room", "section__group__year")
    stand = (one for one in found if not take_turns(one.weeks, week_of(day, one.section.group.year.starts_on)))
    return next((one.room for one in stand), None)


def of_bells(day: date):
    """`hours(classes, number) -> (begins, ends)` by that day's bells; a lesson without a bell stands apart."""
    return _rung(Bells(Bell.objects.all()), SpecialDay.objects.filter(date=day).first())


def _rung(bells, special):
    short = bool(special and special.is_short)

    def hours(classes, number: int) -> Hours:
        shift, grade = min(((one.shift, one.grade) for one in classes), default=(1, None))
        bell = bells.of(shift, number, grade, short=short)
        return (bell.starts_at, bell.ends_at) if bell else (time(23, number), time(23, number, 59))

    return hours


def _signed_holds(signed, orders):
    for one in signed:
        order = orders[one.order_id]
        yield Hold(one.section_id, one.number, one.absent_id, one.substitute_id, one.joined, order)


def _drafted_holds(orders, day):
    for order in orders:
        yield from drafted_holds(order, day)


def drafted_holds(order, day: date):
    given, day = order.payload, day.isoformat()
    absent, span = given.get("absent"), (given.get("from") or "", given.get("to") or "")
    for line in given.get("lines", []):
        within = line["on"] == day if line.get("on") else span[0] <= day <= span[1]
        if within and absent:
            yield Hold(line["section"], line.get("number"), absent, line["employee"], bool(line.get("joined")), order)


def brought_by(order) -> list[Brought]:
    """What the order's payload brings forward, signed or not."""
    absent = order.payload.get("absent")
    return [
        Brought(
            one["gap"],
            one["lesson"],
            one["section"],
            absent,
            tuple(one["employees"]),
            date.fromisoformat(one["from"]),
            one["from_number"],
            date.fromisoformat(one["on"]),
            one["number"],
            order,
        )
        for one in order.payload.get("moves", [])
    ]


def _drafted_moves(orders, day):
    for order in orders:
        yield from (one for one in brought_by(order) if day in (one.from_day, one.to_day))


def _ordered_moves(moves):
    """Those that stand, as the orders that brought them say."""
    orders = {one.order_id: one.order for one in moves.values() if one.order_id}
    standing = {one.gap_id for one in moves.values() if one.order_id}
    return [one for order in orders.values() for one in brought_by(order) if one.gap in standing]

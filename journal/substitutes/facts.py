"""What one day of the school is made of, read once: lessons with their hours, teachers, who is away, who stands in."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from django.db.models import OuterRef, Prefetch, Q, Subquery, Sum

from journal.models import Lesson, LessonMove, LostLesson, Slot, TeacherAway
from journal.rules.substitutes import Hours
from journal.rules.timetable import take_turns, week_of
from schoolmis.orders.models import Absence, Order, Substitution
from schoolmis.people.models import Employee
from schoolmis.structure.bells import Bells
from schoolmis.structure.calendar import weekday_of
from schoolmis.structure.models import Bell, SchoolClass, SpecialDay, TeachingLoad

AHEAD = timedelta(days=7)
"""How far ahead lessons are looked for that could be held on the day."""


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
    month: dict[int, int] = field(default_factory=dict)
    """{employee: lessons held for others in the month of the day}"""
    drafts: list[Order] = field(default_factory=list)
    """Drafts of orders of substitution, whether they are counted among the holds or not."""
    specials: dict[date, SpecialDay] = field(default_factory=dict)
    """Of the day and of the AHEAD days after it."""
    bells: Bells | None = None

    @property
    def gone(self) -> set[int]:
        return self.absences.keys() | self.marked.keys()


def someone_away(day: date) -> bool:
    """Asked before a whole day is read: on most days nobody is."""
    away = Absence.objects.on(day).exists() or TeacherAway.objects.filter(day=day, ended_at=None).exists()
    return away or Substitution.objects.on(day).exists() or any(_drafted_holds(_drafts(), day))


def read(day: date, *, drafts: bool = True, without: int | None = None) -> Facts:
    """`drafts`: what is drafted counts too; `without`: the order that is being looked at does not."""
    found = Facts(day)
    found.specials = {one.date: one for one in SpecialDay.objects.filter(date__range=(day, day + AHEAD))}
    found.bells = Bells(Bell.objects.all())
    found.lessons = _lessons(found)
    for teacher, section, *what in TeachingLoad.objects.on(day).values_list(
        "teacher", "section", "section__subject", "section__group__classes", "section__group__classes__grade"
    ):
        found.teachers[section].add(teacher)
        found.taught[teacher].add(tuple(what))
    found.absences = {one.employee_id: one for one in Absence.objects.on(day).select_related("order")}
    found.marked = {one.employee_id: one for one in TeacherAway.objects.filter(day=day, ended_at=None)}
    found.drafts = [order for order in _drafts() if order.pk != without]
    counted = found.drafts if drafts else []
    found.holds = [hold for hold in (*_signed_holds(day), *_drafted_holds(counted, day)) if hold.order.pk != without]
    found.brought = [*_ordered_moves(found.moves), *_drafted_moves(counted, day)]
    wanted = set(found.taught) | found.gone | {pk for hold in found.holds for pk in (hold.absent, hold.substitute)}
    wanted |= {pk for one in found.brought for pk in one.employees}
    found.staff = Employee.objects.select_related("person").in_bulk(wanted)
    start = day.replace(day=1)
    month = Substitution.objects.counted(start, (start + timedelta(31)).replace(day=1) - timedelta(1))
    found.month = dict(month.order_by().values_list("substitute").annotate(Sum("hours")))
    return found


def _lessons(facts: Facts) -> list[Lesson]:
    """Lessons of the day, those taken out with a reason and those moved to another day among them."""
    day, moves, special = facts.day, facts.moves, facts.specials.get(facts.day)
    rows = LessonMove.objects.filter(Q(from_day=day) | Q(to_day=day), undone_at=None).select_related(
        "room", "order", "lesson"
    )
    moves |= {one.lesson_id: one for one in rows}
    reason = LostLesson.objects.filter(lesson=OuterRef("pk"), restored_at=None).values("reason")[:1]
    found = Lesson.objects.annotate(lost=Subquery(reason)).filter(Q(date=day) | Q(pk__in=moves), part=0)
    found = found.filter(Q(status=Lesson.Status.PLANNED) | Q(lost__isnull=False))
    found = found.select_related("section__subject", "section__group__year")
    classes = Prefetch("section__group__classes", SchoolClass.objects.select_related("room"))
    found = list(found.prefetch_related(classes).order_by("number"))
    hours, by_place = _rung(facts.bells, special), _rooms(day, special)
    for lesson in found:
        classes = lesson.section.group.classes.all()
        lesson.places = {(one.pk, one.grade) for one in classes}
        lesson.shift = min((one.shift for one in classes), default=1)
        moved = moves.get(lesson.pk)
        lesson.is_away = moved is not None and moved.from_day == day
        lesson.hour = moved.from_number if lesson.is_away else lesson.number
        lesson.hours = hours(classes, lesson.hour)
        lesson.stands = hours(classes, lesson.number) if lesson.date == day and not lesson.lost else None
        room = moved.room if moved and not lesson.is_away else by_place.get((lesson.section_id, lesson.hour))
        room = room or next((one.room for one in classes if one.room_id and lesson.section.group.kind == "class"), None)
        lesson.room_name = str(room or "")
    return found


def rooms(day: date) -> dict:
    """{(section, number): room} by the timetable of the day."""
    return _rooms(day, SpecialDay.objects.filter(date=day).first())


def _rooms(day, special) -> dict:
    weekday = weekday_of(day, {day: special} if special else {})
    slots = Slot.objects.on(day).filter(weekday=weekday, room__isnull=False)
    return {
        (slot.section_id, slot.number): slot.room
        for slot in slots.select_related("room", "section__group__year")
        if not take_turns(slot.weeks, week_of(day, slot.section.group.year.starts_on))
    }


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


def _signed_holds(day):
    signed = Substitution.objects.on(day).select_related("order")
    for one in signed:
        yield Hold(one.section_id, one.number, one.absent_id, one.substitute_id, one.joined, one.order)


def _drafts():
    return Order.objects.filter(kind="substitution", status=Order.Status.DRAFT, annulled_at=None)


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

"""A lesson held at another hour than the timetable gives, and put back (R1-4.1/2)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from journal import day_changes, locks, permissions
from journal.courses import Courses
from journal.models import Cell, Closing, Lesson, LessonMove
from journal.rules.marks import State
from journal.rules.substitutes import Hours, overlap
from journal.substitutes.day import Day
from journal.substitutes.facts import room_of
from journal.timetable import places_on
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.structure.models import Room


def move_lesson(lesson: Lesson, *, day: date, number: int, by: User, order=None, gap=None) -> LessonMove:
    """R1-4.1/2: an empty lesson goes to another hour of the year, free for its class, teacher and room.

    `order` brings it to the hour of `gap`, which has just been taken out, and tells of it itself.
    """
    grant = permissions.SUBSTITUTE.demand(by)
    with acting(by, grant=grant):
        lesson = _locked(lesson)
        if lesson.moves.filter(undone_at=None).exists():
            raise ValidationError(_("This lesson is moved already: put it back first."), "moved")
        if not places_on(lesson.section, day):
            raise ValidationError({"day": ValidationError(_("The class does not study on this day."), "off")})
        if Closing.objects.filter(reopened_at=None, term__in=lesson.section.periods().filter(**_holds(day))).exists():
            raise ValidationError({"day": ValidationError(locks.sentence(State("locked", "term")), "locked")})
        shown, hours = _free_day(lesson, day, number)
        move = LessonMove(lesson=lesson, from_day=lesson.date, from_number=lesson.number, made_by=by)
        move.order, move.gap = order, gap
        move.to_day, move.to_number, move.room = day, number, _room(lesson, shown, hours)
        move.full_clean()
        move.save()
        _put(lesson, day, number)
        record("journal.move_lesson", lesson, by=by, to=day, number=number)
        if order is None:
            _tell(lesson, (move.from_day, move.from_number), by)
    return move


def put_back(move: LessonMove, *, by: User, revoked: bool = False) -> LessonMove:
    """R1-4.1/2: the lesson stands at its hour of the timetable again; by an order, only when that is `revoked`."""
    grant = permissions.SUBSTITUTE.demand(by)
    with acting(by, grant=grant):
        if move.order_id and not revoked:
            said = {"order": move.order.label}
            raise ValidationError(_("Order № %(order)s has moved this lesson: revoke the order.") % said, "ordered")
        lesson = _locked(move.lesson)
        _free_day(lesson, move.from_day, move.from_number, home=True)
        if not LessonMove.objects.filter(pk=move.pk, undone_at=None).update(undone_at=clock.now(), undone_by=by):
            raise ValidationError(_("This lesson has been put back already."), "state")
        _put(lesson, move.from_day, move.from_number)
        record("journal.put_back", lesson, by=by)
        if not revoked:
            _tell(lesson, (move.to_day, move.to_number), by)
    move.refresh_from_db()
    return move


def _tell(lesson, was: tuple[date, int], by) -> None:
    """Families learn of the earlier of the two hours, unless that day is past."""
    now = lesson.date, lesson.number
    if clock.today() <= was[0] and was < now:
        change = day_changes.of_lesson(day_changes.MOVED, lesson, was, where=day_changes.where(was[0], *now))
    else:
        change = day_changes.of_lesson(day_changes.HERE, lesson, where=day_changes.where(now[0], *was))
    day_changes.tell([change], by=by)


def _locked(lesson: Lesson) -> Lesson:
    locks.hold_terms()
    found = Lesson.objects.with_works().select_for_update(of=("self",)).select_related("section__group__year")
    lesson = found.get(pk=lesson.pk)
    column = locks.columns(lesson.section, [lesson.pk]).get(lesson.pk)
    if column is None or column.part:
        raise ValidationError(_("This lesson is not in the timetable any more."), "dropped")
    if column.year_closed or (column.closed and not column.reopened):
        raise ValidationError(locks.sentence(column.state(changes=True)), "locked")
    if lesson.works or lesson.taken_at or Cell.objects.filter(lesson=lesson).exists():
        raise ValidationError(_("Something is written in this lesson: it stays where it is."), "written")
    return lesson


def _holds(day) -> dict:
    return {"starts_on__lte": day, "ends_on__gte": day}


def _put(lesson, day, number) -> None:
    Lesson.objects.filter(pk=lesson.pk).update(date=day, number=number, version=F("version") + 1)
    lesson.date, lesson.number = day, number


def _free_day(lesson, day: date, number: int, *, home: bool = False) -> tuple[Day, Hours]:
    """The day, and the hours of the lesson on it: neither its class nor its teacher has another lesson then.

    Whoever teaches is there, unless the lesson comes `home` to its own hour.
    """
    courses = Courses.of(lesson.section.group.year, day)
    last = courses.last_lesson(lesson.section_id)
    if last is not None and number > last:
        raise ValidationError({"number": ValidationError(_("There is no bell for this lesson."), "bell")})
    others = Lesson.objects.held().filter(date=day).exclude(pk=lesson.pk).values_list("section", "number")
    weekday = day.isoweekday()
    slots = [(section, weekday, its, None) for section, its in others]
    same = Lesson.objects.filter(section=lesson.section_id, date=day, number=number, part=0)
    if same.exclude(pk=lesson.pk).exists():  # one taken out keeps its place
        raise ValidationError(_("This section has a lesson at this time already."), "busy")
    clashes = courses.against(slots, (lesson.section_id, weekday, number, None))
    if clashes:
        said = "; ".join(dict.fromkeys(courses.briefly(clash, lesson.section_id) for clash in clashes))
        raise ValidationError(_("Not free at this hour: %(what)s.") % {"what": said}, "busy")
    shown = Day(day)
    teachers = courses.teachers[lesson.section_id]
    away = [name for pk, name in teachers.items() if pk in shown.facts.gone]
    if teachers and len(away) == len(teachers) and not home:
        raise ValidationError(_("%(name)s is not there on this day.") % {"name": ", ".join(away)}, "away")
    hours = courses.hours(lesson.section_id, number)
    for pk, name in teachers.items():
        if pk not in shown.facts.gone and (busy := shown.busy_with(pk, hours, besides=[lesson.pk])):
            raise ValidationError(_("Not free at this hour: %(what)s.") % {"what": f"{name}: {busy}"}, "busy")
    return shown, hours


def _room(lesson, shown: Day, hours: Hours) -> Room | None:
    """The room of its own hour, where it is free at the new one."""
    room = room_of(lesson.date, lesson.section_id, lesson.number)
    others = [one for one in shown.facts.lessons if one.stands and one.pk != lesson.pk]
    held = sum(one.room_name == str(room) and overlap(one.stands, hours) for one in others)
    return room if room and held < room.lessons_at_once else None

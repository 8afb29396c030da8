"""Lessons that were not held: taken out with a reason, put back."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef
from django.utils.functional import lazystr
from django.utils.translation import gettext as _

from journal import day_changes, event_losses, locks, permissions
from journal.models import Cell, Closing, Lesson, LessonMove, LostLesson
from journal.rules.plans import may_drop
from journal.substitutes import reach as standing_in
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.events.models import Event

WHY = {
    "written": _("Something is written in this lesson: marks and absences are taken out first."),
    "closed": _("The term is closed: the deputy head for studies opens it on request."),
}


def drop_lesson(lesson: Lesson, *, reason: str, words: str = "", by: User, told: bool = True) -> LostLesson:
    """R1-4.1/2: a lesson that was not held leaves the journal with its reason, and the plan shifts.

    Families are told of it, unless the caller tells of more at once.
    """
    grant = permissions.DROP.demand(by, lesson.section)
    standing_in.reach(permissions.DROP, by, lesson.section).demand(lesson)
    with acting(by, reason=words, grant=grant):
        locks.hold_terms()
        lesson = Lesson.objects.with_works().select_for_update(of=("self",)).select_related("section").get(pk=lesson.pk)
        column = locks.columns(lesson.section, [lesson.pk]).get(lesson.pk)
        if column is None or column.part:
            raise ValidationError(_("This lesson is not in the timetable any more."), "dropped")
        written = lesson.works or lesson.taken_at is not None or Cell.objects.filter(lesson=lesson).exists()
        shut = column.year_closed or (column.closed and not column.reopened)
        if why := may_drop(written, shut):
            raise ValidationError(str(WHY[why]), why)
        lost = LostLesson(lesson=lesson, reason=reason, words=words.strip(), made_by=by)
        lost.full_clean()
        _take_out(Lesson.objects.filter(pk=lesson.pk))
        lost.save()
        record("journal.drop_lesson", lesson, by=by, reason=reason, words=words)
        if told:
            day_changes.tell([day_changes.of_lesson(day_changes.LOST, lesson)], by=by)
    return lost


def drop_day(first: date, last: date, classes, *, reason: str, words: str = "", by: User) -> tuple[int, int]:
    """R1-4.1/2: the empty lessons of classes from a day to a day were not held; how many, and how many stay written."""
    grant = permissions.DROP_DAYS.demand(by)
    with acting(by, reason=words, grant=grant):
        locks.hold_terms()
        cells = Cell.objects.filter(lesson=OuterRef("pk"))
        asked = Lesson.objects.held().with_works()
        asked = asked.filter(date__range=(first, last), section__group__classes__in=classes)
        shut = _closed(first, last)
        found = asked.annotate(written=Exists(cells)).distinct()
        lessons = [one for one in found if not any(begin <= one.date <= end for begin, end in shut)]
        empty = [one for one in lessons if not (one.written or one.works or one.taken_at)]
        _lose(empty, reason, words.strip(), by)
        told = {"first": first, "last": last, "reason": reason, "lessons": len(empty)}
        record("journal.drop_day", by=by, name="", **told)
        day_changes.tell_not_held(empty, LostLesson.Reason(reason).label, by=by)
    return len(empty), len(lessons) - len(empty)


def drop_for_event(event: Event, *, by: User) -> tuple[int, int]:
    """R1-4.1/2: the lessons an event of the school takes were not held; how many, and how many stay as they are."""
    grant = permissions.DROP_DAYS.demand(by)
    words = event.title_ky[:300]
    with acting(by, reason=words, grant=grant):
        locks.hold_terms()
        event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
        if event.is_off:
            raise ValidationError(_("The event is called off."), "off")
        taken = event_losses.taken_by(event)
        _lose(taken.going, LostLesson.Reason.EVENT, words, by)
        record("journal.drop_for_event", event, by=by, lessons=len(taken.going), left=len(taken.staying))
        day_changes.tell_not_held(taken.going, lazystr(event), by=by)
    return len(taken.going), len(taken.staying)


def _lose(lessons, reason, words, by) -> None:
    made = [LostLesson(lesson=one, reason=reason, words=words, made_by=by) for one in lessons]
    for one in made[:1]:
        one.full_clean()
    _take_out(Lesson.objects.filter(pk__in=[one.pk for one in lessons]))
    LostLesson.objects.bulk_create(made)


def restore_lesson(lesson: Lesson, *, by: User, told: bool = True) -> Lesson:
    """R1-4.1/2: the lesson was held after all, and stands in the journal again; `told` as of drop_lesson."""
    grant = permissions.DROP.demand(by, lesson.section)
    standing_in.reach(permissions.DROP, by, lesson.section).demand(lesson)
    with acting(by, grant=grant):
        locks.hold_terms()
        filled = LessonMove.objects.filter(gap=lesson, undone_at=None).select_related("order").first()
        if filled:
            said = {"order": filled.order.label}
            raise ValidationError(
                _("Order № %(order)s has brought another lesson to this hour: revoke the order.") % said, "filled"
            )
        open_rows = LostLesson.objects.filter(lesson=lesson, restored_at=None)
        if not open_rows.update(restored_at=clock.now(), restored_by=by):
            raise ValidationError(_("This lesson was not taken out."), "state")
        planned = Lesson.Status.PLANNED
        Lesson.objects.filter(pk=lesson.pk).update(status=planned, version=F("version") + 1)
        record("journal.restore_lesson", lesson, by=by)
        if told:
            day_changes.tell([day_changes.of_lesson(day_changes.HELD, lesson)], by=by)
    lesson.refresh_from_db()
    return lesson


def _closed(first, last) -> list[tuple[date, date]]:
    """Closed terms that touch the days; a journal opened again is open for its teacher, not for whole days."""
    closed = Closing.objects.filter(reopened_at=None, term__starts_on__lte=last, term__ends_on__gte=first)
    return list(closed.values_list("term__starts_on", "term__ends_on"))


def _take_out(lessons) -> None:
    """A topic of the plan is the plan's to give again; what the teacher wrote herself stays with the lesson."""
    lessons.filter(plan_topic__isnull=False).update(plan_topic=None, topic="", homework="")
    lessons.update(status=Lesson.Status.DROPPED, version=F("version") + 1)

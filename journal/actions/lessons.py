"""The head of a column: topic, homework, kind of work, attendance taken."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal import permissions
from journal.actions.works import open_column
from journal.models import Cell, Lesson, Scale
from journal.rules.homework import may_be_for
from journal.substitutes import reach as standing_in
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record

WHY = {
    "before": gettext_lazy("Homework is for a later day than the lesson's."),
    "far": gettext_lazy("Homework is for a day within four months."),
}


def change_lesson(lesson: Lesson, *, version: int, by: User, **changes) -> Lesson:
    """R1-4.1/2: topic, homework and kind of work, of lessons to come too; who saved later than `version` sees both."""
    grant = permissions.MARK.demand(by, lesson.section)
    standing_in.reach(permissions.MARK, by, lesson.section).demand(lesson)
    if changes.get("topic") == "":
        changes["plan_topic"] = None  # the plan has this topic to give again
    _homework(lesson, changes)
    with acting(by, grant=grant):
        open_column(lesson)
        _most_covers(lesson, changes)
        if not Lesson.objects.filter(pk=lesson.pk, version=version).update(version=version + 1, **changes):
            raise ValidationError(_("Somebody else has changed this lesson meanwhile."), "version")
        record("journal.change_lesson", lesson, by=by, **{name: str(value or "") for name, value in changes.items()})
    lesson.refresh_from_db()
    return lesson


def _most_covers(lesson: Lesson, changes) -> None:
    """A work by criteria has at least as many points as somebody has been given in it."""
    most = changes.get("most")
    given = Cell.objects.filter(lesson=lesson, scale__kind=Scale.Kind.CRITERIA)
    if most and given.filter(Q(first__gt=most) | Q(second__gt=most)).exists():
        raise ValidationError({"most": _("More points than this are given already.")}, "most")


def _homework(lesson: Lesson, changes: dict) -> None:
    """Day, minutes and link belong to homework: without words they go; a day is later than the lesson's."""
    if changes.get("homework") == "":
        changes |= {"due_on": None, "minutes": None, "link": ""}
    due = changes.get("due_on")
    why = due and may_be_for(lesson.date, due)
    if why:
        raise ValidationError({"due_on": WHY[why]}, why)


def take_attendance(lesson: Lesson, *, by: User) -> Lesson:
    """The teacher has looked who is there: an empty cell now means present."""
    grant = permissions.MARK.demand(by, lesson.section)
    standing_in.reach(permissions.MARK, by, lesson.section).demand(lesson)
    if lesson.part:
        raise ValidationError(_("Attendance is taken in the lesson's own column."), "part")
    if lesson.date > clock.today():
        raise ValidationError(_("This lesson has not been held yet."), "future")
    if lesson.taken_at is None:
        with acting(by, grant=grant):
            open_column(lesson)
            Lesson.objects.filter(pk=lesson.pk, taken_at=None).update(taken_at=clock.now())
            record("journal.take_attendance", lesson, by=by)
    return lesson

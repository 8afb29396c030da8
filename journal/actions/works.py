"""Further works of a lesson: each a column of marks of its own beside the lesson (R1-4.1/2)."""

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from journal import locks, permissions
from journal.models import Cell, Lesson
from journal.substitutes import reach as standing_in
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record

MOST = 5


def add_work(lesson: Lesson, *, by: User, **facts) -> Lesson:
    """R1-4.1/2: one more work of the lesson, with its kind, its weight, and whether it counts and is shown."""
    grant = permissions.MARK.demand(by, lesson.section)
    standing_in.reach(permissions.MARK, by, lesson.section).demand(lesson)
    with acting(by, grant=grant):
        column = open_column(lesson)
        if column.part:
            raise ValidationError(_("A further work is added to the lesson itself."), "part")
        works = works_of(Lesson.objects.select_for_update().get(pk=lesson.pk))
        if works.filter(status=Lesson.Status.PLANNED).count() >= MOST:
            raise ValidationError(_("A lesson has at most %(most)s further works.") % {"most": MOST}, "most")
        part = (works.aggregate(last=Max("part"))["last"] or 0) + 1
        made = Lesson.objects.create(section=lesson.section, date=lesson.date, number=lesson.number, part=part, **facts)
        record("journal.add_work", made, by=by, **{name: str(value or "") for name, value in facts.items()})
    return made


def remove_work(work: Lesson, *, by: User) -> Lesson:
    """R1-4.1/2: a work without marks goes; the lesson itself and marks that stand never do."""
    grant = permissions.MARK.demand(by, work.section)
    standing_in.reach(permissions.MARK, by, work.section).demand(work)
    with acting(by, grant=grant):
        if not open_column(work).part:
            raise ValidationError(_("This is the lesson itself."), "part")
        Lesson.objects.select_for_update().get(pk=work.pk)
        if Cell.objects.filter(lesson=work).exclude(first=None, comment="").exists():
            raise ValidationError(_("Marks stand in this work: clear them first."), "marks")
        Lesson.objects.filter(pk=work.pk).update(status=Lesson.Status.DROPPED, version=work.version + 1)
        record("journal.remove_work", work, by=by)
    return work


def works_of(lesson: Lesson):
    """Further works of a lesson, removed ones too."""
    return Lesson.objects.filter(section=lesson.section_id, date=lesson.date, number=lesson.number, part__gt=0)


def open_column(lesson: Lesson) -> locks.Column:
    """The lesson's column while its term stays open; refused with the reason otherwise."""
    locks.hold_terms()
    column = locks.columns(lesson.section, [lesson.pk]).get(lesson.pk)
    if column is None:
        raise ValidationError(_("This lesson is not in the timetable any more."), "dropped")
    if column.year_closed or (column.closed and not column.reopened):
        raise ValidationError(locks.sentence(column.state(changes=True)), "locked")
    return column

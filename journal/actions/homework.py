"""Files of homework: given, and taken off."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal import homework, permissions
from journal.models import HomeworkFile, Lesson
from journal.substitutes import reach as standing_in
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.files.actions import DOCUMENTS, keep_file


def add_homework_files(lesson: Lesson, uploads, *, by: User) -> list[HomeworkFile]:
    """R1-4.1/2: files beside the homework of a lesson, which its class's families and teachers alone may open."""
    grant = permissions.MARK.demand(by, lesson.section)
    standing_in.reach(permissions.MARK, by, lesson.section).demand(lesson)
    if lesson.part:
        raise ValidationError(_("Topic, homework and attendance stand in the lesson itself."), "part")
    with acting(by, grant=grant):
        Lesson.objects.select_for_update().get(pk=lesson.pk)
        if lesson.files.filter(taken_off_at=None).count() + len(uploads) > homework.MOST_FILES:
            raise ValidationError(_("At most %(n)s files to a lesson.") % {"n": homework.MOST_FILES}, "many")
        made = []
        for upload in uploads:
            stored = keep_file(upload, by=by, kinds=DOCUMENTS)
            made.append(HomeworkFile.objects.create(lesson=lesson, file=stored, added_by=by))
        record("journal.add_homework_files", lesson, by=by, files=[one.file_id for one in made])
    return made


def take_off_homework_file(row: HomeworkFile, *, by: User) -> None:
    """The file is shown to nobody any more; it stays kept."""
    grant = permissions.MARK.demand(by, row.lesson.section)
    standing_in.reach(permissions.MARK, by, row.lesson.section).demand(row.lesson)
    with acting(by, grant=grant):
        standing = HomeworkFile.objects.filter(pk=row.pk, taken_off_at=None)
        if standing.update(taken_off_at=clock.now(), taken_off_by=by):
            record("journal.take_off_homework_file", row.lesson, by=by, file=row.file_id)

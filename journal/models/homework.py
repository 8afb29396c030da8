"""Files of a lesson's homework."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from journal.models.lessons import Lesson
from schoolmis import clock
from schoolmis.audit.records import legal_record
from schoolmis.files.models import StoredFile


@legal_record
class HomeworkFile(models.Model):
    """A file given with the homework of a lesson; one taken off is shown to nobody and stays kept."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="files")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    taken_off_at = models.DateTimeField(null=True)
    taken_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_off_at=None, taken_off_by=None)
                | Q(taken_off_at__isnull=False, taken_off_by__isnull=False),
                name="journal_homework_file_taken_off_by_somebody",
                violation_error_message=_("A file is taken off by somebody, at a moment."),
            ),
        ]

    def __str__(self):
        return str(self.file)

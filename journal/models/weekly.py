"""Whose family is given the week on paper, for there is no telephone to read it on."""

from django.conf import settings
from django.db import models

from schoolmis import clock
from schoolmis.audit.records import legal_record
from students.models import Student


@legal_record
class PaperSheet(models.Model):
    """Whether a student's family wants the weekly sheet; without a row it does not."""

    student = models.OneToOneField(Student, models.PROTECT, related_name="paper_sheet")
    wanted = models.BooleanField(default=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    def __str__(self):
        return f"{self.student}: {'+' if self.wanted else '–'}"

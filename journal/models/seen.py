"""When a reader last looked at a child's marks."""

from django.conf import settings
from django.db import models

from students.models import Student


class MarksSeen(models.Model):
    """Marks entered after `before` are new to the reader; a visit goes on for half an hour."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    student = models.ForeignKey(Student, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    before = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "student"], name="journal_marks_seen_once")]

    def __str__(self):
        return f"{self.user} {self.student}"

"""Lessons that were not held, and why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from journal.models.lessons import Lesson
from schoolmis import clock
from schoolmis.audit.records import legal_record


@legal_record
class LostLesson(models.Model):
    """One lesson taken out with a reason: one hour of the plan is lost; restored, the row stays in the book."""

    class Reason(models.TextChoices):
        ILLNESS = "illness", _("the teacher was ill")
        TRIP = "trip", _("the teacher was on a trip or a course")
        AWAY = "away", _("the teacher was away")
        EVENT = "event", _("an event of the school")
        EXAM = "exam", _("an examination or a check")
        COLD = "cold", _("cold or bad weather")
        QUARANTINE = "quarantine", _("quarantine")
        BUILDING = "building", _("no heat, light or water")
        DAY_OFF = "day_off", _("a day off that the calendar got later")
        OTHER = "other", _("another reason")

    BY_ABSENCE = Reason.ILLNESS, Reason.TRIP, Reason.AWAY
    """Because its teacher was not there; families are not told why."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="losses")
    reason = models.CharField(_("Reason"), max_length=10, choices=Reason)
    words = models.CharField(_("In words"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    restored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    restored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-lesson__date", "lesson__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["lesson"],
                condition=models.Q(restored_at=None),
                name="journal_lesson_lost_once",
                violation_error_message=_("This lesson is taken out already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(reason="other") | ~models.Q(words=""),
                name="journal_lost_for_another_reason",
                violation_error_message=_("Another reason is told in words."),
            ),
        ]

    def __str__(self):
        return f"{self.lesson}: {self.get_reason_display()}"

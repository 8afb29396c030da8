"""Hours of the week at which a teacher cannot teach: work in another school, a methodical day."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from journal.rules.hours import Hour
from schoolmis.audit.records import removable
from schoolmis.structure.models import AcademicYear


class TeacherHours(models.Model):
    """What a teacher's week of a year is closed to; `version` grows with every saving, and no row is none seen."""

    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="+")
    teacher = models.ForeignKey("people.Employee", models.PROTECT, related_name="hours_closed")
    version = models.PositiveIntegerField(default=0)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "teacher"],
                name="journal_teacher_hours_once",
                violation_error_message=_("The hours of this teacher are set already."),
            )
        ]

    def __str__(self):
        return str(self.teacher)


@removable
class ClosedHour(models.Model):
    """A lesson of a shift at which the teacher cannot teach; shift and number 0: the whole day."""

    of = models.ForeignKey(TeacherHours, models.CASCADE, related_name="closed")
    weekday = models.PositiveSmallIntegerField(_("Day of the week"))
    shift = models.PositiveSmallIntegerField(_("Shift"))
    number = models.PositiveSmallIntegerField(_("Lesson"))

    class Meta:
        ordering = ["weekday", "shift", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["of", "weekday", "shift", "number"],
                name="journal_closed_hour_once",
                violation_error_message=_("This hour is closed already."),
            ),
            models.CheckConstraint(
                condition=Q(weekday__range=(1, 6))
                & (Q(shift=0, number=0) | Q(shift__range=(1, 3), number__range=(1, 12))),
                name="journal_closed_hour_in_week",
                violation_error_message=_("Lessons are on Monday to Saturday, from the first to the twelfth."),
            ),
        ]

    def __str__(self):
        return f"{self.weekday}/{self.shift}/{self.number}"

    @property
    def hour(self) -> Hour:
        return Hour(self.weekday, self.shift, self.number)

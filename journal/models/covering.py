"""What is written beside the orders when a teacher is not there: the day itself, and lessons moved to another hour."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.models.lessons import Lesson
from schoolmis import clock
from schoolmis.audit.records import legal_record
from schoolmis.structure.models import Room


@legal_record
class TeacherAway(models.Model):
    """A teacher is not there on a day and no order says so yet: a record to plan by, which gives no right to anybody.

    The timesheet reads orders alone. Taken back, the row stays.
    """

    class Reason(models.TextChoices):
        SICK = "sick", _("Illness")
        TRIP = "trip", _("Business trip")
        OTHER = "other", pgettext_lazy("absence", "Other absence with a valid reason")
        UNKNOWN = "unknown", pgettext_lazy("absence", "The reason is not known yet")

    employee = models.ForeignKey("people.Employee", models.PROTECT, related_name="days_away")
    day = models.DateField(_("Day"))
    reason = models.CharField(_("Reason"), max_length=8, choices=Reason, default=Reason.SICK)
    words = models.CharField(_("In words"), max_length=200, blank=True)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(default=clock.now)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "day"],
                condition=Q(ended_at=None),
                name="journal_teacher_away_once",
                violation_error_message=_("This teacher is marked as away on this day already."),
            )
        ]

    def __str__(self):
        return f"{self.employee} {self.day:%d.%m.%Y}"


@legal_record
class LessonMove(models.Model):
    """A lesson held at another hour than the timetable gives; put back, the row stays in the book.

    Brought forward by an order of substitution it stands at the hour of the `gap`, a lesson whose teacher is not there.
    """

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="moves")
    from_day = models.DateField()
    from_number = models.PositiveSmallIntegerField()
    to_day = models.DateField(_("Day"))
    to_number = models.PositiveSmallIntegerField(_("Lesson"))
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="+")
    order = models.ForeignKey("orders.Order", models.PROTECT, null=True, blank=True, related_name="lesson_moves")
    gap = models.ForeignKey(Lesson, models.PROTECT, null=True, blank=True, related_name="filled_by")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-from_day", "from_number"]
        constraints = [
            models.UniqueConstraint(
                fields=["lesson"],
                condition=Q(undone_at=None),
                name="journal_lesson_moved_once",
                violation_error_message=_("This lesson is moved already: put it back first."),
            ),
            models.UniqueConstraint(
                fields=["gap"],
                condition=Q(undone_at=None),
                name="journal_gap_filled_once",
                violation_error_message=_("Another lesson is brought to this hour already."),
            ),
            models.CheckConstraint(
                condition=Q(order=None, gap=None) | Q(order__isnull=False, gap__isnull=False),
                name="journal_gap_filled_by_an_order",
            ),
            models.CheckConstraint(
                condition=~Q(from_day=F("to_day"), from_number=F("to_number")),
                name="journal_lesson_moved_elsewhere",
                violation_error_message=_("The lesson stands at this hour already."),
            ),
        ]

    def __str__(self):
        return f"{self.lesson}: {self.from_day:%d.%m} → {self.to_day:%d.%m}"

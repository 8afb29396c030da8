"""The timesheet (табель) of a month: counted from orders and the calendar, corrected by act, closed by the director."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis import clock
from schoolmis.audit.records import legal_record


class DayCode(models.TextChoices):
    """What a day of an employee was. The letters on paper stand in timesheet.codes."""

    WORK = "work", _("Day of work")
    OFF = "off", _("Day off")
    HOLIDAY = "holiday", _("Public holiday")
    ANNUAL = "annual", _("Annual leave")
    UNPAID = "unpaid", _("Leave without pay")
    STUDY = "study", _("Study leave")
    MATERNITY = "maternity", _("Maternity leave")
    CHILDCARE = "childcare", _("Childcare leave")
    TRIP = "trip", _("Business trip")
    SICK = "sick", _("Illness")
    OTHER = "other", pgettext_lazy("absence", "Other absence with a valid reason")
    MISSED = "missed", _("Absence without a known reason")


@legal_record
class Timesheet(models.Model):
    """A month that was touched; `rows` is the paper as it was closed, so that later orders do not move it."""

    month = models.DateField(_("Month"), unique=True)
    rows = models.JSONField(null=True)
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="orders_timesheet_of_a_month"),
            models.CheckConstraint(
                condition=Q(closed_on=None, closed_by=None, rows=None)
                | Q(closed_on__isnull=False, closed_by__isnull=False, rows__isnull=False),
                name="orders_closed_timesheet_has_rows",
            ),
        ]

    def __str__(self):
        return f"{self.month:%m.%Y}"


@legal_record
class TimesheetCorrection(models.Model):
    """A day that was other than orders and calendar say, with the reason; annulled, never removed."""

    employee = models.ForeignKey("people.Employee", models.PROTECT, related_name="timesheet_corrections")
    day = models.DateField(_("Day"))
    code = models.CharField(_("What the day was"), max_length=10, choices=DayCode)
    reason = models.CharField(_("Reason"), max_length=250)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    annulled_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "day"],
                condition=Q(annulled_at=None),
                name="orders_one_correction_of_a_day",
                violation_error_message=_("This day is corrected already: annul that correction first."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="orders_correction_has_a_reason",
                violation_error_message=_("A correction has a reason."),
            ),
        ]

    def __str__(self):
        return f"{self.employee}, {self.day:%d.%m.%Y}"

"""Days on which a class studies at a distance."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.audit.records import legal_record
from schoolmis.structure.models import SchoolClass


class Within(Func):
    """daterange of two days, both within."""

    template = "daterange(%(expressions)s, '[]')"
    output_field = DateRangeField()


@legal_record
class RemoteDays(models.Model):
    """A class studies at a distance from a day to a day: its lessons stand; the row is taken back, never removed."""

    class Reason(models.TextChoices):
        COLD = "cold", _("cold or bad weather")
        QUARANTINE = "quarantine", _("quarantine")
        BUILDING = "building", _("no heat, light or water")
        OTHER = "other", _("another reason")

    school_class = models.ForeignKey(SchoolClass, models.PROTECT, verbose_name=_("Class"), related_name="remote_days")
    first = models.DateField(_("From"))
    last = models.DateField(_("Until"))
    reason = models.CharField(_("Reason"), max_length=10, choices=Reason)
    words = models.CharField(_("In words"), max_length=300, blank=True)
    platform = models.CharField(_("Where lessons are held"), max_length=80, blank=True)
    link = models.CharField(_("Link"), max_length=300, blank=True, validators=[URLValidator(schemes=["https", "http"])])
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    told_at = models.DateTimeField(default=clock.now)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-first", "school_class"]
        constraints = [
            ExclusionConstraint(
                name="journal_remote_once",
                expressions=[
                    (F("school_class"), RangeOperators.EQUAL),
                    (Within(F("first"), F("last")), RangeOperators.OVERLAPS),
                ],
                condition=Q(taken_back_at=None),
                violation_error_message=_("This class studies at a distance on some of these days already."),
            ),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="journal_remote_days_in_order",
                violation_error_message=_("The end comes before the beginning."),
            ),
            models.CheckConstraint(
                condition=~Q(reason="other") | ~Q(words=""),
                name="journal_remote_for_another_reason",
                violation_error_message=_("Another reason is told in words."),
            ),
        ]

    def __str__(self):
        return f"{self.school_class} {self.first:%d.%m}–{self.last:%d.%m.%Y}"

"""The weekly timetable."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from schoolmis.access.dated import Days, InForce
from schoolmis.structure.models import Room, Section


class Slot(models.Model):
    """A place in the weekly timetable, in force from a day to a day."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="slots")
    weekday = models.PositiveSmallIntegerField(_("Day of the week"))
    number = models.PositiveSmallIntegerField(_("Lesson"))
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="slots")
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"), null=True, blank=True)

    objects = InForce.as_manager()

    class Meta:
        ordering = ["weekday", "number"]
        constraints = [
            ExclusionConstraint(
                name="journal_slot_once",
                expressions=[
                    (F("section"), RangeOperators.EQUAL),
                    (F("weekday"), RangeOperators.EQUAL),
                    (F("number"), RangeOperators.EQUAL),
                    (Days(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This lesson stands in the timetable already."),
            ),
            models.CheckConstraint(
                condition=Q(weekday__range=(1, 6)) & Q(number__range=(1, 12)),
                name="journal_slot_in_week",
                violation_error_message=_("Lessons are on Monday to Saturday, from the first to the twelfth."),
            ),
        ]

    def __str__(self):
        return f"{self.section} {self.weekday}/{self.number}"

"""The weekly timetable."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from journal.rules.timetable import EVERY, FIRST, SECOND, Spot
from schoolmis.access.dated import Days, InForce
from schoolmis.structure.models import Room, Section


class Weeks(models.IntegerChoices):
    """When a lesson of the weekly timetable is held; the week that the school year begins in is the first."""

    EVERY = EVERY, _("Every week")
    FIRST = FIRST, _("First weeks")
    SECOND = SECOND, _("Second weeks")


def turns(weeks: F) -> Func:
    """int4range of the weeks, [1, 3) for every one, for exclusion constraints."""
    half = weeks / 2
    return Func(1 + half, 3 - weeks + half * 2, function="int4range", output_field=IntegerRangeField())


class Slots(InForce):
    def from_day(self, year, day):
        """The year's places that are in force on the day or later."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), section__group__year=year)

    def spots(self) -> list[Spot]:
        """The places as rules know them."""
        rows = self.values_list("section_id", "weekday", "number", "room_id", "weeks")
        return [Spot(*row[:4], weeks=row[4]) for row in rows]


class Slot(models.Model):
    """A place in the weekly timetable, in force from a day to a day."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="slots")
    weekday = models.PositiveSmallIntegerField(_("Day of the week"))
    number = models.PositiveSmallIntegerField(_("Lesson"))
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="slots")
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"), null=True, blank=True)
    weeks = models.PositiveSmallIntegerField(_("Weeks"), choices=Weeks, default=Weeks.EVERY)

    objects = Slots.as_manager()

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
                    (turns(F("weeks")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This lesson stands in the timetable already."),
            ),
            models.CheckConstraint(
                condition=Q(weekday__range=(1, 6)) & Q(number__range=(1, 12)) & Q(weeks__range=(0, 2)),
                name="journal_slot_in_week",
                violation_error_message=_("Lessons are on Monday to Saturday, from the first to the twelfth."),
            ),
        ]

    def __str__(self):
        return f"{self.section} {self.weekday}/{self.number}"

"""Dated places: on the roll, and in a class (R7-3). Half-open: the end is the day after the last one."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from schoolmis.access.dated import Days, InForce
from schoolmis.audit.records import legal_record
from schoolmis.orders.models import Order
from schoolmis.structure.models import SchoolClass


@legal_record
class Enrolment(models.Model):
    """A spell at the school, half-open: `ends_on` is the day after the last day on the roll (R7-3)."""

    student = models.ForeignKey("students.Student", models.PROTECT, related_name="enrolments")
    order = models.ForeignKey(Order, models.PROTECT, related_name="admissions")
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"), null=True, blank=True)
    departure_order = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="departures")
    came_from = models.CharField(_("Came from"), max_length=200, blank=True)
    went_to = models.CharField(_("Went to"), max_length=200, blank=True)

    objects = InForce.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            ExclusionConstraint(
                name="students_one_spell_at_a_time",
                expressions=[
                    (F("student"), RangeOperators.EQUAL),
                    (Days(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This student is on the roll on these days already."),
            )
        ]

    def __str__(self):
        return f"{self.student} {self.starts_on:%d.%m.%Y}"


@legal_record
class Placement(models.Model):
    """The class a student is in from a day to a day, half-open; never two at once."""

    student = models.ForeignKey("students.Student", models.PROTECT, related_name="placements")
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="placements")
    order = models.ForeignKey(Order, models.PROTECT, related_name="placements")
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"), null=True, blank=True)

    objects = InForce.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            ExclusionConstraint(
                name="students_one_class_at_a_time",
                expressions=[
                    (F("student"), RangeOperators.EQUAL),
                    (Days(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This student is in a class on these days already."),
            )
        ]

    def __str__(self):
        return f"{self.student} {self.school_class}"

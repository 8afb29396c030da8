"""Dated places: on the roll, and in a class (R7-3). Half-open: the end is the day after the last one."""

from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from schoolmis.access.dated import Days, InForce
from schoolmis.audit.records import legal_record
from schoolmis.orders.models import Order
from schoolmis.structure.models import SchoolClass
from students.grounds import Ground


@legal_record
class Enrolment(models.Model):
    """A spell at the school, half-open: `ends_on` is the day after the last day on the roll (R7-3)."""

    student = models.ForeignKey("students.Student", models.PROTECT, related_name="enrolments")
    order = models.ForeignKey(Order, models.PROTECT, related_name="admissions")
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"), null=True, blank=True)
    departure_order = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="departures")
    came_from = models.CharField(_("Came from"), max_length=200, blank=True)
    came_place = models.CharField(_("District it came from"), max_length=12, blank=True)
    """Code of the official list; empty where nobody said."""
    went_to = models.CharField(_("Went to"), max_length=200, blank=True)
    ground = models.CharField(_("Ground"), max_length=10, choices=Ground, blank=True)
    documents = models.JSONField(_("Documents"), default=list, blank=True)
    previous = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="next")

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
                violation_error_message=_("This student is on the roll on these days already (R7-3)."),
            ),
            models.CheckConstraint(
                condition=Q(ground="") | (Q(ends_on__isnull=False, departure_order__isnull=False)),
                name="students_ground_of_a_departure",
                violation_error_message=_("A ground belongs to a departure by an order (R7-3)."),
            ),
            models.CheckConstraint(
                condition=Q(ground__in=["", *Ground.values]),
                name="students_ground_known",
                violation_error_message=_("A student leaves on one of the grounds of the regulation (R7-3)."),
            ),
            models.CheckConstraint(
                condition=~Q(ground__in=[Ground.MOVED, Ground.SCHOOL]) | ~Q(went_to=""),
                name="students_ground_and_destination",
                violation_error_message=_("Write where the student goes: basic education is compulsory (R7-3)."),
            ),
            models.CheckConstraint(
                condition=~Q(ground__in=[Ground.HEALTH, Ground.OTHER]) | ~Q(documents=[]),
                name="students_ground_and_document",
                violation_error_message=_("This ground needs its document (R7-3)."),
            ),
        ]

    def __str__(self):
        return f"{self.student} {self.starts_on:%d.%m.%Y}"

    @property
    def last_day(self):
        """The last day on the roll; the stored end is the day after."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None


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
                violation_error_message=_("This student is in a class on these days already (R7-2.6)."),
            )
        ]

    def __str__(self):
        return f"{self.student} {self.school_class}"

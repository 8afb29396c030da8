"""Subgroups and exemptions, dated."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from schoolmis.access.dated import Days, InForce
from schoolmis.audit.records import legal_record
from schoolmis.structure.models import Group, Subject


@legal_record
class Membership(models.Model):
    """A student in a subgroup from a day to a day."""

    student = models.ForeignKey("students.Student", models.PROTECT, related_name="memberships")
    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships")
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"), null=True, blank=True)

    objects = InForce.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            ExclusionConstraint(
                name="students_in_subgroup_once",
                expressions=[
                    (F("student"), RangeOperators.EQUAL),
                    (F("group"), RangeOperators.EQUAL),
                    (Days(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This student is in this subgroup already."),
            )
        ]

    def __str__(self):
        return f"{self.student} {self.group}"


@legal_record
class Exemption(models.Model):
    """A student exempt from a subject from a day to a day, by a document."""

    student = models.ForeignKey("students.Student", models.PROTECT, related_name="exemptions")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    document = models.CharField(_("Document"), max_length=120)
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"), null=True, blank=True)

    objects = InForce.as_manager()

    class Meta:
        ordering = ["starts_on"]

    def __str__(self):
        return f"{self.student}: {self.subject}"

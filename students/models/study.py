"""The form of study (R7-2.3, R7-2.5): full-time unless a dated spell by an order says otherwise."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from schoolmis.access.dated import Days, InForce
from schoolmis.audit.records import legal_record
from schoolmis.orders.models import Order


@legal_record
class StudyForm(models.Model):
    """A student studies otherwise than full-time from a day to a day, half-open, by an order."""

    class Form(models.TextChoices):
        HOME = "home", _("study at home")
        FAMILY = "family", _("family study")
        INDIVIDUAL = "individual", _("individual plan")
        ADAPTED = "adapted", _("adapted programme")

    student = models.ForeignKey("students.Student", models.PROTECT, related_name="study_forms")
    form = models.CharField(_("Form of study"), max_length=10, choices=Form)
    order = models.ForeignKey(Order, models.PROTECT, related_name="study_forms")
    ended_by = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="ended_study_forms")
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"), null=True, blank=True)
    cut_from = models.DateField(null=True, editable=False)
    """Until when it was to last before another order ended it; empty where it had no last day."""

    objects = InForce.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            ExclusionConstraint(
                name="students_one_form_of_study",
                expressions=[
                    (F("student"), RangeOperators.EQUAL),
                    (Days(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This student has a form of study on these days already (R7-2.3)."),
            )
        ]

    def __str__(self):
        return f"{self.student}: {self.get_form_display()}"

"""Meals at school: which grades eat, and who eats otherwise."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from schoolmis.access.dated import Days, InForce
from schoolmis.audit.records import legal_record


@legal_record
class MealRule(models.Model):
    """The grades that eat free of charge; one row. Grades 1–4 until the school says otherwise."""

    grade_from = models.PositiveSmallIntegerField(_("From grade"), default=1)
    grade_to = models.PositiveSmallIntegerField(_("To grade"), default=4)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="students_one_meal_rule"),
            models.CheckConstraint(
                condition=Q(grade_to__gte=F("grade_from")),
                name="students_meal_grades",
                violation_error_message=_("The last grade is below the first."),
            ),
        ]

    def __str__(self):
        return f"{self.grade_from}–{self.grade_to}"


@legal_record
class Meal(models.Model):
    """A student eats otherwise than the grade, half-open. `note` is for the kitchen: no diagnosis."""

    class Kind(models.TextChoices):
        ALSO = "also", _("eats too")
        DIET = "diet", _("eats by a diet")
        NOT = "not", _("does not eat")

    tones = {Kind.ALSO: "good", Kind.DIET: "warn", Kind.NOT: "none"}

    student = models.ForeignKey("students.Student", models.PROTECT, related_name="meals")
    kind = models.CharField(_("Meal"), max_length=5, choices=Kind)
    note = models.CharField(_("For the kitchen"), max_length=120, blank=True)
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"), null=True, blank=True)

    objects = InForce.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            ExclusionConstraint(
                name="students_one_meal_at_a_time",
                expressions=[
                    (F("student"), RangeOperators.EQUAL),
                    (Days(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This student has an exception on these days already."),
            )
        ]

    def __str__(self):
        return f"{self.student}: {self.get_kind_display()}"

    @property
    def tone(self):
        return self.tones[self.kind]

"""What a mark may be in which grade, and what a column stands for: policy is data, not code."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from schoolmis.structure.models import in_language


class Scale(models.TextChoices):
    FIVE = "five", _("Five points")
    NONE = "none", _("Without marks")


class GradingPolicy(models.Model):
    """Which scale a grade of a programme has from a year on: policy is data, not code."""

    programme = models.PositiveSmallIntegerField(_("Programme, years"), default=11)
    grade_from = models.PositiveSmallIntegerField(_("From grade"))
    grade_to = models.PositiveSmallIntegerField(_("To grade"))
    year_from = models.PositiveSmallIntegerField(_("From the year"), default=2000)
    scale = models.CharField(_("Scale"), max_length=6, choices=Scale)

    class Meta:
        ordering = ["programme", "grade_from", "year_from"]

    def __str__(self):
        return f"{self.programme}: {self.grade_from}–{self.grade_to} {self.get_scale_display()}"


class WorkKind(models.Model):
    """A kind of work: what a column of the journal stands for, and how much it weighs in the average."""

    code = models.CharField(_("Code"), max_length=10, unique=True)
    name_ky = models.CharField(_("Name in Kyrgyz"), max_length=80)
    name_ru = models.CharField(_("Name in Russian"), max_length=80)
    short_ky = models.CharField(_("Short, Kyrgyz"), max_length=4, blank=True)
    short_ru = models.CharField(_("Short, Russian"), max_length=4, blank=True)
    weight = models.DecimalField(_("Weight"), max_digits=3, decimal_places=1, default=1)
    counts = models.BooleanField(_("Enters the average"), default=True, db_default=True)
    visible = models.BooleanField(_("Shown to parents and students"), default=True, db_default=True)
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self):
        return in_language(self, "name")

    @property
    def short(self):
        return in_language(self, "short")

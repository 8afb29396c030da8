"""Academic years with their terms and days off, and the bells."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis.access.dated import Days
from schoolmis.audit.records import removable
from schoolmis.structure.models.school import in_language


class AcademicYear(models.Model):
    """An academic year, 1 September to the end of May as a rule, its last day within; named by its first year."""

    starts_on = models.DateField(_("First day"))
    ends_on = models.DateField(_("Last day"))
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    is_draft = models.BooleanField(_("Calendar is not confirmed yet"), default=False)

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            ExclusionConstraint(
                name="structure_years_apart",
                expressions=[(Days(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS)],
                violation_error_message=_("Academic years do not overlap."),
            )
        ]

    def __str__(self):
        return f"{self.starts_on.year}–{self.starts_on.year + 1}"


class Term(models.Model):
    """A quarter of an academic year, its last day within; half-years are pairs of quarters."""

    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField(_("Number"))
    starts_on = models.DateField(_("First day"))
    ends_on = models.DateField(_("Last day"))

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="structure_term_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="structure_term_ends_after_start",
                violation_error_message=_("The last day comes before the first one."),
            ),
            ExclusionConstraint(
                name="structure_terms_apart",
                expressions=[(Days(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS)],
                violation_error_message=_("Terms do not overlap."),
            ),
        ]

    def __str__(self):
        return str(pgettext_lazy("term", "Term %(number)s")) % {"number": self.roman}

    @property
    def roman(self):
        return ("", "I", "II", "III", "IV", "V", "VI")[self.number]


@removable
class DayOff(models.Model):
    """Days without lessons: a vacation or a holiday, for all or for some grades; the last day is off too."""

    class Kind(models.TextChoices):
        VACATION = "vacation", _("Vacation")
        HOLIDAY = "holiday", _("Holiday")

    kind = models.CharField(_("Kind"), max_length=10, choices=Kind)
    name_ky = models.CharField(_("Name in Kyrgyz"), max_length=120)
    name_ru = models.CharField(_("Name in Russian"), max_length=120)
    starts_on = models.DateField(_("First day"))
    ends_on = models.DateField(_("Last day"))
    grade_from = models.PositiveSmallIntegerField(_("From grade"), null=True, blank=True)
    grade_to = models.PositiveSmallIntegerField(_("To grade"), null=True, blank=True)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="structure_day_off_ends_after_start",
                violation_error_message=_("The last day comes before the first one."),
            )
        ]

    def __str__(self):
        return in_language(self, "name")


class Bell(models.Model):
    """When a lesson begins and ends in a shift, for a span of grades."""

    shift = models.PositiveSmallIntegerField(_("Shift"), default=1)
    number = models.PositiveSmallIntegerField(_("Lesson"))
    starts_at = models.TimeField(pgettext_lazy("time", "From"))
    ends_at = models.TimeField(pgettext_lazy("time", "Until"))

    class Meta:
        ordering = ["shift", "number"]
        constraints = [
            models.UniqueConstraint(fields=["shift", "number"], name="structure_bell_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="structure_bell_ends_after_start",
                violation_error_message=_("A lesson ends after it begins."),
            ),
        ]

    def __str__(self):
        return f"{self.shift}/{self.number}"

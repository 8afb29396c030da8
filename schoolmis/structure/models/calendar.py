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

PROGRAMMES = [(11, _("11 years")), (12, _("12 years"))]
WEEKDAYS = [
    (1, _("Monday")),
    (2, _("Tuesday")),
    (3, _("Wednesday")),
    (4, _("Thursday")),
    (5, _("Friday")),
    (6, _("Saturday")),
]


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


class Quarters(models.Manager):
    """What the year is divided into: lessons and most results go by quarters."""

    def get_queryset(self):
        return super().get_queryset().filter(kind=Term.Kind.QUARTER)


class Term(models.Model):
    """A quarter of an academic year, or a half-year made of quarters, its last day within.

    `objects`, and so `year.terms`, are the quarters alone; `periods` are half-years too, for sections marked by them.
    """

    class Kind(models.TextChoices):
        QUARTER = "quarter", _("Quarter")
        HALF = "half", _("Half-year")

    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="terms")
    kind = models.CharField(_("Kind"), max_length=7, choices=Kind, default=Kind.QUARTER)
    number = models.PositiveSmallIntegerField(_("Number"))
    starts_on = models.DateField(_("First day"))
    ends_on = models.DateField(_("Last day"))

    periods = models.Manager()
    objects = Quarters()

    class Meta:
        ordering = ["starts_on"]
        default_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["year", "kind", "number"], name="structure_term_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="structure_term_ends_after_start",
                violation_error_message=_("The last day comes before the first one."),
            ),
            ExclusionConstraint(
                name="structure_terms_apart",
                expressions=[
                    (F("kind"), RangeOperators.EQUAL),
                    (Days(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Terms do not overlap."),
            ),
        ]

    def __str__(self):
        if self.kind == self.Kind.HALF:
            return str(pgettext_lazy("term", "Half-year %(number)s")) % {"number": self.roman}
        return str(pgettext_lazy("term", "Term %(number)s")) % {"number": self.roman}

    @property
    def ending_together(self):
        """This period and the half-year that ends with it: what is closed, counted and printed together."""
        return Term.periods.filter(year=self.year_id, ends_on=self.ends_on)

    @property
    def roman(self):
        return ("", "I", "II", "III", "IV", "V", "VI")[self.number]


@removable
class DayOff(models.Model):
    """Days without lessons, for all or for some grades or one programme; the last day is off too."""

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
    programme = models.PositiveSmallIntegerField(_("Programme"), choices=PROGRAMMES, null=True, blank=True)

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


@removable
class SpecialDay(models.Model):
    """A day unlike its weekday: it has another weekday's timetable, or short lessons.

    A working Saturday and a moved workday are both the first kind; the last day before a holiday is the second.
    """

    date = models.DateField(_("Date"), unique=True, error_messages={"unique": _("This day has its own order already.")})
    follows = models.PositiveSmallIntegerField(_("Lessons of"), choices=WEEKDAYS, null=True, blank=True)
    is_short = models.BooleanField(_("Short lessons"), default=False)
    name_ky = models.CharField(_("Reason in Kyrgyz"), max_length=120)
    name_ru = models.CharField(_("Reason in Russian"), max_length=120)

    class Meta:
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(
                condition=Q(follows__isnull=False, follows__range=(1, 6)) | Q(follows=None, is_short=True),
                name="structure_special_day_differs",
                violation_error_message=_("Choose the weekday whose lessons are held, or short lessons."),
            )
        ]

    def __str__(self):
        return in_language(self, "name")


class Bell(models.Model):
    """When a lesson begins and ends in a shift: for all grades or a span of them, on ordinary or on short days."""

    shift = models.PositiveSmallIntegerField(_("Shift"), default=1)
    number = models.PositiveSmallIntegerField(_("Lesson"))
    starts_at = models.TimeField(pgettext_lazy("time", "From"))
    ends_at = models.TimeField(pgettext_lazy("time", "Until"))
    grade_from = models.PositiveSmallIntegerField(_("From grade"), null=True, blank=True)
    grade_to = models.PositiveSmallIntegerField(_("To grade"), null=True, blank=True)
    is_short = models.BooleanField(_("On short days"), default=False)

    class Meta:
        ordering = ["shift", "is_short", F("grade_from").asc(nulls_first=True), "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "number", "is_short", "grade_from"],
                name="structure_bell_once",
                nulls_distinct=False,
                violation_error_message=_("This lesson of this shift has its bell already."),
            ),
            models.CheckConstraint(
                condition=Q(grade_from=None, grade_to=None) | Q(grade_to__gte=F("grade_from")),
                name="structure_bell_grades",
                violation_error_message=_("Give both grades, the lower one first, or none."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="structure_bell_ends_after_start",
                violation_error_message=_("A lesson ends after it begins."),
            ),
        ]

    def __str__(self):
        return f"{self.shift}/{self.number}"

"""The school itself: profile, calendar, bells, classes, groups, subjects, rooms, teaching load."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from schoolmis.access.dated import Days, InForce
from schoolmis.audit.records import legal_record, removable


def in_language(row, field: str, language: str | None = None) -> str:
    """`field_ky` or `field_ru` of a row; the other one where it is empty."""
    first = "ru" if (language or get_language() or "ky").startswith("ru") else "ky"
    other = "ky" if first == "ru" else "ru"
    return getattr(row, f"{field}_{first}") or getattr(row, f"{field}_{other}")


class SchoolProfile(models.Model):
    """The one school this installation serves (R5-3a); one row."""

    name_ky = models.CharField(_("Name in Kyrgyz"), max_length=200)
    name_ru = models.CharField(_("Name in Russian"), max_length=200, blank=True)
    region_ky = models.CharField(_("Region, Kyrgyz"), max_length=120, blank=True)
    region_ru = models.CharField(_("Region, Russian"), max_length=120, blank=True)
    district_ky = models.CharField(_("District, Kyrgyz"), max_length=120, blank=True)
    district_ru = models.CharField(_("District, Russian"), max_length=120, blank=True)
    place_ky = models.CharField(_("Place, Kyrgyz"), max_length=120, blank=True)
    place_ru = models.CharField(_("Place, Russian"), max_length=120, blank=True)
    address = models.CharField(_("Address"), max_length=250, blank=True)
    phone = models.CharField(_("Phone"), max_length=40, blank=True)
    grade_from = models.PositiveSmallIntegerField(_("Lowest grade"), default=1)
    grade_to = models.PositiveSmallIntegerField(_("Highest grade"), default=11)
    study_days = models.PositiveSmallIntegerField(_("Study days in a week"), default=5)
    correction_days = models.PositiveSmallIntegerField(_("Days in which a mark is corrected freely"), default=3)
    opening_closed_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="structure_one_school"),
            models.CheckConstraint(
                condition=Q(study_days__in=[5, 6]),
                name="structure_week_of_5_or_6",
                violation_error_message=_("A study week has five or six days."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return in_language(self, "name")


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


class Language(models.TextChoices):
    KYRGYZ = "ky", _("Kyrgyz")
    RUSSIAN = "ru", _("Russian")
    UZBEK = "uz", _("Uzbek")
    TAJIK = "tg", _("Tajik")


class Room(models.Model):
    name = models.CharField(_("Room"), max_length=20, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


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


class Subject(models.Model):
    """A school subject, named in both languages."""

    code = models.CharField(_("Code"), max_length=10, unique=True)
    name_ky = models.CharField(_("Name in Kyrgyz"), max_length=120)
    name_ru = models.CharField(_("Name in Russian"), max_length=120)
    order = models.PositiveSmallIntegerField(_("Place in the curriculum"), default=100)
    has_marks = models.BooleanField(_("Has marks"), default=True)

    class Meta:
        ordering = ["order", "name_ky"]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return in_language(self, "name")


class SchoolClass(models.Model):
    """A class of one academic year: 8-А of 2026–2027."""

    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="classes")
    grade = models.PositiveSmallIntegerField(_("Grade"))
    letter = models.CharField(_("Letter"), max_length=3)
    programme = models.PositiveSmallIntegerField(_("Programme, years"), default=11)
    language = models.CharField(_("Language of instruction"), max_length=2, choices=Language, default=Language.KYRGYZ)
    shift = models.PositiveSmallIntegerField(_("Shift"), default=1)
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["grade", "letter"]
        verbose_name = _("class")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "grade", "letter"],
                name="structure_class_once",
                violation_error_message=_("There is such a class in this year already."),
            ),
            models.CheckConstraint(
                condition=Q(letter__regex=r"^[А-ЯЁҢӨҮ]$"),
                name="structure_class_letter",
                violation_error_message=_("The letter of a class is one Cyrillic capital."),
            ),
            models.CheckConstraint(
                condition=Q(grade__lte=12),
                name="structure_class_grade",
                violation_error_message=_("Grades go from 0 to 12."),
            ),
        ]

    def __str__(self):
        return f"{self.grade}-{self.letter}"


class Group(models.Model):
    """Students taught together: a whole class, a part of one (subgroup), or several classes (класс-комплект)."""

    class Kind(models.TextChoices):
        CLASS = "class", _("Whole class")
        SUBGROUP = "subgroup", _("Subgroup")
        JOINT = "joint", _("Joint class")

    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="groups")
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind, default=Kind.CLASS)
    name = models.CharField(pgettext_lazy("of a thing", "Name"), max_length=40)
    classes = models.ManyToManyField(SchoolClass, related_name="groups")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "name"],
                name="structure_group_once",
                violation_error_message=_("There is such a group already."),
            )
        ]

    def __str__(self):
        return self.name


class Section(models.Model):
    """A group's course in a subject for a year: one journal."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="sections")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="sections")
    hours = models.DecimalField(_("Hours a week"), max_digits=4, decimal_places=1, default=1)

    class Meta:
        ordering = ["subject__order", "group__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "subject"],
                name="structure_section_once",
                violation_error_message=_("This group has this subject already."),
            )
        ]

    def __str__(self):
        return f"{self.subject} · {self.group}"


@legal_record
class TeachingLoad(models.Model):
    """Who teaches a section from a day to a day, by an order; several may teach one together."""

    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="loads")
    section = models.ForeignKey(Section, models.PROTECT, related_name="loads")
    teacher = models.ForeignKey("people.Employee", models.PROTECT, related_name="loads")
    hours = models.DecimalField(_("Hours a week"), max_digits=4, decimal_places=1)
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"), null=True, blank=True)
    revoked_by = models.ForeignKey("orders.Order", models.PROTECT, null=True, blank=True, related_name="revoked_loads")

    objects = InForce.as_manager()

    class Meta:
        ordering = ["section", "starts_on"]
        constraints = [
            ExclusionConstraint(
                name="structure_one_load_at_a_time",
                expressions=[
                    (F("section"), RangeOperators.EQUAL),
                    (F("teacher"), RangeOperators.EQUAL),
                    (Days(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This teacher has this load already on these days."),
            ),
            models.CheckConstraint(
                condition=Q(hours__gt=0),
                name="structure_load_has_hours",
                violation_error_message=_("A load has hours."),
            ),
        ]

    def __str__(self):
        return f"{self.teacher}: {self.section}"

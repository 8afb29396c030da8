"""Classes, groups, subjects, rooms and the teaching load."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Case, F, Q, Subquery, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis.access.dated import Days, InForce
from schoolmis.audit.records import legal_record
from schoolmis.people.names import fold
from schoolmis.structure.models.calendar import AcademicYear, Term
from schoolmis.structure.models.school import in_language
from schoolmis.ui.dates import is_ru


class Language(models.TextChoices):
    KYRGYZ = "ky", _("Kyrgyz")
    RUSSIAN = "ru", _("Russian")
    UZBEK = "uz", _("Uzbek")
    TAJIK = "tg", _("Tajik")


class Room(models.Model):
    """`lessons_at_once`: how many lessons it holds at one time; more than one in a gym or a workshop that is shared."""

    name = models.CharField(_("Room"), max_length=20, unique=True)
    lessons_at_once = models.PositiveSmallIntegerField(_("Lessons at once"), default=1, db_default=1)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lessons_at_once__range=(1, 6)),
                name="structure_room_holds_lessons",
                violation_error_message=_("A room holds from one to six lessons at once."),
            )
        ]

    def __str__(self):
        return self.name


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


def year_of(day):
    """The year that `day` is in, as one value of a statement: the summer belongs to the year before it, the days before
    the school's first year to that one.
    """
    begun = Case(When(starts_on__lte=day, then=F("starts_on")))
    return Subquery(AcademicYear.objects.order_by(begun.desc(nulls_last=True), "starts_on").values("pk")[:1])


class Classes(models.QuerySet):
    def of_day(self, day):
        return self.filter(year=year_of(day))


class SchoolClass(models.Model):
    """A class of one academic year: 8-А of 2026–2027."""

    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="classes")
    grade = models.PositiveSmallIntegerField(_("Grade"))
    letter = models.CharField(_("Letter"), max_length=3)
    programme = models.PositiveSmallIntegerField(_("Programme, years"), default=11)
    language = models.CharField(_("Language of instruction"), max_length=2, choices=Language, default=Language.KYRGYZ)
    shift = models.PositiveSmallIntegerField(_("Shift"), default=1)
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = Classes.as_manager()

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
    """Students taught together: a whole class, a part of one (subgroup), or several classes (класс-комплект).

    `name_ru` is of a name that the program has made of a subject's; one that a person typed reads the same to all.
    """

    class Kind(models.TextChoices):
        CLASS = "class", _("Whole class")
        SUBGROUP = "subgroup", _("Subgroup")
        JOINT = "joint", _("Joint class")

    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="groups")
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind, default=Kind.CLASS)
    name = models.CharField(pgettext_lazy("of a thing", "Name"), max_length=40)
    name_ru = models.CharField(max_length=40, blank=True, db_default="", default="", editable=False)
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
        return (is_ru() and self.name_ru) or self.name

    @property
    def names(self) -> set[str]:
        """As a file may write it, in either language, folded."""
        return {fold(one) for one in (self.name, self.name_ru) if one}


def group_name(path: str = "group__"):
    """The name of a group in the reader's language, as a value of a statement; `path` leads to the group."""
    if not is_ru():
        return F(f"{path}name")
    return Case(When(~Q(**{f"{path}name_ru": ""}), then=F(f"{path}name_ru")), default=F(f"{path}name"))


class Section(models.Model):
    """A group's course in a subject for a year: one journal."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="sections")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="sections")
    hours = models.DecimalField(_("Hours a week"), max_digits=4, decimal_places=1, default=1)
    by_half_years = models.BooleanField(_("Results by half-years"), default=False, db_default=False)

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

    def periods(self):
        """In what its results are set: quarters, or half-years."""
        return Term.periods.filter(year=self.group.year_id, kind=self.period_kind)

    @property
    def period_kind(self):
        return Term.Kind.HALF if self.by_half_years else Term.Kind.QUARTER


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

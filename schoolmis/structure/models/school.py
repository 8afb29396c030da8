"""The school itself: its profile, and what it has of buildings and equipment."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis.audit.records import legal_record
from schoolmis.ui.dates import is_ru


def in_language(row, field: str, language: str | None = None) -> str:
    """`field_ky` or `field_ru` of a row; the other one where it is empty."""
    first = "ru" if is_ru(language) else "ky"
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
    district = models.CharField(_("District or city"), max_length=12, blank=True)
    """Code of the official list; the names of region and district follow it."""
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


@legal_record
class Premises(models.Model):
    """Buildings and equipment as they stand, one row: table H of a school's statistics (R1-3.1h, R5-3a)."""

    class Heating(models.TextChoices):
        CENTRAL = "central", _("district heating")
        COAL = "coal", _("own boiler, coal")
        GAS = "gas", _("own boiler, gas")
        ELECTRIC = "electric", _("electricity")
        STOVE = "stove", _("stoves")

    class Water(models.TextChoices):
        MAINS = "mains", _("mains, in the building")
        YARD = "yard", _("tap in the yard")
        WELL = "well", _("own well")
        BROUGHT = "brought", _("brought in")

    class Toilet(models.TextChoices):
        INSIDE = "inside", _("in the building")
        YARD = "yard", pgettext_lazy("toilet", "in the yard")

    built_in = models.PositiveSmallIntegerField(_("Year of building"), null=True, blank=True)
    repaired_in = models.PositiveSmallIntegerField(_("Year of the last overhaul"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(_("Places for students by project"), null=True, blank=True)
    rooms = models.PositiveSmallIntegerField(_("Classrooms"), null=True, blank=True)
    computers = models.PositiveSmallIntegerField(_("Computers for students"), null=True, blank=True)
    internet_speed = models.PositiveSmallIntegerField(_("Internet, Mbit/s"), null=True, blank=True)
    canteen_seats = models.PositiveSmallIntegerField(_("Seats in the canteen"), null=True, blank=True)
    heating = models.CharField(_("Heating"), max_length=8, choices=Heating, blank=True)
    water = models.CharField(_("Water"), max_length=8, choices=Water, blank=True)
    toilet = models.CharField(_("Toilets"), max_length=8, choices=Toilet, blank=True)
    has_gym = models.BooleanField(_("Gymnasium"), default=False)
    has_hostel = models.BooleanField(_("Hostel"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="structure_one_premises"),
            models.CheckConstraint(
                condition=Q(built_in=None) | Q(built_in__range=(1850, 2100)),
                name="structure_premises_built",
                violation_error_message=_("Write the year in four figures."),
            ),
        ]

    def __str__(self):
        return str(_("Buildings and equipment"))

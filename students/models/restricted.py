"""What few may see: social categories and health (domain §7.6, R1-6.1). Dated, with the paper they rest on."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis import clock
from schoolmis.access.dated import Days, InForce
from schoolmis.audit.records import legal_record


class Category(models.TextChoices):
    ORPHAN = "orphan", _("orphan")
    HALF_ORPHAN = "half_orphan", _("half-orphan")
    GUARDED = "guarded", _("in guardianship")
    LIMITED_HEALTH = "limited", _("limited health abilities")
    LOW_INCOME = "low_income", _("low-income family")
    LARGE_FAMILY = "large", _("large family")
    MIGRANTS = "migrants", _("child of migrants")
    REFUGEE = "refugee", _("refugee")
    KAIRYLMAN = "kairylman", _("kairylman")
    SINGLE_PARENT = "single", _("single-parent family")
    SOLDIERS = "soldiers", _("child of military personnel")


@legal_record
class SocialCategory(models.Model):
    """A social category of a student from a day to a day, by a document."""

    student = models.ForeignKey("students.Student", models.PROTECT, related_name="social_categories")
    category = models.CharField(_("Category"), max_length=12, choices=Category)
    document = models.CharField(_("Document"), max_length=160)
    scan = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField(_("From"), default=clock.today)
    ends_on = models.DateField(_("Until"), null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = InForce.as_manager()

    class Meta:
        ordering = ["-starts_on", "category"]
        constraints = [
            ExclusionConstraint(
                name="students_category_once",
                expressions=[
                    (F("student"), RangeOperators.EQUAL),
                    (F("category"), RangeOperators.EQUAL),
                    (Days(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This category stands for these days already."),
            ),
            models.CheckConstraint(
                condition=~Q(document=""),
                name="students_category_document",
                violation_error_message=_("A social category rests on a document."),
            ),
        ]

    def __str__(self):
        return f"{self.student}: {self.get_category_display()}"


class HealthGroup(models.TextChoices):
    FIRST = "1", "I"
    SECOND = "2", "II"
    THIRD = "3", "III"
    FOURTH = "4", "IV"
    FIFTH = "5", "V"


class SportGroup(models.TextChoices):
    MAIN = "main", pgettext_lazy("physical education", "main")
    PREPARATORY = "prep", pgettext_lazy("physical education", "preparatory")
    SPECIAL = "special", pgettext_lazy("physical education", "special")


@legal_record
class Health(models.Model):
    """What the school must know of a student's health; a newer note ends the former one."""

    student = models.ForeignKey("students.Student", models.PROTECT, related_name="health_notes")
    group = models.CharField(_("Health group"), max_length=1, choices=HealthGroup, blank=True)
    sport = models.CharField(_("Group for physical education"), max_length=8, choices=SportGroup, blank=True)
    allergies = models.CharField(_("Allergies"), max_length=200, blank=True)
    diet = models.CharField(_("Diet"), max_length=200, blank=True)
    notes = models.CharField(_("Chronic illnesses, as far as needed"), max_length=400, blank=True)
    document = models.CharField(_("Document"), max_length=160, blank=True)
    starts_on = models.DateField(_("From"), default=clock.today)
    ends_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = InForce.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["student"],
                condition=Q(ends_on=None),
                name="students_one_health_note",
                violation_error_message=_("A student has one health note in force."),
            )
        ]

    def __str__(self):
        return str(self.student)

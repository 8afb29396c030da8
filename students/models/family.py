"""Who answers for a student."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.access.dated import InForce
from schoolmis.audit.records import legal_record
from schoolmis.people.models import Person


class Relation(models.TextChoices):
    MOTHER = "mother", _("mother")
    FATHER = "father", _("father")
    GUARDIAN = "guardian", _("guardian")
    OTHER = "other", _("legal representative")


class Told(models.TextChoices):
    ALL = "all", _("everything")
    STUDY = "study", _("studies and attendance only")
    URGENT = "urgent", _("emergencies only")
    NOTHING = "nothing", _("nothing")


@legal_record
class Guardianship(models.Model):
    """Who answers for a student. One person for all the siblings (R1-1.2c)."""

    student = models.ForeignKey("students.Student", models.PROTECT, related_name="guardianships")
    guardian = models.ForeignKey(Person, models.PROTECT, related_name="wards")
    relation = models.CharField(_("Relation"), max_length=10, choices=Relation)
    basis = models.CharField(_("Legal basis"), max_length=200, blank=True)
    """The document of a guardian who is not a parent: decision, number, date."""
    lives_with = models.BooleanField(_("The child lives with this person"), default=False)
    told = models.CharField(_("May be told"), max_length=8, choices=Told, default=Told.ALL)
    is_main = models.BooleanField(_("Main contact"), default=False)
    call_order = models.PositiveSmallIntegerField(_("Called in order"), null=True, blank=True)
    starts_on = models.DateField(default=clock.today)
    ends_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = InForce.as_manager()

    class Meta:
        ordering = ["relation"]
        constraints = [
            models.UniqueConstraint(
                fields=["student"],
                condition=Q(ends_on=None, is_main=True),
                name="students_one_main_contact",
                violation_error_message=_("A student has one main contact."),
            ),
            models.CheckConstraint(
                condition=~Q(told="nothing", is_main=True),
                name="students_main_contact_is_told",
                violation_error_message=_("Who may be told nothing is not the main contact."),
            ),
            models.UniqueConstraint(
                fields=["student", "guardian"],
                condition=Q(ends_on=None),
                name="students_guardian_once",
                violation_error_message=_("This person is the student's guardian already."),
            ),
        ]

    def __str__(self):
        return f"{self.guardian} ({self.get_relation_display()})"

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


@legal_record
class Guardianship(models.Model):
    """Who answers for a student. One person for all the siblings (R1-1.2c)."""

    student = models.ForeignKey("students.Student", models.PROTECT, related_name="guardianships")
    guardian = models.ForeignKey(Person, models.PROTECT, related_name="wards")
    relation = models.CharField(_("Relation"), max_length=10, choices=Relation)
    starts_on = models.DateField(default=clock.today)
    ends_on = models.DateField(null=True, blank=True)

    objects = InForce.as_manager()

    class Meta:
        ordering = ["relation"]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "guardian"],
                condition=Q(ends_on=None),
                name="students_guardian_once",
                violation_error_message=_("This person is the student's guardian already."),
            )
        ]

    def __str__(self):
        return f"{self.guardian} ({self.get_relation_display()})"

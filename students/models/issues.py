"""The register of papers issued to those who leave (R7-3.6): numbered per calendar year, each with its receipt."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.audit.records import legal_record
from students.models.applications import BookCounter
from students.models.spells import Enrolment


@legal_record
class Issue(models.Model):
    """One paper of a departure: made under a number, later handed over against a receipt."""

    BOOK = BookCounter.Book.ISSUES

    class Kind(models.TextChoices):
        FILE = "file", _("personal file with the note of departure")
        MARKS = "marks", _("table of marks")
        PERIOD = "period", _("certificate of the period of study")

    spell = models.ForeignKey(Enrolment, models.PROTECT, related_name="issues")
    kind = models.CharField(_("Paper"), max_length=10, choices=Kind)
    year = models.PositiveSmallIntegerField(editable=False)
    number = models.PositiveIntegerField(_("Number"), editable=False)
    issued_on = models.DateField(_("Made on"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_by = models.CharField(_("Who took it"), max_length=200, blank=True)
    taken_on = models.DateField(_("Taken on"), null=True, blank=True)
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    annulled_at = models.DateTimeField(null=True, blank=True)
    registered_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                name="students_issue_number_once",
                violation_error_message=_("This number is taken."),
            ),
            models.UniqueConstraint(
                fields=["spell", "kind"],
                condition=Q(annulled_at=None),
                name="students_issue_once",
                violation_error_message=_("This paper is issued already."),
            ),
            models.CheckConstraint(
                condition=Q(taken_on=None, taken_by="") | (Q(taken_on__isnull=False) & ~Q(taken_by="")),
                name="students_issue_receipt",
                violation_error_message=_("A receipt names who took the paper, and the day."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} № {self.number}"

"""What the school has settled for itself about the end of the year; the law leaves it to the school."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schoolmis.audit.records import legal_record
from students.rules.debts import ATTEMPTS


@legal_record
class PromotionPolicy(models.Model):
    """One row (R7-2.4 names no numbers). `most_debts` empty: any number of debts still allows conditional promotion."""

    attempts = models.PositiveSmallIntegerField(_("Attempts to clear a debt"), default=ATTEMPTS)
    most_debts = models.PositiveSmallIntegerField(_("Most debts of a conditional promotion"), null=True, blank=True)
    unmarked_to = models.PositiveSmallIntegerField(_("Without year marks up to grade"), default=1)
    exams_required = models.BooleanField(_("Graduation asks for results of the state attestation"), default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="students_one_promotion_policy"),
            models.CheckConstraint(
                condition=Q(attempts__range=(1, 5)),
                name="students_policy_attempts",
                violation_error_message=_("A debt has from one to five attempts."),
            ),
        ]

    def __str__(self):
        return str(_("Promotion policy"))

    @classmethod
    def now(cls) -> "PromotionPolicy":
        """What is settled; the defaults where nothing is yet."""
        return cls.objects.first() or cls(pk=1)

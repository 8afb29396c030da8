"""Calendar-thematic plans: what a section is taught, in order."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schoolmis.audit.records import legal_record
from schoolmis.structure.models import Section


@legal_record
class Plan(models.Model):
    """The plan of one section; `version` grows with every change."""

    section = models.OneToOneField(Section, models.PROTECT, related_name="plan")
    version = models.PositiveIntegerField(default=1)

    def __str__(self):
        return str(self.section)


@legal_record
class PlanTopic(models.Model):
    """A topic of the plan; one taken out of it has no position any more."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="topics")
    position = models.PositiveSmallIntegerField(null=True)
    part = models.CharField(_("Part"), max_length=200, blank=True)
    topic = models.CharField(_("Topic"), max_length=250)
    hours = models.PositiveSmallIntegerField(
        _("Hours"), default=1, validators=[MinValueValidator(1), MaxValueValidator(40)]
    )
    homework = models.CharField(_("Homework"), max_length=500, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "position"],
                name="journal_plan_position_once",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Two topics of the plan have one place."),
            ),
            models.CheckConstraint(
                condition=Q(hours__range=(1, 40)),
                name="journal_plan_hours",
                violation_error_message=_("A topic takes from 1 to 40 hours."),
            ),
        ]

    def __str__(self):
        return self.topic

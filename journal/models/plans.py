"""Calendar-thematic plans: what a section is taught, in order."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schoolmis.audit.records import legal_record
from schoolmis.structure.models import Section


@legal_record
class Plan(models.Model):
    """The plan of one section; `version` grows with every change of its topics.

    What was approved is kept as text, so that a change made afterwards is seen beside it.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("being written")
        SUBMITTED = "submitted", _("waits for approval")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned with a remark")

    tones = {Status.DRAFT: "", Status.SUBMITTED: "kok", Status.APPROVED: "good", Status.RETURNED: "warn"}

    section = models.OneToOneField(Section, models.PROTECT, related_name="plan")
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.DRAFT, db_default=Status.DRAFT)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    remark = models.CharField(_("Remark"), max_length=500, blank=True, db_default="")
    approved_version = models.PositiveIntegerField(null=True)
    approved_text = models.TextField(blank=True, db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(approved_version__isnull=False, decided_at__isnull=False),
                name="journal_plan_approved_by_somebody",
                violation_error_message=_("An approved plan has a day and a version that were approved."),
            ),
            models.CheckConstraint(
                condition=~Q(status="returned") | ~Q(remark=""),
                name="journal_plan_returned_with_a_remark",
                violation_error_message=_("A plan is returned with a remark."),
            ),
        ]

    def __str__(self):
        return str(self.section)

    @property
    def is_changed(self) -> bool:
        """Topics were changed after the approval."""
        return self.approved_version is not None and self.version != self.approved_version

    @property
    def tone(self) -> str:
        return self.tones[self.status]


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

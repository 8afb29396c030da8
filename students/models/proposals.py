"""What a guardian or a student wishes corrected in what the school holds; the office decides."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis import clock
from schoolmis.audit.records import legal_record
from schoolmis.people.models import Person


@legal_record
class Proposal(models.Model):
    """`changes` and `before`: {field of Person: text}, as proposed and as it stood then; `taken`: fields accepted."""

    class Status(models.TextChoices):
        OPEN = "open", _("waits for the office")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", pgettext_lazy("request", "refused")
        WITHDRAWN = "withdrawn", _("taken back")

    tones = {Status.OPEN: "warn", Status.ACCEPTED: "good", Status.REFUSED: "bad", Status.WITHDRAWN: ""}

    student = models.ForeignKey("students.Student", models.PROTECT, related_name="proposals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="proposals")
    changes = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    note = models.CharField(_("In words"), max_length=500, blank=True)
    scan = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.OPEN)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("Proposed"), default=clock.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    taken = models.JSONField(default=list)
    answer = models.CharField(_("Answer"), max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "student"],
                condition=Q(status="open"),
                name="students_one_open_proposal",
                violation_error_message=_("A proposal about these data waits for the office already."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "withdrawn"], decided_by=None)
                | Q(status__in=["accepted", "refused"], decided_by__isnull=False, decided_at__isnull=False),
                name="students_decided_proposal_has_who",
                violation_error_message=_("A decision says who decided and when."),
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.proposed_at:%d.%m.%Y}"

    @property
    def tone(self):
        return self.tones[self.status]

"""A file that was sent up and what it would change; kept privately until it is confirmed or a week has passed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.imports import kinds
from schoolmis.imports.staging import StagedRow


class Upload(models.Model):
    """One file of one person. After the import the file is replaced by its refused rows, and the rows are dropped."""

    class Status(models.TextChoices):
        STAGED = "staged", _("not confirmed yet")
        GOING = "going", _("being imported")
        DONE = "done", _("imported")
        DISCARDED = "discarded", _("discarded")

    tones = {Status.STAGED: "warn", Status.GOING: "kok", Status.DONE: "good", Status.DISCARDED: ""}

    kind = models.CharField(max_length=20)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploads")
    name = models.CharField(_("File"), max_length=200)
    file = models.FileField(upload_to="imports/", blank=True)
    refused_file = models.FileField(upload_to="imports/", blank=True)
    status = models.CharField(_("State"), max_length=10, choices=Status, default=Status.STAGED)
    rows = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    result = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, blank=True)
    job = models.ForeignKey("jobs.Job", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("Sent"), default=clock.now)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return self.name

    @property
    def kind_label(self):
        return kinds.registry[self.kind].label if self.kind in kinds.registry else self.kind

    @property
    def staged_rows(self) -> list[StagedRow]:
        return [StagedRow.from_json(row) for row in self.rows]

    @property
    def tone(self):
        return self.tones[self.status]

"""The book: what was done by whom, and every former state of a legal record. Both are only ever added to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from schoolmis.audit.records import removable
from schoolmis.audit.words import whose


class Entry(models.Model):
    """One act: who, when, what, on which row, by which right (R1-1.2b, R1-1.2d)."""

    at = models.DateTimeField(_("When"), db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("Who"), max_length=200)
    act = models.CharField(_("Act"), max_length=60, db_index=True)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    subject_name = models.CharField(_("On what"), max_length=250, blank=True)
    data = models.JSONField(default=dict)
    grant_id = models.BigIntegerField(null=True)
    request_id = models.CharField(max_length=36, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="audit_entry_subject")]

    def __str__(self):
        return f"{self.at:%d.%m.%Y %H:%M} {self.act}"

    @property
    def who(self) -> str:
        return whose(self.by_name)


class History(models.Model):
    """The former and the new state of one row of a legal record, written by the database itself."""

    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="+", db_constraint=False)
    reason = models.TextField(blank=True)
    grant_id = models.BigIntegerField(null=True)
    record = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    act = models.CharField(max_length=1)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)

    class Meta:
        db_table = "audit_history"
        ordering = ["id"]
        indexes = [models.Index(fields=["record", "row_id"], name="audit_history_row")]
        verbose_name_plural = "history"

    def __str__(self):
        return f"{self.record} {self.row_id} {self.act}"


@removable
class Knock(models.Model):
    """How often somebody has knocked since a moment; see `audit.pace`. The key tells nobody who it was."""

    key = models.CharField(max_length=40, primary_key=True)
    since = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=1)

    def __str__(self):
        return f"{self.key[:8]}: {self.count}"

"""A background job as people see it: whose, what, how far, with what outcome.

`stoppable`: it asks now and then whether its owner wants it to stop; `address`: the page where its outcome is seen.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis import clock


class Job(models.Model):
    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", pgettext_lazy("job", "failed")
        STOPPED = "stopped", _("stopped")

    tones = {Status.WAITING: "", Status.RUNNING: "kok", Status.DONE: "good", Status.FAILED: "bad", Status.STOPPED: ""}

    name = models.CharField(max_length=60)
    title = models.CharField(_("Job"), max_length=200)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="jobs")
    args = models.JSONField(default=dict)
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    stoppable = models.BooleanField(default=False, db_default=False)
    stop_asked = models.BooleanField(default=False, db_default=False)
    address = models.CharField(max_length=200, blank=True, db_default="")
    tries = models.PositiveSmallIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    result = models.FileField(upload_to="jobs/", blank=True)
    result_name = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return self.title

    @property
    def percent(self):
        return self.done * 100 // self.total if self.total else 0

    @property
    def is_going(self):
        return self.status in (self.Status.WAITING, self.Status.RUNNING)

    @property
    def tone(self):
        return self.tones[self.status]

"""Small messages of the program to its users: what has happened that concerns them."""

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from schoolmis import clock


class Notice(models.Model):
    """One notice to one user. The sentence is its kind's, read in the reader's language with `data` filled in."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    about = models.ForeignKey("people.Person", models.CASCADE, null=True, related_name="+")
    """The child that the notice tells of: it leaves the program by the consent on the child's row."""
    data = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(_("When"), default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["user", "seen_at"], name="notices_unseen")]

    def __str__(self):
        from schoolmis.notices import kinds

        return kinds.sentence(self.kind, self.data)


class Rest(models.Model):
    """When notices stay inside the program: one row, the school's. Without hours they go out at any time."""

    begins = models.TimeField(_("Rest begins at"), null=True, blank=True, default=time(21))
    ends = models.TimeField(_("Rest ends at"), null=True, blank=True, default=time(7))
    days_off = models.BooleanField(_("Days off and holidays are rest too"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="notices_one_rest"),
            models.CheckConstraint(
                condition=Q(begins=None, ends=None) | Q(begins__isnull=False, ends__isnull=False),
                name="notices_rest_begins_and_ends",
                violation_error_message=_("Say both when the rest begins and when it ends, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(begins=None) | ~Q(begins=F("ends")),
                name="notices_rest_has_an_hour",
                violation_error_message=_("The rest ends at another hour than it begins."),
            ),
        ]

    def __str__(self):
        return f"{self.begins:%H:%M}–{self.ends:%H:%M}" if self.begins else ""

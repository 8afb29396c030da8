"""Small messages of the program to its users: what has happened that concerns them."""

from django.conf import settings
from django.db import models
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

"""What is kept of a paper: its scan, a picture, a document; never removed, never served by an address of its own."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from schoolmis import clock


def place(stored, name):
    """`kept/3f/3f…`: the name in the store says nothing of what is in it."""
    key = uuid.uuid4().hex
    return f"kept/{key[:2]}/{key}"


class StoredFile(models.Model):
    """One file as it was taken in; its kind is what its bytes are (`schoolmis.files.checks`)."""

    content = models.FileField(upload_to=place)
    name = models.CharField(_("File"), max_length=150)
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return self.name

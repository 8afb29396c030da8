"""Where a child of the micro-district learns, and why one does not (resolutions on the accounting of children)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Where(models.TextChoices):
    HERE = "here", _("this school")
    SCHOOL = "school", _("another school")
    KINDERGARTEN = "garden", _("kindergarten")
    COLLEGE = "college", _("college or lyceum")
    NOWHERE = "nowhere", _("not in education")


class Reason(models.TextChoices):
    """Why a child is not in education."""

    YOUNG = "young", _("not of school age yet")
    HEALTH = "health", _("health")
    FAMILY = "family", _("family circumstances")
    WORK = "work", _("works")
    AWAY = "away", _("is away, whereabouts known")
    UNKNOWN = "unknown", _("whereabouts unknown")
    OTHER = "other", _("another reason")

"""The grounds on which a student leaves (R7-3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    """Why a student leaves (R7-3)."""

    BASIC = "basic", _("completed basic school")
    SECONDARY = "secondary", _("completed secondary school")
    MOVED = "moved", _("change of residence")
    SCHOOL = "school", _("change of school")
    HEALTH = "health", _("health")
    OTHER = "other", _("other, by document")

"""The documents that a move of a student rests on: one list for applications, orders and rules (R7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Paper(models.TextChoices):
    APPLICATION = "application", _("parents' application")
    MEDICAL = "medical", _("medical certificate")
    CONFIRMATION = "confirmation", _("confirmation of the receiving school")
    CERTIFICATE = "certificate", _("state document on education")
    PMPC = "pmpc", _("conclusion of the psychological, medical and pedagogical commission")
    PLAN = "plan", _("individual study plan")
    RECORD = "record", _("papers of the other school")
    OTHER = "other", _("other document")


RESTRICTED = frozenset({Paper.MEDICAL, Paper.PMPC})
"""Health: the school keeps the fact and the number alone, never a scan (R7-3.5)."""

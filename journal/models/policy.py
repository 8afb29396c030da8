"""Kinds of work: what a column stands for; policy is data, not code."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from schoolmis.structure.models import in_language


class WorkKind(models.Model):
    """A kind of work: what a column of the journal stands for, and how much it weighs in the average."""

    code = models.CharField(_("Code"), max_length=10, unique=True)
    name_ky = models.CharField(_("Name in Kyrgyz"), max_length=80)
    name_ru = models.CharField(_("Name in Russian"), max_length=80)
    short_ky = models.CharField(_("Short, Kyrgyz"), max_length=4, blank=True)
    short_ru = models.CharField(_("Short, Russian"), max_length=4, blank=True)
    weight = models.DecimalField(_("Weight"), max_digits=3, decimal_places=1, default=1)
    counts = models.BooleanField(_("Enters the average"), default=True, db_default=True)
    visible = models.BooleanField(_("Shown to parents and students"), default=True, db_default=True)
    order = models.PositiveSmallIntegerField(_("Order"), default=100)
    version = models.PositiveIntegerField(default=1, db_default=1)
    archived = models.BooleanField(_("Not offered any more"), default=False, db_default=False)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self):
        return in_language(self, "name")

    @property
    def short(self):
        return in_language(self, "short")

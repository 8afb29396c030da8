"""What belongs to a signed order, which is itself frozen: its scans, and who has read it («тааныштым»)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.audit.records import legal_record
from schoolmis.orders.models.order import Order
from schoolmis.people.models import Person


@legal_record
class OrderScan(models.Model):
    """The signed paper; a newer scan takes the place of the former, which is kept."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="scans")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return f"{self.order}: {self.file}"


@legal_record
class Acquaintance(models.Model):
    """That a person has read an order: by their own hand in the system, or on paper, which the office writes down."""

    class Way(models.TextChoices):
        SYSTEM = "system", _("in the system")
        PAPER = "paper", _("on paper")

    order = models.ForeignKey(Order, models.PROTECT, related_name="acquaintances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="acquaintances")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    read_on = models.DateField(_("Read on"), null=True, blank=True)
    way = models.CharField(_("How"), max_length=6, choices=Way, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["person__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "person"],
                name="orders_read_once",
                violation_error_message=_("This person is in the list already."),
            ),
            models.CheckConstraint(
                condition=Q(read_on=None, way="", noted_by=None)
                | (Q(read_on__isnull=False, noted_by__isnull=False) & ~Q(way="")),
                name="orders_read_how_and_by_whom",
                violation_error_message=_("An order is read on a day, in the system or on paper (R1-5.1c)."),
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.order}"

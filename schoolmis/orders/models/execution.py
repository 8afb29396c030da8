"""Which points of a signed order are carried out; the order's own row is frozen."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.audit.records import legal_record
from schoolmis.orders.models.order import Order


@legal_record
class Tick(models.Model):
    """A point of an order, ticked by its controller or by the director."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="ticks")
    number = models.PositiveSmallIntegerField(_("Point"))
    done_on = models.DateField(default=clock.today)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "number"],
                name="orders_point_ticked_once",
                violation_error_message=_("This point is ticked already."),
            )
        ]

    def __str__(self):
        return f"{self.order}: {self.number}"

"""What an employee has to do in the system, set by the director's order (R1-5.1a, R3-5.1a)."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from schoolmis.access.dated import InForce
from schoolmis.audit.records import legal_record
from schoolmis.orders.models.order import Order
from schoolmis.people.models import Employee


@legal_record
class Duty(models.Model):
    """One employee's duties from a day to a day, half-open; a later order on duties takes their place."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="duties")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="duties")
    text_ky = models.TextField(_("Duties in Kyrgyz"))
    text_ru = models.TextField(_("Duties in Russian"), blank=True)
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"), null=True, blank=True)
    revoked_by = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="ended_duties")

    objects = InForce.as_manager()

    class Meta:
        ordering = ["employee__person__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee"],
                condition=models.Q(ends_on=None),
                name="orders_one_set_of_duties",
                violation_error_message=_("This employee has duties in force already (R1-5.1a)."),
            )
        ]

    def __str__(self):
        return f"{self.employee}: {self.text}"

    @property
    def text(self):
        return (self.text_ru if (get_language() or "ky").startswith("ru") else "") or self.text_ky

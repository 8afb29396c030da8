"""Rights of staff, each by a signed order (R3-5.1b, R1-5.1a)."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from schoolmis.access.dated import Days, InForce
from schoolmis.access.roles import Role
from schoolmis.audit.records import legal_record, removable


@legal_record
class RoleGrant(models.Model):
    """A role given to a user by an order, for the school or one class, from a day to a day."""

    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="role_grants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="role_grants")
    role = models.CharField(_("Role"), max_length=20, choices=Role)
    school_class = models.ForeignKey(
        "structure.SchoolClass", models.PROTECT, null=True, blank=True, related_name="role_grants"
    )
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"), null=True, blank=True)
    revoked_by = models.ForeignKey("orders.Order", models.PROTECT, null=True, blank=True, related_name="revoked_grants")

    objects = InForce.as_manager()

    class Meta:
        ordering = ["role", "starts_on"]
        constraints = [
            ExclusionConstraint(
                name="access_one_grant_at_a_time",
                expressions=[
                    (F("user"), RangeOperators.EQUAL),
                    (F("role"), RangeOperators.EQUAL),
                    (Coalesce("school_class", Value(0), output_field=models.BigIntegerField()), RangeOperators.EQUAL),
                    (Days(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person has this role already on these days."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="access_grant_ends_after_start",
                violation_error_message=_("The end comes before the beginning."),
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.get_role_display()}"


@removable
class SecondFactor(models.Model):
    """A role whose holders must sign in with a second factor (R1-3.1e, R3-3e)."""

    role = models.CharField(max_length=20, unique=True, choices=Role)

    def __str__(self):
        return self.get_role_display()

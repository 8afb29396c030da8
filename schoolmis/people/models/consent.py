"""Written consents to the keeping and use of personal data (R1-6.2)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schoolmis.access.dated import InForce
from schoolmis.audit.records import legal_record
from schoolmis.people.models.person import Person


class Purpose(models.TextChoices):
    RECORDS = "records", _("Keeping of records")
    PORTAL = "portal", _("Access of parents to the journal")
    SITE = "site", _("Publication on the school's site")
    TRANSFER = "transfer", _("Transfer to third parties")
    MESSAGES = "messages", _("Messages")
    PHOTO = "photo", _("Photograph in the personal file")


@legal_record
class Consent(models.Model):
    """A written consent to one purpose (R1-6.2, R3-6.1); withdrawn, never removed."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    purpose = models.CharField(_("Purpose"), max_length=20, choices=Purpose, default=Purpose.RECORDS)
    starts_on = models.DateField(_("Given on"))
    ends_on = models.DateField(_("Withdrawn on"), null=True, blank=True)
    paper = models.CharField(_("Number of the paper"), max_length=60, blank=True)
    scan = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = InForce.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(ends_on=None),
                name="people_one_open_consent",
                violation_error_message=_("This consent is in force already."),
            )
        ]

    def __str__(self):
        return f"{self.person}: {self.get_purpose_display()}"

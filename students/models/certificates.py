"""The register of certificates «studies at this school», and what families ask for (маалымкат)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis import clock
from schoolmis.audit.records import legal_record
from schoolmis.orders.models import Order
from schoolmis.papers.models import Check
from schoolmis.structure.models import SchoolClass


@legal_record
class Certificate(models.Model):
    """One line of the register: its number is the next of the calendar year, without gaps, and is never given again.

    `school_class`, `since` and `order` stand as they were on the day of issue, so that a copy says the same.
    """

    student = models.ForeignKey("students.Student", models.PROTECT, related_name="certificates")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(_("Number"))
    check_row = models.OneToOneField(Check, models.PROTECT, related_name="+")
    name = models.CharField(_("Name"), max_length=250)
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="+")
    since = models.DateField(_("On the roll since"))
    order = models.ForeignKey(Order, models.PROTECT, related_name="+")
    addressee = models.CharField(_("To be presented"), max_length=200, blank=True)
    received_by = models.CharField(_("Given to"), max_length=200)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    printed_at = models.DateTimeField(null=True)
    annulled_why = models.CharField(_("Why it is annulled"), max_length=300, blank=True)

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                name="students_certificate_number_once",
                violation_error_message=_("This number is taken."),
            ),
        ]

    def __str__(self):
        return f"№ {self.number}, {self.check_row.issued_on:%d.%m.%Y}"

    @property
    def in_force(self) -> bool:
        return self.check_row.annulled_on is None


@legal_record
class CertificateRequest(models.Model):
    """A guardian or a student asks for a certificate; the office issues it, or answers why not."""

    class Status(models.TextChoices):
        OPEN = "open", _("waits for the office")
        ISSUED = "issued", _("issued")
        REFUSED = "refused", pgettext_lazy("request", "refused")

    tones = {Status.OPEN: "warn", Status.ISSUED: "good", Status.REFUSED: "bad"}

    student = models.ForeignKey("students.Student", models.PROTECT, related_name="certificate_requests")
    addressee = models.CharField(_("To be presented"), max_length=200, blank=True)
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.OPEN)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("Asked"), default=clock.now)
    certificate = models.OneToOneField(Certificate, models.PROTECT, null=True, blank=True, related_name="request")
    answer = models.CharField(_("Answer"), max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["student"],
                condition=Q(status="open"),
                name="students_one_open_certificate_request",
                violation_error_message=_("A request for this student waits for the office already."),
            ),
            models.CheckConstraint(
                condition=(Q(status="issued") & Q(certificate__isnull=False))
                | (~Q(status="issued") & Q(certificate=None)),
                name="students_issued_request_has_its_paper",
                violation_error_message=_("A request is issued by a certificate."),
            ),
        ]

    def __str__(self):
        return f"{self.student}, {self.asked_at:%d.%m.%Y}"

    @property
    def tone(self):
        return self.tones[self.status]

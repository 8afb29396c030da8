"""Papers that a student has brought, and the photograph: kept once, used again, never removed (R1-1.2a, R1-2.2a)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis import clock
from schoolmis.audit.records import legal_record


class DocumentKind(models.TextChoices):
    BIRTH = "birth", _("Birth certificate")
    PASSPORT = "passport", _("Passport or identity card")
    RESIDENCE = "residence", _("Certificate of residence")
    FAMILY = "family", _("Certificate of family composition")
    FILE = "file", _("Personal file of the former school")
    BASIC = "basic", _("Certificate of basic education")
    MEDICAL = "medical", _("Medical card, form 063")
    MEDICAL_SHORT = "medical_086", _("Medical certificate, form 086")
    PMPC = "pmpc", _("Conclusion of the commission (PMPC)")
    GUARDIANSHIP = "guardianship", _("Decision on guardianship")
    SOCIAL = "social", _("Document of a social category")
    NAME = "name", _("Document on the change of name")
    OTHER = "other", pgettext_lazy("document", "Other document")


HEALTH_KINDS = frozenset({DocumentKind.MEDICAL, DocumentKind.MEDICAL_SHORT, DocumentKind.PMPC})
SOCIAL_KINDS = frozenset({DocumentKind.GUARDIANSHIP, DocumentKind.SOCIAL})
CLOSED_KINDS = HEALTH_KINDS | SOCIAL_KINDS
"""The office receives these papers; what stands in them opens only with the right to restricted data (domain §7.6)."""


class Documents(models.QuerySet):
    def in_force(self):
        """Neither annulled nor replaced by a newer paper."""
        return self.filter(annulled_at=None, replaced_by=None)

    def running_out(self, last_day):
        return self.in_force().filter(valid_until__lte=last_day)


@legal_record
class StudentDocument(models.Model):
    """One paper of a student. `valid_until` is the last day; a newer paper replaces, a mistake is annulled."""

    student = models.ForeignKey("students.Student", models.PROTECT, related_name="documents")
    kind = models.CharField(_("Kind"), max_length=12, choices=DocumentKind)
    series = models.CharField(pgettext_lazy("document", "Series"), max_length=20, blank=True)
    number = models.CharField(_("Number"), max_length=60, blank=True)
    issued_by = models.CharField(_("Issued by"), max_length=200, blank=True)
    issued_on = models.DateField(_("Issued on"), null=True, blank=True)
    valid_until = models.DateField(_("Valid until"), null=True, blank=True)
    scan = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Checked by")
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="former")
    annulled_at = models.DateTimeField(null=True, blank=True)
    annulled_why = models.CharField(max_length=300, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = Documents.as_manager()

    class Meta:
        ordering = ["kind", "-issued_on", "-id"]
        indexes = [
            models.Index(
                fields=["valid_until"],
                condition=Q(annulled_at=None, replaced_by=None),
                name="students_document_until",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(issued_on=None) | Q(valid_until__gt=F("issued_on")),
                name="students_document_days",
                violation_error_message=_("A document is valid after the day it is issued."),
            ),
            models.CheckConstraint(
                condition=Q(annulled_at=None) | ~Q(annulled_why=""),
                name="students_document_annulled_why",
                violation_error_message=_("A document is annulled with a reason."),
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None, checked_at=None) | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="students_document_checked",
                violation_error_message=_("Who checked a document and when stand together."),
            ),
        ]

    def __str__(self):
        return " ".join(filter(None, [str(self.get_kind_display()), self.label]))

    @property
    def label(self):
        return " ".join(filter(None, [self.series, f"№ {self.number}" if self.number else ""]))

    @property
    def is_closed(self):
        return self.kind in CLOSED_KINDS


@legal_record
class Photo(models.Model):
    """A photograph by a consent to it; a newer one ends the former. Without the consent nobody is shown it."""

    student = models.ForeignKey("students.Student", models.PROTECT, related_name="photos")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["student"],
                condition=Q(ended_at=None),
                name="students_one_photo",
                violation_error_message=_("A student has one photograph."),
            )
        ]

    def __str__(self):
        return str(self.student)

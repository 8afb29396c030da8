"""What the staff file holds beside the card: diplomas, attestations, training, awards, publications, documents (R5-3f).

A row is never removed: one entered by mistake is annulled.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis import clock
from schoolmis.audit.records import legal_record
from schoolmis.people.models.employee import Category, Education, Employee
from schoolmis.people.staff_rules import runs_out
from schoolmis.ui.dates import date_short
from schoolmis.ui.numbers import whole


class FileRow(models.Model):
    """One paper of the staff file. `headline` and `details` say it in a line; `until` is the last day it is valid."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="%(class)ss")
    scan = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    annulled_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    until = None

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.headline)

    @property
    def details(self):
        return " · ".join(str(part) for part in self.parts() if part)

    @property
    def state(self):
        return runs_out(self.until, clock.today())


@legal_record
class Diploma(FileRow):
    level = models.CharField(_("Level of education"), max_length=20, choices=Education)
    institution = models.CharField(_("Institution"), max_length=200)
    speciality = models.CharField(_("Speciality"), max_length=200, blank=True)
    qualification = models.CharField(_("Qualification"), max_length=200, blank=True)
    finished = models.PositiveSmallIntegerField(_("Year of graduation"))
    number = models.CharField(_("Diploma number"), max_length=40, blank=True)

    class Meta:
        ordering = ["finished", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished__gte=1940, finished__lte=2100),
                name="people_diploma_year",
                violation_error_message=_("The year of a diploma has four digits."),
            )
        ]

    @property
    def headline(self):
        return self.institution

    def parts(self):
        return [self.get_level_display(), self.finished, self.speciality, self.qualification, self.number]


@legal_record
class Attestation(FileRow):
    category = models.CharField(_("Category"), max_length=20, choices=Category)
    given_on = models.DateField(_("Given on"))
    document = models.CharField(_("Order or protocol"), max_length=120, blank=True)
    valid_until = models.DateField(_("Valid until"), null=True, blank=True)

    class Meta:
        ordering = ["-given_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("given_on")),
                name="people_category_ends_after_start",
                violation_error_message=_("A category is valid after the day it is given."),
            )
        ]

    @property
    def headline(self):
        return self.get_category_display()

    @property
    def until(self):
        return self.valid_until

    def parts(self):
        return [date_short(self.given_on), self.document]


@legal_record
class Training(FileRow):
    title = models.CharField(_("Course"), max_length=200)
    place = models.CharField(_("Where"), max_length=200, blank=True)
    hours = models.PositiveSmallIntegerField(_("Hours"), null=True, blank=True)
    starts_on = models.DateField(_("First day"))
    ends_on = models.DateField(_("Last day"))
    certificate = models.CharField(_("Certificate number"), max_length=60, blank=True)

    class Meta:
        ordering = ["-ends_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="people_training_ends_after_start",
                violation_error_message=_("The last day comes before the first one."),
            )
        ]

    @property
    def headline(self):
        return self.title

    def parts(self):
        hours = _("%(n)s h") % {"n": whole(self.hours)} if self.hours else ""
        return [self.place, f"{date_short(self.starts_on)} – {date_short(self.ends_on)}", hours, self.certificate]


@legal_record
class Award(FileRow):
    class Kind(models.TextChoices):
        AWARD = "award", _("Award")
        RANK = "rank", pgettext_lazy("of honour", "Rank")

    kind = models.CharField(_("Kind"), max_length=10, choices=Kind, default=Kind.AWARD)
    title = models.CharField(_("Award or rank"), max_length=200)
    given_on = models.DateField(_("Given on"))
    document = models.CharField(_("Certificate or order"), max_length=120, blank=True)

    class Meta:
        ordering = ["-given_on", "-id"]

    @property
    def headline(self):
        return self.title

    def parts(self):
        return [self.get_kind_display(), date_short(self.given_on), self.document]


@legal_record
class Publication(FileRow):
    title = models.CharField(_("Title"), max_length=250)
    place = models.CharField(_("Published in"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("Year"))

    class Meta:
        ordering = ["-year", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=1940, year__lte=2100),
                name="people_publication_year",
                violation_error_message=_("The year has four digits."),
            )
        ]

    @property
    def headline(self):
        return self.title

    def parts(self):
        return [self.place, self.year]


@legal_record
class StaffPaper(FileRow):
    """A document of the person; kept under a consent only, like the other personal data (R1-6.2)."""

    class Kind(models.TextChoices):
        PASSPORT = "passport", _("Passport or identity card")
        CONTRACT = "contract", _("Employment contract")
        MEDICAL = "medical", _("Medical book")
        NO_RECORD = "no_record", _("Certificate of no criminal record")
        OTHER = "other", pgettext_lazy("document", "Other document")

    kind = models.CharField(_("Kind"), max_length=12, choices=Kind)
    number = models.CharField(_("Number"), max_length=60, blank=True)
    issued_by = models.CharField(_("Issued by"), max_length=200, blank=True)
    issued_on = models.DateField(_("Issued on"), null=True, blank=True)
    valid_until = models.DateField(_("Valid until"), null=True, blank=True)

    class Meta:
        ordering = ["kind", "-issued_on", "-id"]

    @property
    def headline(self):
        return self.get_kind_display()

    @property
    def until(self):
        return self.valid_until

    def parts(self):
        issued = date_short(self.issued_on) if self.issued_on else ""
        return [f"№ {self.number}" if self.number else "", self.issued_by, issued]

    def clean(self):
        if self.issued_on and self.valid_until and self.valid_until <= self.issued_on:
            raise ValidationError({"valid_until": _("A document is valid after the day it is issued.")})

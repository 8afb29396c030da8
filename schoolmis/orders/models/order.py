"""The director's orders (буйрук): numbered without gaps, frozen once signed, carried out by the rows they write."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.audit.records import legal_record
from schoolmis.audit.words import whose


class Series(models.TextChoices):
    """Own numbering per calendar year; the opening order stands outside them."""

    STUDENTS = "students", _("On students")
    STAFF = "staff", _("On staff")
    GENERAL = "general", _("General")
    OPENING = "opening", _("Opening")


SUFFIX = {Series.STUDENTS: "О", Series.STAFF: "К", Series.GENERAL: "Н", Series.OPENING: ""}


class Counter(models.Model):
    """The next number of a series in a year; its row is the lock under which numbers are given."""

    series = models.CharField(max_length=10, choices=Series)
    year = models.PositiveSmallIntegerField()
    next_number = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="orders_one_counter")]

    def __str__(self):
        return f"{self.series} {self.year}: {self.next_number}"


@legal_record
class Order(models.Model):
    """One order. `payload` holds what signing carries out, in the shape its kind understands."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SIGNED = "signed", _("Signed")
        EXECUTED = "executed", _("Executed")

    tones = {Status.DRAFT: "warn", Status.SIGNED: "kok", Status.EXECUTED: "good"}

    series = models.CharField(_("Series"), max_length=10, choices=Series)
    kind = models.CharField(_("Kind"), max_length=40)
    number = models.PositiveIntegerField(_("Number"), null=True, editable=False)
    date = models.DateField(_("Date"), null=True, editable=False)
    title_ky = models.CharField(_("Title in Kyrgyz"), max_length=200)
    title_ru = models.CharField(_("Title in Russian"), max_length=200, blank=True)
    basis_ky = models.CharField(_("Basis in Kyrgyz"), max_length=300, blank=True)
    basis_ru = models.CharField(_("Basis in Russian"), max_length=300, blank=True)
    text_ky = models.TextField(_("Text in Kyrgyz"), blank=True)
    text_ru = models.TextField(_("Text in Russian"), blank=True)
    control = models.CharField(_("Control of execution"), max_length=200, blank=True)
    controller = models.ForeignKey(
        "people.Employee",
        models.PROTECT,
        verbose_name=_("Who controls it"),
        null=True,
        blank=True,
        related_name="controls",
    )
    payload = models.JSONField(default=dict, blank=True)
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.DRAFT)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=clock.now)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_name = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)
    executed_on = models.DateField(null=True)
    revokes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="revoked_by")
    annulled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-date", "-number", "-id"]
        constraints = [
            models.UniqueConstraint(
                models.F("series"),
                models.functions.ExtractYear("date"),
                models.F("number"),
                name="orders_number_once",
                violation_error_message=_("This number is taken."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft", number=None, date=None, signed_at=None)
                | (~Q(status="draft") & Q(number__isnull=False, date__isnull=False, signed_at__isnull=False)),
                name="orders_signed_has_number",
                violation_error_message=_("An order gets its number and date when it is signed (R3-5.1b)."),
            ),
        ]

    def __str__(self):
        return f"№ {self.label} {self.title}".strip()

    @property
    def signer(self) -> str:
        return whose(self.signed_name)

    @property
    def label(self) -> str:
        """«17-О», as it is written on paper; a draft has none."""
        if self.number is None:
            return str(pgettext_lazy("order", "draft"))
        suffix = SUFFIX[self.series]
        return f"{self.number}-{suffix}" if suffix else str(self.number)

    @property
    def title(self) -> str:
        return self._said("title")

    @property
    def basis(self) -> str:
        return self._said("basis")

    def _said(self, name) -> str:
        """In the reader's language; where the Russian is empty, in Kyrgyz."""
        ru = getattr(self, f"{name}_ru") if (get_language() or "ky").startswith("ru") else ""
        return ru or getattr(self, f"{name}_ky")

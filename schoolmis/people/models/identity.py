"""Who a person was and is: former names, addresses by the official list, and records compared (R1-1.2b, R1-1.2c)."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.access.dated import InForce
from schoolmis.audit.records import legal_record
from schoolmis.people import places
from schoolmis.people.models.person import FoldedKey, Person, full_name


@legal_record
class FormerName(models.Model):
    """The name that a person bore up to, not on, `ends_on`, with the document that changed it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="former_names")
    last_name = models.CharField(_("Surname"), max_length=80)
    first_name = models.CharField(_("First name"), max_length=80, blank=True)
    patronymic = models.CharField(_("Patronymic"), max_length=80, blank=True)
    ends_on = models.DateField(_("Changed on"))
    document = models.CharField(_("Document"), max_length=160)
    document_on = models.DateField(_("Document of"))
    scan = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    folded = models.GeneratedField(expression=FoldedKey(full_name()), output_field=models.TextField(), db_persist=True)

    class Meta:
        ordering = ["ends_on", "id"]
        indexes = [GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="people_former_folded")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(document=""),
                name="people_former_name_document",
                violation_error_message=_("A change of name rests on a document."),
            )
        ]

    def __str__(self):
        return " ".join(filter(None, [self.last_name, self.first_name, self.patronymic]))


@legal_record
class Address(models.Model):
    """Where a person lives or is registered: the district from the official list, the rest as text."""

    class Kind(models.TextChoices):
        ACTUAL = "actual", _("Address of residence")
        REGISTERED = "registered", _("Registered address")

    person = models.ForeignKey(Person, models.PROTECT, related_name="addresses")
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind)
    place = models.CharField(_("District or city"), max_length=12, db_index=True)
    settlement = models.CharField(_("Settlement"), max_length=100, blank=True)
    street = models.CharField(_("Street, house, flat"), max_length=150, blank=True)
    as_written = models.CharField(max_length=250, blank=True)
    """The free text that stood on the card before."""
    starts_on = models.DateField(_("From"), default=clock.today)
    ends_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    """Counts on from the address of before: who writes later is shown both."""

    objects = InForce.as_manager()

    class Meta:
        ordering = ["kind", "-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(ends_on=None),
                name="people_one_address_of_a_kind",
                violation_error_message=_("An address of this kind is in force already."),
            ),
        ]

    def __str__(self):
        return places.line(self.place, self.settlement, self.street)


@legal_record
class Comparison(models.Model):
    """Two records that looked alike, and what somebody decided: one person (merged), or two.

    `before` holds both states as they stood, `moved` what went from `other` to `kept`, by table.
    """

    kept = models.ForeignKey(Person, models.PROTECT, related_name="comparisons")
    other = models.ForeignKey(Person, models.PROTECT, related_name="compared")
    same = models.BooleanField()
    reason = models.CharField(_("Reason"), max_length=300)
    before = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kept=F("other")),
                name="people_two_records_compared",
                violation_error_message=_("One record is not compared with itself."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="people_compared_with_reason",
                violation_error_message=_("Say why."),
            ),
            models.UniqueConstraint(
                fields=["other"],
                condition=Q(same=True),
                name="people_merged_once",
                violation_error_message=_("This record is merged already."),
            ),
        ]

    def __str__(self):
        return f"{self.kept} / {self.other}"

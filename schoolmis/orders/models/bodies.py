"""The school's bodies (R2-5), who sits in them, and the protocols of what they decided (domain §4.9)."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.access.dated import Days, InForce
from schoolmis.audit.records import legal_record
from schoolmis.orders.models.order import Order
from schoolmis.people.models import Person


@legal_record
class Body(models.Model):
    """A council, commission, association or meeting that decides and keeps protocols."""

    class Kind(models.TextChoices):
        COUNCIL = "council", _("Pedagogical council")
        PARENTS = "parents", _("Parents' meeting")
        TRUSTEES = "trustees", _("Trustee council")
        METHODICAL = "methodical", _("Method association")
        PREVENTION = "prevention", _("Prevention council")
        PMPC = "pmpc", _("Psychological, medical and pedagogical commission")
        ATTESTATION = "attestation", _("Attestation commission")
        MEETING = "meeting", _("Meeting at the director's")
        OTHER = "other", _("Other body")

    kind = models.CharField(_("Kind"), max_length=12, choices=Kind)
    name_ky = models.CharField(_("Name in Kyrgyz"), max_length=150)
    name_ru = models.CharField(_("Name in Russian"), max_length=150, blank=True)
    order = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="bodies")
    starts_on = models.DateField(_("From"), default=clock.today)
    ends_on = models.DateField(_("Until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = InForce.as_manager()

    class Meta:
        ordering = ["kind", "name_ky"]
        constraints = [
            models.UniqueConstraint(
                fields=["name_ky"],
                condition=Q(ends_on=None),
                name="orders_one_body_of_a_name",
                violation_error_message=_("There is a body of this name already."),
            )
        ]

    def __str__(self):
        return (self.name_ru if (get_language() or "ky").startswith("ru") else "") or self.name_ky


@legal_record
class Seat(models.Model):
    """Who sits in a body from a day to a day, half-open, and as what."""

    class Post(models.TextChoices):
        CHAIR = "chair", _("chair")
        SECRETARY = "secretary", _("secretary of the meeting")
        MEMBER = "member", _("member")

    body = models.ForeignKey(Body, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="seats")
    post = models.CharField(_("Post"), max_length=10, choices=Post, default=Post.MEMBER)
    order = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="seats")
    starts_on = models.DateField(_("From"), default=clock.today)
    ends_on = models.DateField(_("Until"), null=True, blank=True)

    objects = InForce.as_manager()

    class Meta:
        ordering = ["post", "person__sort_key"]
        constraints = [
            ExclusionConstraint(
                name="orders_one_seat_in_a_body",
                expressions=[
                    ("body", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (Days(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person sits in this body already."),
            ),
            ExclusionConstraint(
                name="orders_one_holder_of_a_post",
                expressions=[
                    ("body", RangeOperators.EQUAL),
                    ("post", RangeOperators.EQUAL),
                    (Days(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
                condition=~Q(post="member"),
                violation_error_message=_("A body has one chair and one secretary at a time."),
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.body}"


class ProtocolCounter(models.Model):
    """The next number of a body in a school year; its row is the lock under which numbers are given."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="counters")
    school_year = models.PositiveSmallIntegerField()
    next_number = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "school_year"], name="orders_one_protocol_counter")]

    def __str__(self):
        return f"{self.body} {self.school_year}: {self.next_number}"


@legal_record
class Protocol(models.Model):
    """The protocol of one sitting. Numbered per body and school year; frozen once signed."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SIGNED = "signed", _("Signed")

    tones = {Status.DRAFT: "warn", Status.SIGNED: "good"}

    body = models.ForeignKey(Body, models.PROTECT, related_name="protocols")
    school_year = models.PositiveSmallIntegerField(_("School year"), editable=False)
    number = models.PositiveIntegerField(_("Number"), null=True, editable=False)
    held_on = models.DateField(_("Held on"))
    chair = models.ForeignKey(Person, models.PROTECT, verbose_name=_("Chair"), related_name="+")
    secretary = models.ForeignKey(Person, models.PROTECT, verbose_name=_("Secretary of the meeting"), related_name="+")
    guests = models.CharField(_("Invited"), max_length=500, blank=True)
    present_count = models.PositiveIntegerField(_("How many were present"), null=True, blank=True)
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.DRAFT)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    annulled_at = models.DateTimeField(null=True)
    scan = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "school_year", "number"],
                name="orders_protocol_number_once",
                violation_error_message=_("This number is taken."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft", number=None) | Q(status="signed", number__isnull=False),
                name="orders_signed_protocol_has_number",
                violation_error_message=_("A protocol gets its number when it is signed (R2-5)."),
            ),
        ]

    def __str__(self):
        return f"{self.body}, {self.label}, {self.held_on:%d.%m.%Y}"

    @property
    def label(self) -> str:
        return f"№ {self.number}" if self.number else "№ –"


@legal_record
class Attendance(models.Model):
    """Whether a member was at the sitting."""

    protocol = models.ForeignKey(Protocol, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    is_present = models.BooleanField(_("Present"), default=True)
    reason = models.CharField(_("Reason of absence"), max_length=120, blank=True)
    is_dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ["person__sort_key"]
        constraints = [models.UniqueConstraint(fields=["protocol", "person"], name="orders_attends_once")]

    def __str__(self):
        return str(self.person)


@legal_record
class Decision(models.Model):
    """One point of the agenda: heard, spoke, decided, and the votes. Acts and orders cite it."""

    protocol = models.ForeignKey(Protocol, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField(_("№"))
    question = models.CharField(_("Question of the agenda"), max_length=300)
    heard = models.TextField(_("Heard"), blank=True)
    spoke = models.TextField(_("Spoke"), blank=True)
    decided = models.TextField(_("Decided"), blank=True)
    votes_for = models.PositiveSmallIntegerField(_("For"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("Against"), null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(_("Abstained"), null=True, blank=True)
    is_dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ["protocol", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["protocol", "number"], condition=Q(is_dropped=False), name="orders_decision_number_once"
            )
        ]

    def __str__(self):
        return str(_("%(protocol)s, point %(number)s")) % {"protocol": self.protocol, "number": self.number}

    def cited(self) -> tuple[str, str]:
        """As an order names it, in Kyrgyz and in Russian, whoever drafts it."""
        with translation.override("ky"):
            ky = str(self)
        with translation.override("ru"):
            return ky, str(self)

    @property
    def votes(self) -> int | None:
        """How many voted; None where no votes were counted."""
        counted = [n for n in (self.votes_for, self.votes_against, self.abstained) if n is not None]
        return sum(counted) if counted else None

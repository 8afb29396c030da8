"""A term on its way to being closed, what was done on that way, and requests to open a journal again (R1-5.1b)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.models.terms import Reopening
from schoolmis import clock
from schoolmis.audit.records import legal_record
from schoolmis.orders.models import Decision
from schoolmis.structure.models import Section, Term


@legal_record
class TermState(models.Model):
    """How far a term has come: checked, results given, the council's decision cited, closed."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("term", "open")
        CHECKED = "checked", pgettext_lazy("term", "journals checked")
        PROPOSED = "proposed", pgettext_lazy("term", "results complete")
        COUNCIL = "council", pgettext_lazy("term", "decided by the council")
        CLOSED = "closed", pgettext_lazy("term", "closed")

    tones = {"open": "", "checked": "warn", "proposed": "warn", "council": "kok", "closed": "good"}

    term = models.OneToOneField(Term, models.PROTECT, related_name="state")
    state = models.CharField(_("State"), max_length=8, choices=State, default=State.OPEN)
    decision = models.ForeignKey(
        Decision, models.PROTECT, verbose_name=_("Decision of the council"), null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="council") | Q(decision__isnull=False),
                name="journal_council_has_decided",
                violation_error_message=_("The decision of the pedagogical council is not cited."),
            )
        ]

    def __str__(self):
        return f"{self.term}: {self.get_state_display()}"

    @property
    def tone(self):
        return self.tones[self.state]


@legal_record
class TermStep(models.Model):
    """One step of a term, forward or back: who, when, on what ground."""

    of = models.ForeignKey(TermState, models.PROTECT, related_name="steps")
    former = models.CharField(max_length=8, choices=TermState.State)
    state = models.CharField(max_length=8, choices=TermState.State)
    reason = models.CharField(_("Reason"), max_length=300, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_former_display()} → {self.get_state_display()}"


@legal_record
class ReopenRequest(models.Model):
    """A teacher asks for one journal of a closed term to be opened again; the deputy head answers (domain §2.7)."""

    class Status(models.TextChoices):
        ASKED = "asked", pgettext_lazy("request", "asked")
        APPROVED = "approved", pgettext_lazy("request", "approved")
        REFUSED = "refused", pgettext_lazy("request", "refused")

    tones = {"asked": "warn", "approved": "good", "refused": "bad"}

    section = models.ForeignKey(Section, models.PROTECT, related_name="reopen_requests")
    term = models.ForeignKey(Term, models.PROTECT, related_name="+")
    reason = models.CharField(_("Reason"), max_length=300)
    status = models.CharField(max_length=8, choices=Status, default=Status.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("Answer"), max_length=300, blank=True)
    reopening = models.OneToOneField(Reopening, models.PROTECT, null=True, blank=True, related_name="request")

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "term"],
                condition=Q(status="asked"),
                name="journal_one_open_request",
                violation_error_message=_("This is asked already and waits for an answer."),
            ),
            models.CheckConstraint(
                condition=Q(status="approved", reopening__isnull=False) | (~Q(status="approved") & Q(reopening=None)),
                name="journal_approved_is_opened",
                violation_error_message=_("An approved request opens the journal."),
            ),
        ]

    def __str__(self):
        return f"{self.section}, {self.term}"

    @classmethod
    def waiting_at(cls, section, term):
        """When the request that nobody has answered yet was made; one statement."""
        found = cls.objects.filter(section=section, term=term, status=cls.Status.ASKED)
        return found.values_list("asked_at", flat=True).first()

    @property
    def tone(self):
        return self.tones[self.status]

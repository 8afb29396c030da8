"""Terms closed, and journals opened again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.audit.records import legal_record
from schoolmis.structure.models import Section, Term


@legal_record
class Closing(models.Model):
    """A term closed for the whole school: its marks change no more until a cell's section is reopened."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="closings")
    closed_at = models.DateTimeField(default=clock.now)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-closed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["term"],
                condition=Q(reopened_at=None),
                name="journal_term_closed_once",
                violation_error_message=_("This term is closed already."),
            )
        ]

    def __str__(self):
        return str(self.term)


class Reopenings(models.QuerySet):
    def open(self):
        """Those whose day has not passed and that nobody has ended, of terms still closed."""
        return self.filter(until__gte=clock.today(), ended_at=None, closing__reopened_at=None)


@legal_record
class Reopening(models.Model):
    """One section's closed term opened again, with the reason (correction policy, domain facts §2.7).

    It is open until a day, or until somebody says before that day that the journal is ready.
    """

    closing = models.ForeignKey(Closing, models.PROTECT, related_name="reopenings")
    section = models.ForeignKey(Section, models.PROTECT, related_name="reopenings")
    reason = models.CharField(_("Reason"), max_length=300)
    until = models.DateField(_("Until"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = Reopenings.as_manager()

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="journal_reopening_ended_by_somebody",
                violation_error_message=_("Who has closed the journal again is not said."),
            )
        ]

    def __str__(self):
        return f"{self.section} {self.until:%d.%m.%Y}"

    @property
    def is_open(self):
        return self.ended_at is None and self.until >= clock.today() and self.closing.reopened_at is None

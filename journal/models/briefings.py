"""Safety briefings of a class: what, when, by whom, who was instructed (domain §4.6)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis import clock
from schoolmis.audit.records import legal_record
from schoolmis.structure.models import SchoolClass
from students.models import Student


@legal_record
class Briefing(models.Model):
    """One briefing; written wrongly it is annulled by a reason, never removed."""

    class Kind(models.TextChoices):
        FIRST = "first", pgettext_lazy("briefing", "introductory")
        AGAIN = "again", pgettext_lazy("briefing", "repeated")
        EXTRA = "extra", pgettext_lazy("briefing", "unscheduled")
        TARGET = "target", pgettext_lazy("briefing", "before an event or a trip")

    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="briefings")
    on = models.DateField(_("Day"), default=clock.today)
    kind = models.CharField(_("Kind"), max_length=8, choices=Kind, default=Kind.FIRST)
    topic = models.CharField(_("Topic"), max_length=200)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)
    annulled_why = models.CharField(_("Why it is annulled"), max_length=300, blank=True)
    annulled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(topic=""),
                name="journal_briefing_has_topic",
                violation_error_message=_("Write the topic of the briefing."),
            ),
            models.CheckConstraint(
                condition=Q(annulled_at=None, annulled_why="") | (Q(annulled_at__isnull=False) & ~Q(annulled_why="")),
                name="journal_briefing_annulled_with_reason",
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self):
        return f"{self.school_class} {self.on:%d.%m.%Y}: {self.topic}"


@legal_record
class Briefed(models.Model):
    """A student was instructed."""

    briefing = models.ForeignKey(Briefing, models.PROTECT, related_name="briefed")
    student = models.ForeignKey(Student, models.PROTECT, related_name="briefings")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["briefing", "student"],
                name="journal_briefed_once",
                violation_error_message=_("This student is named twice."),
            )
        ]

    def __str__(self):
        return f"{self.student}: {self.briefing}"

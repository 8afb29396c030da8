"""What is told about absences, and notes on behaviour."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from journal.models.lessons import Absence
from schoolmis import clock
from schoolmis.audit.records import legal_record
from students.models import Student


@legal_record
class AbsenceNote(models.Model):
    """Why a student is not there on some days: told by a guardian, or written by the homeroom teacher herself."""

    class Status(models.TextChoices):
        TOLD = "told", _("waits for the homeroom teacher")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("not accepted")

    student = models.ForeignKey(Student, models.PROTECT, related_name="absence_notes")
    first = models.DateField(_("From"))
    last = models.DateField(_("Until"))
    reason = models.CharField(
        _("Reason"), max_length=1, choices=[(Absence.ILL, Absence.ILL.label), (Absence.EXCUSED, Absence.EXCUSED.label)]
    )
    words = models.CharField(_("In words"), max_length=300, blank=True)
    has_paper = models.BooleanField(_("There is a paper"), default=False)
    status = models.CharField(_("Status"), max_length=8, choices=Status, default=Status.TOLD)
    answer = models.CharField(_("Answer"), max_length=300, blank=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    told_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-first", "-pk"]
        indexes = [models.Index(fields=["student", "last"], name="journal_absence_note_days")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="journal_absence_note_days_in_order",
                violation_error_message=_("The end comes before the beginning."),
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(answer=""),
                name="journal_absence_note_refused_in_words",
                violation_error_message=_("A note that is not accepted has an answer."),
            ),
        ]

    def __str__(self):
        return f"{self.student} {self.first:%d.%m}–{self.last:%d.%m.%Y}"

    @property
    def tone(self) -> str:
        return {"told": "warn", "accepted": "good", "refused": "bad"}[self.status]


class AbsenceTold(models.Model):
    """The guardians were told of a day's absence: once a day for each student."""

    student = models.ForeignKey(Student, models.CASCADE, related_name="+")
    day = models.DateField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["student", "day"], name="journal_absence_told_once")]

    def __str__(self):
        return f"{self.student} {self.day:%d.%m.%Y}"


@legal_record
class BehaviourNote(models.Model):
    """A praise or a remark in words; it is annulled, never removed."""

    class Kind(models.TextChoices):
        PRAISE = "praise", _("praise")
        REMARK = "remark", _("remark")

    student = models.ForeignKey(Student, models.PROTECT, related_name="behaviour_notes")
    on = models.DateField(_("Day"), default=clock.today)
    kind = models.CharField(_("Kind"), max_length=6, choices=Kind)
    words = models.CharField(_("In words"), max_length=500)
    for_family = models.BooleanField(_("The family sees it"), default=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)
    annulled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self):
        return f"{self.student} {self.on:%d.%m.%Y}"

    @property
    def tone(self) -> str:
        return "good" if self.kind == self.Kind.PRAISE else "warn"

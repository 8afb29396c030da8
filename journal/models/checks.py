"""Remarks of who checks the journals, and what was answered to them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.models.lessons import Lesson
from schoolmis import clock
from schoolmis.audit.records import legal_record
from schoolmis.structure.models import Section
from students.models import Student


@legal_record
class CheckRemark(models.Model):
    """A remark on how a journal is kept: on all of it, on a lesson, or on a student; it is closed, never removed."""

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("check", "waits for the teacher")
        MENDED = "mended", pgettext_lazy("check", "mended, to be looked at")
        RETURNED = "returned", pgettext_lazy("check", "returned to the teacher")
        ACCEPTED = "accepted", pgettext_lazy("check", "accepted")

    tones = {"open": "warn", "mended": "kok", "returned": "bad", "accepted": "good"}

    section = models.ForeignKey(Section, models.PROTECT, verbose_name=_("Journal"), related_name="check_remarks")
    lesson = models.ForeignKey(Lesson, models.PROTECT, null=True, blank=True, related_name="check_remarks")
    student = models.ForeignKey(Student, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(pgettext_lazy("check", "Remark"), max_length=500)
    due_on = models.DateField(_("To be mended by"))
    status = models.CharField(_("Status"), max_length=8, choices=Status, default=Status.OPEN)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(fields=["section"], condition=~Q(status="accepted"), name="journal_check_not_closed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="journal_check_in_words",
                violation_error_message=_("A remark is written in words."),
            )
        ]

    def __str__(self):
        return f"{self.section}: {self.words[:60]}"

    @property
    def tone(self) -> str:
        return self.tones[self.status]

    @property
    def is_late(self) -> bool:
        """The teacher has it, and the day by which it was to be mended is over."""
        return self.status in ("open", "returned") and self.due_on < clock.today()


@legal_record
class CheckAnswer(models.Model):
    """One answer to a remark: what it became by it, in whose words, when."""

    remark = models.ForeignKey(CheckRemark, models.PROTECT, related_name="answers")
    status = models.CharField(max_length=8, choices=CheckRemark.Status)
    words = models.CharField(_("In words"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="accepted") | ~Q(words=""),
                name="journal_check_answered_in_words",
                violation_error_message=_("Say in words what was mended, or what is still to be mended."),
            ),
            models.CheckConstraint(
                condition=~Q(status="open"),
                name="journal_check_answer_is_a_step",
                violation_error_message=_("An answer brings the remark a step on."),
            ),
        ]

    def __str__(self):
        return f"{self.remark}: {self.get_status_display()}"

    @property
    def tone(self) -> str:
        return CheckRemark.tones[self.status]

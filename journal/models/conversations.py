"""A guardian's messages to a teacher about a child, and the answers: two sides, all kept (R1-2.2c)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from journal.models.absences import AbsenceNote, BehaviourNote
from journal.models.lessons import Lesson
from schoolmis import clock
from schoolmis.audit.records import legal_record
from students.models import Student

LONGEST = 1000


class Conversation(models.Model):
    """One guardian and one teacher about one thing of one child: a lesson with its mark, a note, an absence told.

    Without a thing it is about the child in general. Nobody else reads it.
    """

    student = models.ForeignKey(Student, models.PROTECT, related_name="conversations")
    guardian = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    lesson = models.ForeignKey(Lesson, models.PROTECT, null=True, related_name="+")
    note = models.ForeignKey(BehaviourNote, models.PROTECT, null=True, related_name="+")
    absence = models.ForeignKey(AbsenceNote, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(default=clock.now)
    last_at = models.DateTimeField(default=clock.now)
    guardian_seen_at = models.DateTimeField(null=True)
    teacher_seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-last_at"]
        indexes = [
            models.Index(fields=["guardian", "last_at"], name="journal_talk_guardian"),
            models.Index(fields=["teacher", "last_at"], name="journal_talk_teacher"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "guardian", "teacher", "lesson", "note", "absence"],
                name="journal_conversation_once",
                nulls_distinct=False,
                violation_error_message=_("There is such a conversation already."),
            ),
            models.CheckConstraint(
                condition=Q(lesson=None, note=None) | Q(lesson=None, absence=None) | Q(note=None, absence=None),
                name="journal_conversation_about_one_thing",
                violation_error_message=_("A conversation is about one thing."),
            ),
            models.CheckConstraint(
                condition=~Q(guardian=models.F("teacher")),
                name="journal_conversation_of_two",
                violation_error_message=_("A conversation has two sides."),
            ),
        ]

    def __str__(self):
        return f"{self.student} {self.started_at:%d.%m.%Y}"


@legal_record
class Message(models.Model):
    """What one side has written; it is never changed and never removed."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="messages")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = models.CharField(_("Message"), max_length=LONGEST)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["by", "at"], name="journal_message_by")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="journal_message_has_words",
                violation_error_message=_("Write something."),
            ),
        ]

    def __str__(self):
        return f"{self.conversation_id} {self.at:%d.%m.%Y}"

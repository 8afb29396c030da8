"""Descriptive assessment: a teacher's text about a student's term or year, and phrases of her own (domain §2.2)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from journal.rules.descriptions import LONGEST, LONGEST_PHRASE
from schoolmis import clock
from schoolmis.audit.records import legal_record, removable
from schoolmis.structure.models import AcademicYear, Section, Subject, Term
from students.models import Student


@legal_record
class TermText(models.Model):
    """What a student has learned in a subject, in words; of a term, or without one of the year.

    Until it is given the family does not see it. An empty text is one taken back: the row stays.
    """

    student = models.ForeignKey(Student, models.PROTECT, related_name="term_texts")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    section = models.ForeignKey(Section, models.PROTECT, related_name="texts")
    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="+")
    term = models.ForeignKey(Term, models.PROTECT, null=True, related_name="+")
    words = models.CharField(_("Text"), max_length=LONGEST, blank=True)
    given_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["subject__order", "term__ends_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "subject", "year", "term"],
                name="journal_text_once",
                nulls_distinct=False,
                violation_error_message=_("There is such a text already."),
            ),
            models.CheckConstraint(
                condition=Q(given_at=None) | ~Q(words=""),
                name="journal_text_given_has_words",
                violation_error_message=_("An empty text is not shown to the family."),
            ),
        ]

    def __str__(self):
        return f"{self.student} · {self.subject}"


@removable
class OwnPhrase(models.Model):
    """A phrase that a teacher keeps for her texts; nobody else sees it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = models.CharField(_("Phrase"), max_length=LONGEST_PHRASE)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "words"],
                name="journal_phrase_once",
                violation_error_message=_("This phrase is kept already."),
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="journal_phrase_has_words",
                violation_error_message=_("Write something."),
            ),
        ]

    def __str__(self):
        return self.words

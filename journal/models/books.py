"""The register of class journals printed for the archive: numbered per calendar year, each with its file and hash."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.audit.records import legal_record
from schoolmis.files.models import StoredFile
from schoolmis.papers.models import Check
from schoolmis.structure.models import SchoolClass, Subject, Term


@legal_record
class PrintedJournal(models.Model):
    """One book as it was made: of a term, or of the year for None; of one subject, or of all for None (R1-4.1/2).

    The file's hash stands with the file: a paper or a copy that was changed since does not have it.
    """

    school_class = models.ForeignKey(SchoolClass, models.PROTECT, verbose_name=_("Class"), related_name="printed")
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, related_name="+")
    language = models.CharField(_("Language"), max_length=2, choices=[("ky", _("Kyrgyz")), ("ru", _("Russian"))])
    year = models.PositiveSmallIntegerField(editable=False)
    number = models.PositiveIntegerField(_("Number"), editable=False)
    check_row = models.OneToOneField(Check, models.PROTECT, related_name="+")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    pages = models.PositiveIntegerField(_("Pages"))
    corrections = models.PositiveIntegerField(_("Corrections"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    annulled_why = models.CharField(_("Why it is annulled"), max_length=300, blank=True, db_default="")
    annulled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                name="journal_printed_number_once",
                violation_error_message=_("This number is taken."),
            ),
            models.CheckConstraint(
                condition=Q(pages__gt=0) & Q(number__gt=0),
                name="journal_printed_has_pages",
                violation_error_message=_("A printed journal has a number and pages."),
            ),
            models.CheckConstraint(
                condition=Q(annulled_by=None, annulled_why="") | (Q(annulled_by__isnull=False) & ~Q(annulled_why="")),
                name="journal_printed_annulled_with_reason",
                violation_error_message=_("Write why the journal is annulled."),
            ),
        ]

    def __str__(self):
        return f"№ {self.number} / {self.year}, {self.school_class}"

    @property
    def in_force(self) -> bool:
        return self.annulled_by_id is None

"""Results of terms and years."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.audit.records import legal_record
from schoolmis.structure.models import AcademicYear, SchoolClass, Section, Subject, Term


@legal_record
class Result(models.Model):
    """A result of a period: a mark 2–5, or a code where there is none. Set by a person, the average is only a hint.

    `own` is what stands where the class has a scale of its own: its points beside the mark, or a level's word.
    """

    class Period(models.TextChoices):
        TERM = "term", _("Term")
        YEAR = "year", _("Year")
        EXAM = "exam", _("Exam")
        FINAL = "final", _("Final")

    class Code(models.TextChoices):
        NOT_ATTESTED = "na", _("not attested")
        EXEMPT = "exempt", _("exempt")
        PASS = "pass", _("passed")
        FAIL = "fail", _("failed")
        LEVEL = "level", _("level in words")

    student = models.ForeignKey("students.Student", models.PROTECT, related_name="results")
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="results")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="results")
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="results")
    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="results")
    period = models.CharField(_("Period"), max_length=5, choices=Period, default=Period.TERM)
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="results")
    value = models.PositiveSmallIntegerField(_("Mark"), null=True, blank=True)
    code = models.CharField(_("Code"), max_length=6, choices=Code, blank=True)
    own = models.CharField(max_length=4, blank=True, default="", db_default="")
    version = models.PositiveIntegerField(default=1)
    key = models.CharField(max_length=32, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["student", "subject", "term"]
        indexes = [models.Index(fields=["school_class", "term"], name="students_result_class")]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "subject", "year", "period", "term"],
                nulls_distinct=False,
                name="students_result_once",
                violation_error_message=_("This result is set already."),
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__range=(1, 5)),
                name="students_result_value",
                violation_error_message=_("A mark is from 2 to 5."),
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(code=""),
                name="students_result_mark_or_code",
                violation_error_message=_("A result is a mark or a code, not both."),
            ),
            models.CheckConstraint(
                condition=Q(code="level") & ~Q(own="") | ~Q(code="level") & (Q(own="") | Q(value__isnull=False)),
                name="students_result_own_scale",
                violation_error_message=_("A level has its word, points have their mark beside them."),
            ),
            models.CheckConstraint(
                condition=Q(period="term", term__isnull=False) | (~Q(period="term") & Q(term=None)),
                name="students_result_term",
                violation_error_message=_("A term's result names its term."),
            ),
        ]

    def __str__(self):
        return f"{self.student} {self.subject}: {self.text}"

    @property
    def text(self):
        return short(self.value, self.code, self.own)


# What a teacher types and a register shows, the same in both languages.
SHORT = {"na": "н/а", "exempt": "осв", "pass": "зч", "fail": "нзч"}


def short(value, code="", own="") -> str:
    """A result as a register has it; empty for none."""
    return own or (str(value) if value else SHORT.get(code, ""))

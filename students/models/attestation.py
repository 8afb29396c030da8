"""The final state attestation: its subjects by year and grade, and how each student sat them (R7-3.1, domain §2.5)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis import clock
from schoolmis.audit.records import legal_record
from schoolmis.orders.models import Body
from schoolmis.structure.models import AcademicYear, Subject
from students.rules.attestation import GRADES


@legal_record
class StateExam(models.Model):
    """A subject of the attestation of a grade in a year: which there are is data, for the ministry changes them."""

    class Form(models.TextChoices):
        WRITTEN = "written", pgettext_lazy("exam", "written")
        ORAL = "oral", pgettext_lazy("exam", "oral")
        TEST = "test", pgettext_lazy("exam", "test")

    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="state_exams")
    grade = models.PositiveSmallIntegerField(_("Grade"))
    subject = models.ForeignKey(Subject, models.PROTECT, verbose_name=_("Subject"), related_name="+")
    form = models.CharField(_("Form of the exam"), max_length=7, choices=Form, default=Form.WRITTEN)
    is_compulsory = models.BooleanField(_("Compulsory for all"), default=True)
    on = models.DateField(_("Day of the exam"), null=True, blank=True)
    repeat_on = models.DateField(_("Repeat day"), null=True, blank=True)
    body = models.ForeignKey(
        Body, models.PROTECT, verbose_name=_("Commission"), null=True, blank=True, related_name="+"
    )
    ground = models.CharField(_("Ground: order of the ministry"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["grade", "subject__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "grade", "subject"],
                name="students_one_state_exam",
                violation_error_message=_("This subject is in the attestation of this grade already."),
            ),
            models.CheckConstraint(
                condition=Q(grade__in=GRADES),
                name="students_exam_of_a_last_grade",
                violation_error_message=_("The state attestation is of grades 9, 11 and 12 (R7-3.1)."),
            ),
            models.CheckConstraint(
                condition=Q(repeat_on=None) | Q(on__isnull=False, repeat_on__gt=F("on")),
                name="students_exam_repeats_later",
                violation_error_message=_("The repeat day comes after the day of the exam."),
            ),
        ]

    def __str__(self):
        return f"{self.subject}, {self.grade}"


class Entries(models.QuerySet):
    def on_list(self):
        """Without those taken off again."""
        return self.filter(off_at=None)

    def off(self):
        return self.filter(off_at__isnull=False)

    def marked(self):
        """With a mark or an absence: the protocol has begun."""
        return self.exclude(value=None, is_absent=False, again=None)


@legal_record
class ExamEntry(models.Model):
    """A student on the list of an exam: the mark, or absent; `again` on the repeat day; what an appeal has changed.

    Put on the list of an exam by choice by mistake, taken off with the reason by `set_by`; the row stays.
    """

    exam = models.ForeignKey(StateExam, models.PROTECT, related_name="entries")
    student = models.ForeignKey("students.Student", models.PROTECT, related_name="exam_entries")
    value = models.PositiveSmallIntegerField(_("Mark"), null=True, blank=True)
    is_absent = models.BooleanField(_("Absent"), default=False)
    again = models.PositiveSmallIntegerField(_("Mark of the repeat day"), null=True, blank=True)
    appeal = models.CharField(_("Remark on an appeal"), max_length=200, blank=True)
    off_why = models.CharField(_("Why taken off the list"), max_length=300, blank=True)
    off_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    objects = Entries.as_manager()

    class Meta:
        ordering = ["student__person__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["exam", "student"], name="students_once_on_an_exams_list"),
            models.CheckConstraint(
                condition=(Q(value=None) | Q(value__range=(2, 5))) & (Q(again=None) | Q(again__range=(2, 5))),
                name="students_exam_mark",
                violation_error_message=_("A mark is from 2 to 5."),
            ),
            models.CheckConstraint(
                condition=Q(is_absent=False) | Q(value=None),
                name="students_absent_has_no_mark",
                violation_error_message=_("Who was absent has no mark of that day."),
            ),
            models.CheckConstraint(
                condition=Q(off_at=None, off_why="")
                | (Q(off_at__isnull=False, value=None, is_absent=False, again=None) & ~Q(off_why="")),
                name="students_off_an_exams_list_with_reason",
                violation_error_message=_("Who is taken off the list has a reason and no mark."),
            ),
        ]

    def __str__(self):
        return f"{self.student}: {self.exam}"

    @property
    def text(self) -> str:
        return "н" if self.is_absent else str(self.value or "")

    @property
    def mark(self) -> int | None:
        """The mark that counts: of the repeat day where there is one."""
        return self.again or self.value

"""The journal: timetable, dated lessons, and the cells of the grid."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.access.dated import Days, InForce
from schoolmis.audit.records import legal_record
from schoolmis.structure.models import Room, Section, Term, in_language
from students.models import Student


class Scale(models.TextChoices):
    FIVE = "five", _("Five points")
    NONE = "none", _("Without marks")


class GradingPolicy(models.Model):
    """Which scale a grade of a programme has from a year on: policy is data, not code."""

    programme = models.PositiveSmallIntegerField(_("Programme, years"), default=11)
    grade_from = models.PositiveSmallIntegerField(_("From grade"))
    grade_to = models.PositiveSmallIntegerField(_("To grade"))
    year_from = models.PositiveSmallIntegerField(_("From the year"), default=2000)
    scale = models.CharField(_("Scale"), max_length=6, choices=Scale)

    class Meta:
        ordering = ["programme", "grade_from", "year_from"]

    def __str__(self):
        return f"{self.programme}: {self.grade_from}–{self.grade_to} {self.get_scale_display()}"


class WorkKind(models.Model):
    """A kind of work: what a column of the journal stands for, and how much it weighs in the average."""

    code = models.CharField(_("Code"), max_length=10, unique=True)
    name_ky = models.CharField(_("Name in Kyrgyz"), max_length=80)
    name_ru = models.CharField(_("Name in Russian"), max_length=80)
    short_ky = models.CharField(_("Short, Kyrgyz"), max_length=4, blank=True)
    short_ru = models.CharField(_("Short, Russian"), max_length=4, blank=True)
    weight = models.DecimalField(_("Weight"), max_digits=3, decimal_places=1, default=1)
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self):
        return in_language(self, "name")

    @property
    def short(self):
        return in_language(self, "short")


class Slot(models.Model):
    """A place in the weekly timetable, in force from a day to a day."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="slots")
    weekday = models.PositiveSmallIntegerField(_("Day of the week"))
    number = models.PositiveSmallIntegerField(_("Lesson"))
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="slots")
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"), null=True, blank=True)

    objects = InForce.as_manager()

    class Meta:
        ordering = ["weekday", "number"]
        constraints = [
            ExclusionConstraint(
                name="journal_slot_once",
                expressions=[
                    (F("section"), RangeOperators.EQUAL),
                    (F("weekday"), RangeOperators.EQUAL),
                    (F("number"), RangeOperators.EQUAL),
                    (Days(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This lesson stands in the timetable already."),
            ),
            models.CheckConstraint(
                condition=Q(weekday__range=(1, 6)) & Q(number__range=(1, 12)),
                name="journal_slot_in_week",
                violation_error_message=_("Lessons are on Monday to Saturday, from the first to the twelfth."),
            ),
        ]

    def __str__(self):
        return f"{self.section} {self.weekday}/{self.number}"


@legal_record
class Lesson(models.Model):
    """A lesson of a section on a day: the head of a column."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("in the timetable")
        DROPPED = "dropped", _("not held")

    section = models.ForeignKey(Section, models.PROTECT, related_name="lessons")
    date = models.DateField(_("Date"))
    number = models.PositiveSmallIntegerField(_("Lesson"))
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.PLANNED)
    kind = models.ForeignKey(WorkKind, models.PROTECT, null=True, blank=True, related_name="lessons")
    topic = models.CharField(_("Topic"), max_length=250, blank=True)
    homework = models.CharField(_("Homework"), max_length=500, blank=True)
    taken_at = models.DateTimeField(_("Attendance taken at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["date", "number"]
        indexes = [models.Index(fields=["date"], name="journal_lesson_date")]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "date", "number"],
                name="journal_lesson_once",
                violation_error_message=_("This section has a lesson at this time already."),
            )
        ]

    def __str__(self):
        return f"{self.section} {self.date:%d.%m.%Y}"


class Absence(models.TextChoices):
    """Why a student was not there (domain facts §2.6); the letters are what a teacher types."""

    UNKNOWN = "н", _("absent without a known reason")
    ILL = "б", _("ill")
    EXCUSED = "у", _("absent with a valid reason")


@legal_record
class Cell(models.Model):
    """One cell of the grid, a student at a lesson: up to two marks, absence or lateness, a comment.

    `version` grows with every write and `key` names the last one, so that a write sent twice is done once.
    """

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="cells")
    student = models.ForeignKey(Student, models.PROTECT, related_name="cells")
    first = models.PositiveSmallIntegerField(null=True)
    second = models.PositiveSmallIntegerField(null=True)
    absence = models.CharField(max_length=1, blank=True, choices=Absence)
    late = models.PositiveSmallIntegerField(null=True)
    comment = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    key = models.CharField(max_length=32, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lesson", "student"], name="journal_cell_once"),
            models.CheckConstraint(
                condition=(Q(first=None) | Q(first__range=(1, 5)))
                & (Q(second=None) | Q(second__range=(1, 5), first__isnull=False)),
                name="journal_cell_marks",
                violation_error_message=_("A mark is from 2 to 5."),
            ),
            models.CheckConstraint(
                condition=Q(absence="") | Q(first=None, late=None),
                name="journal_cell_absent_has_no_mark",
                violation_error_message=_("Who was absent has no mark and was not late."),
            ),
        ]
        indexes = [
            models.Index(fields=["student", "lesson"], name="journal_cell_student"),
            models.Index(fields=["student", "lesson"], condition=~Q(absence=""), name="journal_cell_absent"),
        ]

    def __str__(self):
        return f"{self.student} {self.lesson}"


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


@legal_record
class Reopening(models.Model):
    """One section's closed term opened again until a day, with the reason (correction policy, domain facts §2.7)."""

    closing = models.ForeignKey(Closing, models.PROTECT, related_name="reopenings")
    section = models.ForeignKey(Section, models.PROTECT, related_name="reopenings")
    reason = models.CharField(_("Reason"), max_length=300)
    until = models.DateField(_("Until"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-opened_at"]

    def __str__(self):
        return f"{self.section} {self.until:%d.%m.%Y}"

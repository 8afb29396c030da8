"""Dated lessons and the cells of the grid."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.models.plans import PlanTopic
from journal.models.policy import WorkKind
from journal.models.scales import POINTS_AT_MOST, Scale
from schoolmis import clock
from schoolmis.audit.records import legal_record
from schoolmis.structure.models import Section
from students.models import Student


class LessonQuerySet(models.QuerySet):
    def held(self):
        """Lessons themselves, without further works: what is counted, attended, planned and filled."""
        return self.filter(part=0, status=Lesson.Status.PLANNED)

    def with_works(self):
        """Annotated with `works`: whether a further work stands beside the lesson, which then stays where it is."""
        place = {name: OuterRef(name) for name in ("section", "date", "number")}
        return self.annotate(works=Exists(Lesson.objects.filter(part__gt=0, status=Lesson.Status.PLANNED, **place)))


@legal_record
class Lesson(models.Model):
    """A lesson of a section on a day: the head of a column.

    `part` 0 is the lesson itself with topic, homework and attendance; 1, 2 … are its further works, each a column of
    marks alone. `weight`, `counts` and `visible` are the kind of work's where nothing else is said.
    Homework without `due_on` is for the section's next lesson, wherever the timetable puts it (journal/homework.py).
    `signed_as` is the print of what the teacher signed (journal.signing): where the lesson differs from it, it was
    changed afterwards.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", _("in the timetable")
        DROPPED = "dropped", _("not held")

    section = models.ForeignKey(Section, models.PROTECT, related_name="lessons")
    date = models.DateField(_("Date"))
    number = models.PositiveSmallIntegerField(_("Lesson"))
    part = models.PositiveSmallIntegerField(default=0, db_default=0)
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.PLANNED)
    kind = models.ForeignKey(WorkKind, models.PROTECT, null=True, blank=True, related_name="lessons")
    weight = models.DecimalField(
        _("Weight"),
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.1"))],
    )
    counts = models.BooleanField(_("Enters the average"), null=True, blank=True)
    visible = models.BooleanField(_("Shown to parents and students"), null=True, blank=True)
    most = models.PositiveSmallIntegerField(
        _("Points at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(POINTS_AT_MOST)],
    )
    plan_topic = models.ForeignKey(PlanTopic, models.PROTECT, null=True, blank=True, related_name="lessons")
    topic = models.CharField(_("Topic"), max_length=250, blank=True)
    homework = models.CharField(_("Homework"), max_length=500, blank=True)
    due_on = models.DateField(_("For which day"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("Minutes it takes"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(300)]
    )
    link = models.URLField(
        pgettext_lazy("to a page", "Link"),
        max_length=500,
        blank=True,
        db_default="",
        validators=[URLValidator(["https"], message=_("A link begins with https://"))],
    )
    taken_at = models.DateTimeField(_("Attendance taken at"), null=True, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(_("Signed at"), null=True, blank=True)
    signed_as = models.CharField(max_length=32, blank=True, db_default="")
    version = models.PositiveIntegerField(default=1)
    objects = LessonQuerySet.as_manager()

    class Meta:
        ordering = ["date", "number", "part"]
        indexes = [models.Index(fields=["date"], name="journal_lesson_date")]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "date", "number", "part"],
                name="journal_lesson_once",
                violation_error_message=_("This section has a lesson at this time already."),
            ),
            models.CheckConstraint(
                condition=Q(part=0) | Q(topic="", homework="", plan_topic=None, taken_at=None),
                name="journal_lesson_work_is_marks_alone",
                violation_error_message=_("Topic, homework and attendance stand in the lesson itself."),
            ),
            models.CheckConstraint(
                condition=~Q(homework="") | Q(due_on=None, minutes=None, link=""),
                name="journal_lesson_homework_in_words",
                violation_error_message=_("Say in a few words what is to be done."),
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gt=F("date")),
                name="journal_lesson_homework_for_a_later_day",
                violation_error_message=_("Homework is for a later day than the lesson's."),
            ),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__range=(1, 300)),
                name="journal_lesson_homework_minutes",
                violation_error_message=_("Homework takes from 1 to 300 minutes."),
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="https://"),
                name="journal_lesson_link_is_safe",
                violation_error_message=_("A link begins with https://"),
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None, signed_at=None, signed_as="")
                | (Q(part=0, signed_by__isnull=False, signed_at__isnull=False) & ~Q(signed_as="")),
                name="journal_lesson_signed_by_somebody",
                violation_error_message=_("A signature says who signed, when and what."),
            ),
        ]

    def __str__(self):
        return f"{self.section} {self.date:%d.%m.%Y}"


class Absence(models.TextChoices):
    """Why a student was not there (domain facts §2.6); the letters are what a teacher types."""

    UNKNOWN = "н", _("absent without a known reason")
    ILL = "б", _("ill")
    EXCUSED = "у", _("absent with a valid reason")


class CellQuerySet(models.QuerySet):
    def of_lessons(self):
        """Cells of lessons themselves: absences and lateness stand here alone, not in further works."""
        return self.filter(lesson__part=0)


@legal_record
class Cell(models.Model):
    """One cell of the grid, a student at a lesson: up to two marks, absence or lateness, a comment.

    A `retake` keeps the first mark in sight and counts only the second. Marks are five points, or numbers of `scale`.

    `version` grows with every write and `key` names the last one, so that a write sent twice is done once.
    """

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="cells")
    student = models.ForeignKey(Student, models.PROTECT, related_name="cells")
    first = models.PositiveSmallIntegerField(null=True)
    second = models.PositiveSmallIntegerField(null=True)
    scale = models.ForeignKey(Scale, models.PROTECT, null=True, related_name="+", db_index=False)
    retake = models.BooleanField(default=False, db_default=False)
    absence = models.CharField(max_length=1, blank=True, choices=Absence)
    late = models.PositiveSmallIntegerField(null=True)
    comment = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    key = models.CharField(max_length=32, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=clock.now)
    objects = CellQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lesson", "student"], name="journal_cell_once"),
            models.CheckConstraint(
                condition=(
                    Q(scale=None)
                    & (Q(first=None) | Q(first__range=(1, 5)))
                    & (Q(second=None) | Q(second__range=(1, 5), first__isnull=False))
                )
                | (
                    Q(scale__isnull=False, first__isnull=False, first__range=(0, POINTS_AT_MOST))
                    & (Q(second=None) | Q(second__range=(0, POINTS_AT_MOST)))
                ),
                name="journal_cell_marks",
                violation_error_message=_("A mark is one of the scale's values."),
            ),
            models.CheckConstraint(
                condition=Q(retake=False) | Q(first__isnull=False, second__isnull=False),
                name="journal_cell_retake_of_a_mark",
                violation_error_message=_("A retake needs the first mark and the second one."),
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

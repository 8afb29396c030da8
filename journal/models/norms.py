"""Sanitary norms of the timetable and of homework: a table that the school edits; they warn and never refuse."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from schoolmis.audit.records import removable
from schoolmis.structure.models import Subject


@removable
class SanitaryNorm(models.Model):
    """What a class's week and homework should keep to, for a span of grades; `source`: where the figure is from."""

    class Kind(models.TextChoices):
        DAY = "day", _("Lessons a day, at most")
        WEEK = "week", _("Lessons a week, at most")
        RUN = "run", _("Lessons of one subject in a row, at most")
        POINTS = "points", _("Difficulty of a subject, points")
        TASKS = "tasks", _("Subjects with homework for one day, at most")
        HOME = "home", _("Homework for one day, minutes, at most")
        WORKS = "works", _("Control works of a class on one day, at most")

    kind = models.CharField(_("Norm"), max_length=10, choices=Kind)
    grade_from = models.PositiveSmallIntegerField(_("From grade"))
    grade_to = models.PositiveSmallIntegerField(_("To grade"))
    subject = models.ForeignKey(
        Subject, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Subject")
    )
    value = models.PositiveSmallIntegerField(_("Value"), validators=[MaxValueValidator(300)])
    source = models.CharField(_("Source"), max_length=200, blank=True)

    class Meta:
        ordering = ["kind", "grade_from", "subject__order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(grade_to__gte=F("grade_from"), grade_to__lte=12),
                name="journal_norm_grades",
                violation_error_message=_("Give both grades, the lower one first."),
            ),
            models.CheckConstraint(
                condition=Q(kind="points", subject__isnull=False) | (~Q(kind="points") & Q(subject=None)),
                name="journal_norm_subject",
                violation_error_message=_("A subject stands with points of difficulty, and only with them."),
            ),
            models.UniqueConstraint(
                fields=["kind", "grade_from", "subject"],
                name="journal_norm_once",
                nulls_distinct=False,
                violation_error_message=_("There is such a norm already."),
            ),
        ]

    def __str__(self):
        return str(self.get_kind_display())

    @property
    def grades(self) -> str:
        """«5–9», or the one grade."""
        return f"{self.grade_from}–{self.grade_to}" if self.grade_from < self.grade_to else f"{self.grade_from}"

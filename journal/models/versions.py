"""Versions of the weekly timetable: drafts on the board, and what was published from them."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.models.timetable import Weeks, turns
from journal.rules.timetable import Spot
from schoolmis.audit.records import removable
from schoolmis.structure.models import AcademicYear, Room, Section


@removable
class TimetableVersion(models.Model):
    """A timetable of a year on its way to be published; only a draft changes or goes away.

    `version` grows with every change; `source`: the file or the run that filled it; `job`: its publication.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("timetable", "Draft")
        PUBLISHED = "published", pgettext_lazy("timetable", "Published")
        REPLACED = "replaced", pgettext_lazy("timetable", "Replaced")

    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="timetables")
    name = models.CharField(pgettext_lazy("of a thing", "Name"), max_length=80)
    starts_on = models.DateField(_("In force from"))
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    source = models.CharField(_("Source"), max_length=200, blank=True)
    notes = models.TextField(_("Notes"), blank=True, max_length=2000)
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(status="published"),
                name="journal_one_published_timetable",
                violation_error_message=_("Another timetable of this year is published."),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT


class Places(models.QuerySet):
    def spots(self) -> list[Spot]:
        """The places as rules know them."""
        return [Spot(*row) for row in self.values_list("section_id", "weekday", "number", "room_id", "fixed", "weeks")]


@removable
class Place(models.Model):
    """A lesson's place in a version; a `fixed` one stays where it is when the timetable is generated."""

    version = models.ForeignKey(TimetableVersion, models.CASCADE, related_name="places")
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField(_("Day of the week"))
    number = models.PositiveSmallIntegerField(_("Lesson"))
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="+")
    fixed = models.BooleanField(_("Stays where it is"), default=False)
    weeks = models.PositiveSmallIntegerField(_("Weeks"), choices=Weeks, default=Weeks.EVERY)

    objects = Places.as_manager()

    class Meta:
        ordering = ["weekday", "number"]
        constraints = [
            ExclusionConstraint(
                name="journal_place_once",
                expressions=[
                    (F("version"), RangeOperators.EQUAL),
                    (F("section"), RangeOperators.EQUAL),
                    (F("weekday"), RangeOperators.EQUAL),
                    (F("number"), RangeOperators.EQUAL),
                    (turns(F("weeks")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This lesson stands in the timetable already."),
            ),
            models.CheckConstraint(
                condition=Q(weekday__range=(1, 6)) & Q(number__range=(1, 12)) & Q(weeks__range=(0, 2)),
                name="journal_place_in_week",
                violation_error_message=_("Lessons are on Monday to Saturday, from the first to the twelfth."),
            ),
        ]

    def __str__(self):
        return f"{self.section} {self.weekday}/{self.number}"

"""Events of the school beside lessons (R1-4.1/2): what is on, when, where, for whom, who answers for it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis import clock
from schoolmis.audit.records import legal_record
from schoolmis.structure.models import Room, SchoolClass, in_language


class EventKind(models.Model):
    """What an event is: a celebration, a contest, a meeting. The list is the school's own."""

    name_ky = models.CharField(_("Name in Kyrgyz"), max_length=80, unique=True)
    name_ru = models.CharField(_("Name in Russian"), max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(_("Place in the list"), default=100)
    is_used = models.BooleanField(_("In use"), default=True)

    class Meta:
        ordering = ["order", "name_ky"]

    def __str__(self):
        return in_language(self, "name")


class Whom(models.TextChoices):
    SCHOOL = "school", _("The whole school")
    GRADES = "grades", pgettext_lazy("event for", "Grades")
    CLASSES = "classes", pgettext_lazy("event for", "Classes")
    PARENTS = "parents", pgettext_lazy("event for", "Parents")
    STAFF = "staff", _("Staff")


@legal_record
class Event(models.Model):
    """One event, on its last day too; without hours it takes the whole day. Called off, it stays in the calendar.

    `classes`: of CLASSES and PARENTS; parents without classes are those of the whole school. `lesson_from` and
    `lesson_to`: the lessons it takes out for those who are there. `version` grows with every change.
    """

    kind = models.ForeignKey(EventKind, models.PROTECT, related_name="events", verbose_name=_("Kind of events"))
    title_ky = models.CharField(_("Title in Kyrgyz"), max_length=160)
    title_ru = models.CharField(_("Title in Russian"), max_length=160, blank=True)
    starts_on = models.DateField(_("First day"))
    ends_on = models.DateField(_("Last day"))
    begins_at = models.TimeField(_("Begins at"), null=True, blank=True)
    ends_at = models.TimeField(_("Ends at"), null=True, blank=True)
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Room"))
    place = models.CharField(pgettext_lazy("of an event", "Place"), max_length=120, blank=True)
    whom = models.CharField(_("For whom"), max_length=8, choices=Whom, default=Whom.SCHOOL)
    grade_from = models.PositiveSmallIntegerField(_("From grade"), null=True, blank=True)
    grade_to = models.PositiveSmallIntegerField(_("To grade"), null=True, blank=True)
    classes = models.ManyToManyField(SchoolClass, blank=True, related_name="events", verbose_name=_("Classes"))
    responsible = models.ForeignKey(
        "people.Employee", models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("Responsible")
    )
    lesson_from = models.PositiveSmallIntegerField(_("From lesson"), null=True, blank=True)
    lesson_to = models.PositiveSmallIntegerField(_("To lesson"), null=True, blank=True)
    note = models.TextField(_("Note"), blank=True, max_length=1000)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    why_off = models.CharField(_("Reason"), max_length=200, blank=True)

    class Meta:
        ordering = ["starts_on", F("begins_at").asc(nulls_first=True), "pk"]
        indexes = [models.Index(fields=["ends_on"], name="events_event_ends_on")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="events_event_ends_after_start",
                violation_error_message=_("The last day comes before the first one."),
            ),
            models.CheckConstraint(
                condition=Q(begins_at=None, ends_at=None)
                | Q(begins_at__isnull=False, ends_at=None)
                | Q(begins_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("begins_at")),
                name="events_event_hours",
                violation_error_message=_("An event ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(
                    whom="grades", grade_from__isnull=False, grade_to__isnull=False, grade_to__gte=F("grade_from")
                )
                | Q(~Q(whom="grades"), grade_from=None, grade_to=None),
                name="events_event_grades",
                violation_error_message=_("Give both grades, the lower one first."),
            ),
            models.CheckConstraint(
                condition=Q(lesson_from=None, lesson_to=None)
                | Q(
                    lesson_from__isnull=False,
                    lesson_to__isnull=False,
                    lesson_from__gte=1,
                    lesson_to__gte=F("lesson_from"),
                    lesson_to__lte=12,
                ),
                name="events_event_lessons",
                violation_error_message=_("Give both lessons, the earlier one first."),
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None, called_off_by=None)
                | Q(~Q(why_off=""), called_off_at__isnull=False, called_off_by__isnull=False),
                name="events_event_called_off_with_reason",
                violation_error_message=_("An event is called off with a reason."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        return in_language(self, "title")

    @property
    def is_off(self):
        return self.called_off_at is not None

    @property
    def where(self):
        return ", ".join(filter(None, [self.place, self.room.name if self.room else ""]))

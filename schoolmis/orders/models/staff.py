"""What orders on staff give: posts taken and left, absences, substitutions (R1-2.2a, R3-5.1b); all dated, half-open."""

from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis.access.dated import Days, InForce
from schoolmis.audit.records import legal_record
from schoolmis.orders.models.order import Order


class FromOrder(models.Model):
    """A row that a signed order writes, and another order may end."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="%(class)ss")
    revoked_by = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="revoked_%(class)ss")

    class Meta:
        abstract = True


@legal_record
class Posting(FromOrder):
    """An employee is hired, moved to another post, or leaves. `before`: what the card said, for the undoing order."""

    class Act(models.TextChoices):
        HIRE = "hire", _("Hired")
        TRANSFER = "transfer", _("Moved to another post")
        EXTEND = "extend", _("Contract extended")
        DISMISS = "dismiss", pgettext_lazy("of work", "Left")

    employee = models.ForeignKey("people.Employee", models.PROTECT, related_name="postings")
    act = models.CharField(max_length=10, choices=Act)
    on = models.DateField(pgettext_lazy("of an order", "From"))
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self):
        return f"{self.employee}: {self.get_act_display()}"


@legal_record
class Absence(FromOrder):
    """Days on which an employee is away by an order, up to but not on `ends_on`."""

    class Kind(models.TextChoices):
        ANNUAL = "annual", _("Annual leave")
        UNPAID = "unpaid", _("Leave without pay")
        STUDY = "study", _("Study leave")
        MATERNITY = "maternity", _("Maternity leave")
        CHILDCARE = "childcare", _("Childcare leave")
        TRIP = "trip", _("Business trip")
        SICK = "sick", _("Illness")
        OTHER = "other", pgettext_lazy("absence", "Other absence with a valid reason")

    employee = models.ForeignKey("people.Employee", models.PROTECT, related_name="absences")
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind)
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"))
    place = models.CharField(_("Where"), max_length=200, blank=True)

    objects = InForce.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            ExclusionConstraint(
                name="orders_one_absence_at_a_time",
                expressions=[
                    (F("employee"), RangeOperators.EQUAL),
                    (Days(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This employee is away on these days already, by another order (R1-2.2a)."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="orders_absence_ends_after_start",
                violation_error_message=_("The last day comes before the first one."),
            ),
        ]

    def __str__(self):
        return f"{self.employee}: {self.get_kind_display()}"

    @property
    def last_day(self):
        return self.ends_on - timedelta(1)


class Numbers(Func):
    """int4range of two lesson numbers, both within; without numbers it holds every lesson."""

    template = "int4range(%(expressions)s, '[]')"
    output_field = IntegerRangeField()


class Hours(Func):
    """tsrange of two times of one day."""

    template = "tsrange(date '2000-01-01' + %(expressions)s)"
    arg_joiner = ", date '2000-01-01' + "
    output_field = DateTimeRangeField()


class SubstitutionQuerySet(InForce):
    def counted(self, first, last):
        """Those of the days from `first` to `last` whose lessons count; a revoked order counts for none."""
        return self.filter(starts_on__gte=first, starts_on__lte=last, revoked_by=None)


@legal_record
class Substitution(FromOrder):
    """Another teacher holds a section's lessons on the days from `starts_on`, up to but not on `ends_on`.

    On these days, and only then, the row is a grant: the substitute fills the section's journal. `number`: this lesson
    of the day alone, from `begins` to `ends` by that day's bells; none: every lesson of the days. `joined`: the
    substitute has another group of the class at that hour, and holds both lessons together.
    """

    absent = models.ForeignKey("people.Employee", models.PROTECT, related_name="replaced")
    substitute = models.ForeignKey("people.Employee", models.PROTECT, related_name="substitutions")
    section = models.ForeignKey("structure.Section", models.PROTECT, related_name="substitutions")
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"))
    hours = models.PositiveSmallIntegerField(_("Lessons"))
    number = models.PositiveSmallIntegerField(_("Lesson"), null=True, blank=True)
    begins = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    joined = models.BooleanField(_("Together with another group"), default=False, db_default=False)

    objects = SubstitutionQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            ExclusionConstraint(
                name="orders_one_substitute_at_a_time",
                expressions=[
                    (F("section"), RangeOperators.EQUAL),
                    (F("absent"), RangeOperators.EQUAL),
                    (Days(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                    (Numbers(F("number"), F("number")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("These lessons have a substitute on these days already (R3-5.1b)."),
            ),
            ExclusionConstraint(
                name="orders_substitute_in_one_place",
                expressions=[
                    (F("substitute"), RangeOperators.EQUAL),
                    (Days(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                    (Hours(F("begins"), F("ends")), RangeOperators.OVERLAPS),
                ],
                condition=Q(joined=False, begins__isnull=False),
                violation_error_message=_("This teacher stands in elsewhere at this hour already (R3-5.1b)."),
            ),
            models.CheckConstraint(
                condition=Q(number=None, begins=None, ends=None) | Q(number__isnull=False, ends__gt=F("begins")),
                name="orders_substitution_has_its_hour",
                violation_error_message=_("A lesson ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="orders_substitution_ends_after_start",
                violation_error_message=_("The last day comes before the first one."),
            ),
            models.CheckConstraint(
                condition=~Q(absent=F("substitute")),
                name="orders_substitute_is_another",
                violation_error_message=_("Nobody substitutes for themselves (R3-5.1b)."),
            ),
            models.CheckConstraint(
                condition=Q(hours__gt=0),
                name="orders_substitution_has_lessons",
                violation_error_message=_("A substitution has lessons."),
            ),
        ]

    def __str__(self):
        return f"{self.section}: {self.substitute}"

    def covers(self, section: int, day, number: int) -> bool:
        """Whether lesson `number` of `section` on `day` is the substitute's."""
        within = self.starts_on <= day < self.ends_on and self.number in (None, number)
        return self.section_id == section and within

    @property
    def last_day(self):
        return self.ends_on - timedelta(1)

"""Who works at the school, and as what (R1-2.2a, R3-2.2a)."""

from datetime import timedelta
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.people.models.person import Person
from schoolmis.people.staff_rules import runs_out, years_at


class Position(models.TextChoices):
    DIRECTOR = "director", _("Director of the school")
    DEPUTY = "deputy", _("Deputy head for studies")
    UPBRINGING = "upbringing", _("Deputy head for upbringing")
    TEACHER = "teacher", _("Teacher")
    LIBRARIAN = "librarian", _("Librarian")
    SECRETARY = "secretary", _("Secretary")
    SOCIAL = "social", _("Social pedagogue")
    PSYCHOLOGIST = "psychologist", _("Psychologist")
    ACCOUNTANT = "accountant", _("Accountant")
    NURSE = "nurse", _("Nurse")
    ADMINISTRATOR = "administrator", _("System administrator")
    OTHER = "other", _("Other staff")


class Education(models.TextChoices):
    HIGHER = "higher", pgettext_lazy("education", "Higher")
    INCOMPLETE = "incomplete", pgettext_lazy("education", "Incomplete higher")
    SPECIAL = "special", pgettext_lazy("education", "Special secondary")
    SECONDARY = "secondary", pgettext_lazy("education", "Secondary")


class Category(models.TextChoices):
    HIGHEST = "highest", pgettext_lazy("category", "Highest")
    FIRST = "first", pgettext_lazy("category", "First")
    SECOND = "second", pgettext_lazy("category", "Second")


class Employment(models.TextChoices):
    MAIN = "main", _("Main work")
    INSIDE = "inside", _("Part-time besides a post here")
    OUTSIDE = "outside", _("Part-time, main work elsewhere")


CONTRACT_SOON = 60
"""Days before the last one at which a contract is told to be ending."""


def worded(ky: str, ru: str) -> str:
    """The text in the reader's language, or in the other one."""
    return (ru or ky) if (get_language() or "ky").startswith("ru") else (ky or ru)


class Staff(models.QuerySet):
    def on(self, day):
        """Who works on `day`; without a first day, since before the system."""
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gt=day))

    def now(self):
        return self.on(clock.today())

    def contracts_ending(self, day):
        """Who works on `day` by a contract that is over or ends within `CONTRACT_SOON` days."""
        return self.on(day).filter(contract_until__lte=day + timedelta(CONTRACT_SOON))

    def not_left(self):
        """Who works or begins later: whom an order may name."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=clock.today()))


class Employee(models.Model):
    """A person who works at the school, up to but not on `ends_on`, the day after the last one.

    `experience*` are full years as counted on `experience_on`. `category` is the one in force: the latest attestation.
    """

    person = models.OneToOneField(Person, models.PROTECT, related_name="employee")
    position = models.CharField(_("Position"), max_length=20, choices=Position)
    position_text = models.CharField(_("Position as in the staff list"), max_length=120, blank=True)
    position_text_ru = models.CharField(
        _("Position as in the staff list, Russian"), max_length=120, blank=True, default="", db_default=""
    )
    employment = models.CharField(_("Kind of employment"), max_length=10, choices=Employment, default=Employment.MAIN)
    rate = models.DecimalField(_("Rate"), max_digits=3, decimal_places=2, default=Decimal(1))
    subjects_text = models.CharField(_("Subjects"), max_length=200, blank=True)
    education = models.CharField(_("Education"), max_length=60, choices=Education, blank=True)
    category = models.CharField(_("Category"), max_length=60, choices=Category, blank=True)
    category_until = models.DateField(_("Category valid until"), null=True, blank=True)
    experience = models.PositiveSmallIntegerField(_("Experience, years"), null=True, blank=True)
    experience_teaching = models.PositiveSmallIntegerField(_("Pedagogical experience, years"), null=True, blank=True)
    experience_on = models.DateField(_("Experience counted on"), null=True, blank=True)
    languages = models.CharField(_("Languages"), max_length=200, blank=True)
    starts_on = models.DateField(_("Works from"), null=True, blank=True)
    ends_on = models.DateField(_("Worked until"), null=True, blank=True)
    contract_until = models.DateField(_("Contract until"), null=True, blank=True)
    """The last day of a contract with a term; work itself ends by an order on dismissal."""

    objects = Staff.as_manager()

    class Meta:
        ordering = ["person__sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rate__gt=0, rate__lte=2),
                name="people_rate_of_a_post",
                violation_error_message=_("A rate is more than 0 and at most 2."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="people_work_ends_after_start",
                violation_error_message=_("The end comes before the beginning."),
            ),
        ]

    def __str__(self):
        return str(self.person)

    @property
    def post(self):
        """The position as the staff list words it, in the reader's language where it is worded in both."""
        return worded(self.position_text, self.position_text_ru) or str(self.get_position_display())

    def works_on(self, day):
        return (not self.starts_on or self.starts_on <= day) and (not self.ends_on or day < self.ends_on)

    @property
    def last_day(self):
        return self.ends_on - timedelta(1) if self.ends_on else None

    def years(self, day):
        return years_at(self.experience, self.experience_on, day, self.ends_on)

    def years_teaching(self, day):
        return years_at(self.experience_teaching, self.experience_on, day, self.ends_on)

    @property
    def years_now(self):
        return self.years(clock.today())

    @property
    def years_teaching_now(self):
        return self.years_teaching(clock.today())

    @property
    def contract_state(self):
        """A contract that has a term is over, or ends soon."""
        return runs_out(self.contract_until, clock.today(), CONTRACT_SOON)

    @property
    def category_state(self):
        return runs_out(self.category_until, clock.today())

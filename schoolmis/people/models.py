"""People: one person, one record (R1-1.2c), whoever they are to the school."""

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from schoolmis.access.dated import InForce
from schoolmis.audit.records import legal_record


class SortKey(Func):
    """The Kyrgyz alphabet's order as text that sorts by code point."""

    function = "ky_sort"
    output_field = models.TextField(db_collation="C")


class FoldedKey(Func):
    """The letters of people without a Kyrgyz keyboard: ң→н ө→о ү→у ё→е, lower case."""

    function = "ky_fold"
    output_field = models.TextField()


def full_name():
    return Concat(F("last_name"), Value(" "), F("first_name"), Value(" "), F("patronymic"))


class Sex(models.TextChoices):
    MALE = "m", _("male")
    FEMALE = "f", _("female")


class Person(models.Model):
    """A human being. PIN and contacts stand here only while a consent is in force (R1-6.2)."""

    last_name = models.CharField(_("Surname"), max_length=80)
    first_name = models.CharField(_("First name"), max_length=80, blank=True)
    patronymic = models.CharField(_("Patronymic"), max_length=80, blank=True)
    sex = models.CharField(_("Sex"), max_length=1, choices=Sex, blank=True)
    born_on = models.DateField(_("Birth date"), null=True, blank=True)
    pin = models.CharField(_("PIN"), max_length=14, null=True, blank=True)
    phone = models.CharField(_("Phone"), max_length=20, blank=True)
    address = models.CharField(_("Address"), max_length=250, blank=True)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="person")
    version = models.PositiveIntegerField(default=1)
    sort_key = models.GeneratedField(
        expression=SortKey(full_name()), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    folded = models.GeneratedField(expression=FoldedKey(full_name()), output_field=models.TextField(), db_persist=True)

    class Meta:
        ordering = ["sort_key"]
        indexes = [
            models.Index(fields=["sort_key"], name="people_person_sort"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["pin"], name="people_pin_once", violation_error_message=_("Another person has this PIN.")
            ),
            models.CheckConstraint(
                condition=Q(pin=None) | Q(pin__regex=r"^\d{14}$"),
                name="people_pin_has_14_digits",
                violation_error_message=_("A PIN has 14 digits."),
            ),
            models.CheckConstraint(
                condition=~Q(last_name=""), name="people_has_a_name", violation_error_message=_("A person has a name.")
            ),
        ]

    def __str__(self):
        return " ".join(filter(None, [self.last_name, self.first_name, self.patronymic]))

    @property
    def short_name(self):
        """Surname and first name, as registers have it."""
        return f"{self.last_name} {self.first_name}".strip()

    @property
    def initials(self):
        """«А. К. Токтосунова», as signatures have it; a «… кызы» stays whole."""
        return " ".join([*(f"{name[0]}." for name in (self.first_name, self.patronymic) if name), self.last_name])


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


class Employee(models.Model):
    """A person who works at the school."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="employee")
    position = models.CharField(_("Position"), max_length=20, choices=Position)
    position_text = models.CharField(_("Position as in the staff list"), max_length=120, blank=True)
    subjects_text = models.CharField(_("Subjects"), max_length=200, blank=True)
    education = models.CharField(_("Education"), max_length=60, blank=True)
    category = models.CharField(_("Category"), max_length=60, blank=True)
    experience = models.PositiveSmallIntegerField(_("Experience, years"), null=True, blank=True)
    starts_on = models.DateField(_("Works from"), null=True, blank=True)
    ends_on = models.DateField(_("Worked until"), null=True, blank=True)

    class Meta:
        ordering = ["person__sort_key"]

    def __str__(self):
        return str(self.person)


class Purpose(models.TextChoices):
    RECORDS = "records", _("Keeping of records")
    PORTAL = "portal", _("Access of parents to the journal")
    SITE = "site", _("Publication on the school's site")
    TRANSFER = "transfer", _("Transfer to third parties")
    MESSAGES = "messages", _("Messages")


@legal_record
class Consent(models.Model):
    """A written consent to one purpose (R1-6.2, R3-6.1); withdrawn, never removed."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    purpose = models.CharField(_("Purpose"), max_length=20, choices=Purpose, default=Purpose.RECORDS)
    starts_on = models.DateField(_("Given on"))
    ends_on = models.DateField(_("Withdrawn on"), null=True, blank=True)
    paper = models.CharField(_("Number of the paper"), max_length=60, blank=True)
    scan = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = InForce.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(ends_on=None),
                name="people_one_open_consent",
                violation_error_message=_("This consent is in force already."),
            )
        ]

    def __str__(self):
        return f"{self.person}: {self.get_purpose_display()}"

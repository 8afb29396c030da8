"""People: one person, one record (R1-1.2c), whoever they are to the school."""

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _


class SortKey(Func):
    """The Kyrgyz alphabet's order as text that sorts by code point."""

    function = "ky_sort"
    output_field = models.TextField(db_collation="C")


class FoldedKey(Func):
    """The letters of people without a Kyrgyz keyboard: ң→н ө→о ү→у ё→е, lower case."""

    function = "ky_fold"
    output_field = models.TextField()


class FoldedWords(FoldedKey):
    """The folded key of several texts that are never null, as one expression: a search is built at each request."""

    template = "%(function)s(%(expressions)s)"
    arg_joiner = " || ' ' || "


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
    second_phone = models.CharField(_("Second phone"), max_length=20, blank=True)
    email = models.EmailField(_("E-mail"), max_length=120, blank=True, default="", db_default="")
    address = models.CharField(_("Address"), max_length=250, blank=True)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="person")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    """The record that this one turned out to be; it holds nothing any more and stands in no list."""
    version = models.PositiveIntegerField(default=1)
    sort_key = models.GeneratedField(
        expression=SortKey(full_name()), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    folded = models.GeneratedField(expression=FoldedKey(full_name()), output_field=models.TextField(), db_persist=True)

    class Meta:
        ordering = ["sort_key"]
        indexes = [
            models.Index(fields=["sort_key"], name="people_person_sort"),
            models.Index(fields=["born_on"], condition=~Q(born_on=None), name="people_person_born"),
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

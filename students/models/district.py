"""Children of the micro-district from 5 to 16, wherever they learn, and the dated yearly census."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from schoolmis.audit.records import legal_record
from schoolmis.people.models import FoldedKey, Sex, SortKey
from students.education import Reason, Where


def full_name():
    return Concat(F("last_name"), Value(" "), F("first_name"), Value(" "), F("patronymic"))


@legal_record
class DistrictChild(models.Model):
    """One child of the school's micro-district. Kept because the law orders the accounting of children, so without a
    consent, and seen by the leaders and the office alone. `student`: the same child as a student of this school."""

    last_name = models.CharField(_("Surname"), max_length=80)
    first_name = models.CharField(_("First name"), max_length=80)
    patronymic = models.CharField(_("Patronymic"), max_length=80, blank=True)
    sex = models.CharField(_("Sex"), max_length=1, choices=Sex, blank=True)
    born_on = models.DateField(_("Birth date"))
    pin = models.CharField(_("PIN"), max_length=14, null=True, blank=True)
    address = models.CharField(_("Address"), max_length=250, blank=True)
    where = models.CharField(_("Learns"), max_length=10, choices=Where)
    place = models.CharField(_("Name of the institution"), max_length=200, blank=True)
    reason = models.CharField(_("Why not in education"), max_length=10, choices=Reason, blank=True)
    note = models.CharField(_("Note"), max_length=200, blank=True)
    checked_on = models.DateField(_("Checked on"), null=True, blank=True)
    student = models.OneToOneField(
        "students.Student", models.PROTECT, null=True, blank=True, related_name="district_child"
    )
    ends_on = models.DateField(_("Moved away on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    sort_key = models.GeneratedField(
        expression=SortKey(full_name()), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    folded = models.GeneratedField(expression=FoldedKey(full_name()), output_field=models.TextField(), db_persist=True)

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["pin"],
                condition=Q(ends_on=None, pin__isnull=False),
                name="students_district_pin_once",
                violation_error_message=_("A child with this PIN is in the register already."),
            ),
            models.UniqueConstraint(
                fields=["folded", "born_on"],
                condition=Q(ends_on=None),
                name="students_district_child_once",
                violation_error_message=_("A child with this name and birth date is in the register already."),
            ),
            models.CheckConstraint(
                condition=(Q(where="nowhere") & ~Q(reason="")) | (~Q(where="nowhere") & Q(reason="")),
                name="students_district_reason",
                violation_error_message=_("Who is not in education has a reason, and nobody else."),
            ),
        ]

    def __str__(self):
        return " ".join(filter(None, [self.last_name, self.first_name, self.patronymic]))


@legal_record
class DistrictCensus(models.Model):
    """The register as it stood on a day, once a year: numbers alone, frozen."""

    year = models.PositiveSmallIntegerField(_("Year"), unique=True)
    taken_on = models.DateField(_("Taken on"))
    counts = models.JSONField(default=list)
    unchecked = models.PositiveIntegerField(_("Not checked this year"), default=0)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-year"]

    def __str__(self):
        return f"{self.taken_on:%d.%m.%Y}"

"""The register of applications (арыздар журналы, R7-4.5): numbered per calendar year, each with its documents."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis import clock
from schoolmis.audit.records import legal_record
from schoolmis.orders.models import Order
from schoolmis.people.models import FoldedKey, Person
from schoolmis.structure.models import SchoolClass
from students.papers import RESTRICTED, Paper


class BookCounter(models.Model):
    """The next number of a book in a year; its row is the lock under which numbers are given."""

    class Book(models.TextChoices):
        APPLICATIONS = "applications", _("Register of applications")
        ISSUES = "issues", _("Register of issued papers")

    book = models.CharField(max_length=15, choices=Book)
    year = models.PositiveSmallIntegerField()
    next_number = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "year"], name="students_one_book_counter")]

    def __str__(self):
        return f"{self.book} {self.year}: {self.next_number}"


class Asked(models.TextChoices):
    """What an application asks for."""

    ADMISSION = "admission", _("admission")
    TRANSFER = "transfer", _("transfer to another class")
    MOVED = "moved", _("departure: change of residence")
    SCHOOL = "school", _("departure: change of school")
    HEALTH = "health", _("departure: health")
    RESTORATION = "restoration", _("restoration")
    REPEAT = "repeat", _("repeating the year")
    ADAPTED = "adapted", _("adapted programme")
    INDIVIDUAL = "individual", _("individual plan")
    HOME = "home", _("study at home")
    FAMILY = "family", _("family study")
    FULL_TIME = "full_time", _("return to full-time study")
    OTHER = "other", _("other matter")


@legal_record
class Application(models.Model):
    """One application. `wished_on`, `school_class`, `place`: what the order drafted from it is filled with."""

    class State(models.TextChoices):
        REGISTERED = "registered", _("registered")
        ORDERED = "ordered", _("order drafted")
        ANSWERED = "answered", _("carried out")
        REFUSED = "refused", pgettext_lazy("request", "refused")
        WITHDRAWN = "withdrawn", _("taken back")

    tones = {
        State.REGISTERED: "warn",
        State.ORDERED: "kok",
        State.ANSWERED: "good",
        State.REFUSED: "bad",
        State.WITHDRAWN: "none",
    }

    year = models.PositiveSmallIntegerField(editable=False)
    number = models.PositiveIntegerField(_("Number"), editable=False)
    received_on = models.DateField(_("Received on"))
    kind = models.CharField(_("What is asked for"), max_length=12, choices=Asked)
    applicant = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="applications")
    applicant_name = models.CharField(_("Applicant"), max_length=200)
    student = models.ForeignKey(
        "students.Student",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("Student"),
    )
    child_name = models.CharField(_("Child's name"), max_length=200, blank=True)
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Class")
    )
    wished_on = models.DateField(_("From which day"), null=True, blank=True)
    place = models.CharField(_("Where from or where to"), max_length=200, blank=True)
    area = models.CharField(_("District or city by the list"), max_length=12, blank=True)
    text = models.TextField(_("Text"), blank=True)
    scan = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.REGISTERED)
    answer = models.CharField(_("Answer"), max_length=300, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    order = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="applications")
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-year", "-number"]
        verbose_name = _("application")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                name="students_application_number_once",
                violation_error_message=_("This number is taken."),
            ),
            models.CheckConstraint(
                condition=Q(year=models.functions.ExtractYear("received_on")),
                name="students_application_year",
                violation_error_message=_("Applications are numbered in the year in which they came."),
            ),
            models.CheckConstraint(
                condition=Q(student__isnull=False) | ~Q(child_name=""),
                name="students_application_of_whom",
                violation_error_message=_("An application names the student or the child."),
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""),
                name="students_application_refused_why",
                violation_error_message=_("A refusal gives its reason."),
            ),
            models.CheckConstraint(
                condition=~Q(state="ordered") | Q(order__isnull=False),
                name="students_application_ordered",
                violation_error_message=_("An application in work names its order (R7-3)."),
            ),
        ]

    def __str__(self):
        return f"№ {self.number}, {self.received_on:%d.%m.%Y}"

    @property
    def whom(self):
        return str(self.student) if self.student_id else self.child_name

    @property
    def is_open(self):
        return self.state in (self.State.REGISTERED, self.State.ORDERED)


def searched(rows):
    """`rows` with `words`: the folded names of the child and the applicant."""
    from django.db.models import Value
    from django.db.models.functions import Coalesce, Concat

    name = Concat("student__person__last_name", Value(" "), "student__person__first_name")
    words = Concat(Coalesce(name, Value("")), Value(" "), F("child_name"), Value(" "), F("applicant_name"))
    return rows.annotate(words=FoldedKey(words))


@legal_record
class ApplicationPaper(models.Model):
    """A document that came with an application. Of health the fact and the number alone are kept (R7-3.5)."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="papers")
    code = models.CharField(_("Document"), max_length=12, choices=Paper)
    number = models.CharField(_("Number"), max_length=100)
    dated_on = models.DateField(_("Date"))
    scan = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    is_dropped = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(code__in=sorted(RESTRICTED)) | Q(scan=None),
                name="students_no_scan_of_health",
                violation_error_message=_(
                    "Of a health document the fact and the number alone are kept, no scan (R7-3.5)."
                ),
            ),
            models.UniqueConstraint(
                fields=["application", "code", "number"],
                condition=Q(is_dropped=False),
                name="students_application_paper_once",
                violation_error_message=_("This document is attached already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_code_display()} № {self.number}, {self.dated_on:%d.%m.%Y}"

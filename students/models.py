"""Students: who they are to the school, who answers for them, their dated places, their results."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.access.dated import Days, InForce
from schoolmis.audit.records import legal_record
from schoolmis.orders.models import Order
from schoolmis.people.models import Consent, Person, Purpose
from schoolmis.structure.models import AcademicYear, Group, SchoolClass, Section, Subject, Term


class Students(models.QuerySet):
    def visible_to(self, user):
        from students import permissions

        return permissions.VIEW.visible(user, self).distinct()

    def enrolled(self, day):
        return self.filter(Exists(Enrolment.objects.on(day).filter(student=OuterRef("pk"))))

    def in_class(self, school_class, day):
        return self.filter(Exists(Placement.objects.on(day).filter(student=OuterRef("pk"), school_class=school_class)))

    def with_class(self, day):
        """Annotate `class_id`, `class_grade`, `class_letter` of the place on `day`."""
        place = Placement.objects.on(day).filter(student=OuterRef("pk"))
        return self.annotate(
            class_id=models.Subquery(place.values("school_class")[:1]),
            class_grade=models.Subquery(place.values("school_class__grade")[:1]),
            class_letter=models.Subquery(place.values("school_class__letter")[:1]),
        )

    def with_consent(self, purpose=Purpose.RECORDS):
        """Annotate `consented`: a consent to `purpose` is in force."""
        given = Consent.objects.filter(person=OuterRef("person"), purpose=purpose, ends_on=None)
        return self.annotate(consented=Exists(given))


class Student(models.Model):
    """A person as a student of this school. `file_number` is the alphabet book's «Ө/12», never reused."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="student")
    file_number = models.CharField(_("Number of the personal file"), max_length=12, null=True, blank=True, unique=True)

    objects = Students.as_manager()

    class Meta:
        ordering = ["person__sort_key"]
        verbose_name = _("student")

    def __str__(self):
        return str(self.person)


class Relation(models.TextChoices):
    MOTHER = "mother", _("mother")
    FATHER = "father", _("father")
    GUARDIAN = "guardian", _("guardian")
    OTHER = "other", _("legal representative")


@legal_record
class Guardianship(models.Model):
    """Who answers for a student. One person for all the siblings (R1-1.2c)."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="guardianships")
    guardian = models.ForeignKey(Person, models.PROTECT, related_name="wards")
    relation = models.CharField(_("Relation"), max_length=10, choices=Relation)
    starts_on = models.DateField(default=clock.today)
    ends_on = models.DateField(null=True, blank=True)

    objects = InForce.as_manager()

    class Meta:
        ordering = ["relation"]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "guardian"],
                condition=Q(ends_on=None),
                name="students_guardian_once",
                violation_error_message=_("This person is the student's guardian already."),
            )
        ]

    def __str__(self):
        return f"{self.guardian} ({self.get_relation_display()})"


@legal_record
class Enrolment(models.Model):
    """A spell at the school, half-open: `ends_on` is the day after the last day on the roll (R7-3)."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="enrolments")
    order = models.ForeignKey(Order, models.PROTECT, related_name="admissions")
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"), null=True, blank=True)
    departure_order = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="departures")
    came_from = models.CharField(_("Came from"), max_length=200, blank=True)
    went_to = models.CharField(_("Went to"), max_length=200, blank=True)

    objects = InForce.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            ExclusionConstraint(
                name="students_one_spell_at_a_time",
                expressions=[
                    (F("student"), RangeOperators.EQUAL),
                    (Days(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This student is on the roll on these days already."),
            )
        ]

    def __str__(self):
        return f"{self.student} {self.starts_on:%d.%m.%Y}"


@legal_record
class Placement(models.Model):
    """The class a student is in from a day to a day, half-open; never two at once."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="placements")
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="placements")
    order = models.ForeignKey(Order, models.PROTECT, related_name="placements")
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"), null=True, blank=True)

    objects = InForce.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            ExclusionConstraint(
                name="students_one_class_at_a_time",
                expressions=[
                    (F("student"), RangeOperators.EQUAL),
                    (Days(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This student is in a class on these days already."),
            )
        ]

    def __str__(self):
        return f"{self.student} {self.school_class}"


@legal_record
class Membership(models.Model):
    """A student in a subgroup from a day to a day."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="memberships")
    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships")
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"), null=True, blank=True)

    objects = InForce.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            ExclusionConstraint(
                name="students_in_subgroup_once",
                expressions=[
                    (F("student"), RangeOperators.EQUAL),
                    (F("group"), RangeOperators.EQUAL),
                    (Days(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This student is in this subgroup already."),
            )
        ]

    def __str__(self):
        return f"{self.student} {self.group}"


@legal_record
class Exemption(models.Model):
    """A student exempt from a subject from a day to a day, by a document."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="exemptions")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    document = models.CharField(_("Document"), max_length=120)
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"), null=True, blank=True)

    objects = InForce.as_manager()

    class Meta:
        ordering = ["starts_on"]

    def __str__(self):
        return f"{self.student}: {self.subject}"


@legal_record
class Result(models.Model):
    """A result of a period: a mark 2–5, or a code where there is none. Set by a person, the average is only a hint."""

    class Period(models.TextChoices):
        TERM = "term", _("Term")
        YEAR = "year", _("Year")
        EXAM = "exam", _("Exam")
        FINAL = "final", _("Final")

    class Code(models.TextChoices):
        NOT_ATTESTED = "na", _("not attested")
        EXEMPT = "exempt", _("exempt")
        PASS = "pass", _("passed")
        FAIL = "fail", _("failed")

    student = models.ForeignKey(Student, models.PROTECT, related_name="results")
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="results")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="results")
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="results")
    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="results")
    period = models.CharField(_("Period"), max_length=5, choices=Period, default=Period.TERM)
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="results")
    value = models.PositiveSmallIntegerField(_("Mark"), null=True, blank=True)
    code = models.CharField(_("Code"), max_length=6, choices=Code, blank=True)
    version = models.PositiveIntegerField(default=1)
    key = models.CharField(max_length=32, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["student", "subject", "term"]
        indexes = [models.Index(fields=["school_class", "term"], name="students_result_class")]
        constraints = [
            models.UniqueConstraint(
                fields=["student", "subject", "year", "period", "term"],
                nulls_distinct=False,
                name="students_result_once",
                violation_error_message=_("This result is set already."),
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__range=(1, 5)),
                name="students_result_value",
                violation_error_message=_("A mark is from 2 to 5."),
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(code=""),
                name="students_result_mark_or_code",
                violation_error_message=_("A result is a mark or a code, not both."),
            ),
            models.CheckConstraint(
                condition=Q(period="term", term__isnull=False) | (~Q(period="term") & Q(term=None)),
                name="students_result_term",
                violation_error_message=_("A term's result names its term."),
            ),
        ]

    def __str__(self):
        return f"{self.student} {self.subject}: {self.text}"

    @property
    def text(self):
        return str(self.value) if self.value else SHORT.get(self.code, "")


# What a teacher types and a register shows, the same in both languages.
SHORT = {"na": "н/а", "exempt": "осв", "pass": "зч", "fail": "нзч"}

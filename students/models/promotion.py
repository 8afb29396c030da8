"""The end of the year: what the school has settled for itself, the roll-over table, a decision on each student."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schoolmis.audit.records import legal_record
from schoolmis.orders.models import Decision, Order
from schoolmis.structure.models import AcademicYear, SchoolClass
from students.rules.debts import ATTEMPTS


@legal_record
class PromotionPolicy(models.Model):
    """One row (R7-2.4 names no numbers). `most_debts` empty: any number of debts still allows conditional promotion."""

    attempts = models.PositiveSmallIntegerField(_("Attempts to clear a debt"), default=ATTEMPTS)
    most_debts = models.PositiveSmallIntegerField(_("Most debts of a conditional promotion"), null=True, blank=True)
    unmarked_to = models.PositiveSmallIntegerField(_("Without year marks up to grade"), default=1)
    exams_required = models.BooleanField(_("Graduation asks for results of the state attestation"), default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="students_one_promotion_policy"),
            models.CheckConstraint(
                condition=Q(attempts__range=(1, 5)),
                name="students_policy_attempts",
                violation_error_message=_("A debt has from one to five attempts (R7-2.2)."),
            ),
        ]

    def __str__(self):
        return str(_("Promotion policy"))

    @classmethod
    def now(cls) -> "PromotionPolicy":
        """What is settled; the defaults where nothing is yet."""
        return cls.objects.first() or cls(pk=1)


@legal_record
class YearEnd(models.Model):
    """The end of one academic year: roll-over table, proposals, the council's decision, orders (R7-2.1)."""

    year = models.OneToOneField(AcademicYear, models.PROTECT, related_name="year_end")
    next_year = models.ForeignKey(AcademicYear, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    computed_at = models.DateTimeField(null=True, blank=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, verbose_name=_("Decision of the council"), null=True, blank=True, related_name="+"
    )
    protocol = models.CharField(_("Protocol of the pedagogical council"), max_length=200, blank=True)
    decided_on = models.DateField(_("Decided on"), null=True, blank=True)
    debts_due_on = models.DateField(_("Debts are cleared by"), null=True, blank=True)
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year__starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_on=None) | Q(next_year__isnull=False),
                name="students_year_end_has_next_year",
                violation_error_message=_("A confirmed roll-over leads into the next year (R7-2.1)."),
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None) | ~Q(protocol=""),
                name="students_year_end_cites",
                violation_error_message=_("The decision of the council has its protocol (R7-2.1)."),
            ),
        ]

    def __str__(self):
        return str(_("End of the year %(year)s")) % {"year": self.year}

    def cited(self) -> tuple[str, str]:
        """The council's decision as the orders name it, in Kyrgyz and in Russian."""
        return self.decision.cited() if self.decision else (self.protocol, self.protocol)

    @property
    def starts_on(self):
        """The first day of the next year: what the orders say holds from then."""
        return self.next_year.starts_on if self.next_year_id else None


@legal_record
class GradeStep(models.Model):
    """One line of the roll-over table: a grade of a programme goes on to a grade, or has no next one here."""

    year_end = models.ForeignKey(YearEnd, models.PROTECT, related_name="steps")
    programme = models.PositiveSmallIntegerField(_("Programme, years"))
    grade = models.PositiveSmallIntegerField(_("Grade"))
    to_grade = models.PositiveSmallIntegerField(_("Next grade"), null=True, blank=True)
    to_programme = models.PositiveSmallIntegerField(_("Programme of the next grade"))

    class Meta:
        ordering = ["programme", "grade"]
        constraints = [
            models.UniqueConstraint(fields=["year_end", "programme", "grade"], name="students_one_step_of_a_grade"),
            models.CheckConstraint(
                condition=Q(to_grade=None) | Q(to_grade=F("grade") + 1) | Q(to_grade=F("grade") + 2),
                name="students_step_of_one_or_two",
                violation_error_message=_("A grade goes on to the next one, or over one grade in the reform."),
            ),
        ]

    def __str__(self):
        return f"{self.grade} → {self.to_grade or '—'}"


@legal_record
class ClassStep(models.Model):
    """What becomes of a class: letters of the next year's classes; several split it by the alphabet.

    `to_grade` empty: as the table says of its grade.
    """

    year_end = models.ForeignKey(YearEnd, models.PROTECT, related_name="class_steps")
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="+")
    to_grade = models.PositiveSmallIntegerField(_("Next grade"), null=True, blank=True)
    letters = models.CharField(_("Letters of the next classes"), max_length=20)

    class Meta:
        ordering = ["school_class__grade", "school_class__letter"]
        constraints = [
            models.UniqueConstraint(fields=["year_end", "school_class"], name="students_one_step_of_a_class"),
        ]

    def __str__(self):
        return f"{self.school_class} → {self.letters}"


class Outcome(models.TextChoices):
    """What the year ends with for a student (R7-2.1, R7-2.4, R7-2.5, R7-3.1)."""

    PROMOTED = "promoted", _("promoted")
    CONDITIONAL = "conditional", _("promoted conditionally")
    REPEAT = "repeat", _("repeats the year")
    ADAPTED = "adapted", _("adapted programme")
    INDIVIDUAL = "individual", _("individual plan")
    BASIC = "basic", _("completed basic school")
    SECONDARY = "secondary", _("completed secondary school")
    BLOCKED = "blocked", _("not decided")


CHOSEN = ("repeat", "adapted", "individual")
"""Outcomes that the parents choose where a debt is not cleared (R7-2.5)."""
PROGRAMMES = ("adapted", "individual")
"""Of these, those that change the form of study: codes of StudyForm.Form too."""


@legal_record
class YearDecision(models.Model):
    """What the council decides of one student; carried out when its order is signed."""

    tones = {
        Outcome.PROMOTED: "good",
        Outcome.CONDITIONAL: "warn",
        Outcome.REPEAT: "warn",
        Outcome.ADAPTED: "warn",
        Outcome.INDIVIDUAL: "warn",
        Outcome.BASIC: "kok",
        Outcome.SECONDARY: "kok",
        Outcome.BLOCKED: "bad",
    }

    year_end = models.ForeignKey(YearEnd, models.PROTECT, related_name="decisions")
    student = models.ForeignKey("students.Student", models.PROTECT, related_name="year_decisions")
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="+")
    proposed = models.CharField(max_length=12, choices=Outcome)
    outcome = models.CharField(_("Outcome"), max_length=12, choices=Outcome)
    reasons = models.JSONField(default=list, blank=True)
    """[[code, [subject ids]]]: why it is so."""
    target = models.ForeignKey(
        SchoolClass, models.PROTECT, verbose_name=_("Next class"), null=True, blank=True, related_name="+"
    )
    is_edited = models.BooleanField(default=False)
    is_dropped = models.BooleanField(default=False)
    note = models.CharField(_("Reason of the council"), max_length=300, blank=True)
    documents = models.JSONField(default=list, blank=True)
    """The papers of the parents' choice: [{code, number, on}] or [{code, application}]; the next three say them in
    words.
    """
    application = models.CharField(_("Parents' application"), max_length=200, blank=True)
    pmpc = models.CharField(_("Conclusion of the commission (PMPC)"), max_length=200, blank=True)
    plan = models.CharField(_("Individual plan"), max_length=200, blank=True)
    scan = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    order = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="year_decisions")
    settlement = models.CharField(max_length=12, choices=Outcome, blank=True)
    settled_by = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="settled_decisions")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["school_class", "student__person__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["year_end", "student"], name="students_one_year_decision"),
            models.CheckConstraint(
                condition=Q(order=None) | ~Q(outcome="blocked"),
                name="students_blocked_has_no_order",
                violation_error_message=_("What is not decided has no order (R7-2.1)."),
            ),
            models.CheckConstraint(
                condition=Q(order=None) | ~Q(outcome__in=CHOSEN) | ~Q(application=""),
                name="students_chosen_by_parents",
                violation_error_message=_("R7-2.5: this is at the parents' request; the application is missing."),
            ),
            models.CheckConstraint(
                condition=Q(order=None) | ~Q(outcome="adapted") | ~Q(pmpc=""),
                name="students_adapted_by_pmpc",
                violation_error_message=_("R7-2.5: the adapted programme rests on the commission's conclusion."),
            ),
            models.CheckConstraint(
                condition=Q(order=None) | ~Q(outcome="individual") | ~Q(plan=""),
                name="students_individual_has_plan",
                violation_error_message=_("R7-2.5: the individual plan itself is missing."),
            ),
            models.CheckConstraint(
                condition=Q(settled_by=None) | Q(outcome="conditional", order__isnull=False),
                name="students_conditional_is_settled",
                violation_error_message=_("Only a conditional promotion is settled later (R7-2.4)."),
            ),
            models.CheckConstraint(
                condition=Q(settled_by=None) | ~Q(settlement__in=CHOSEN) | ~Q(application=""),
                name="students_settled_by_parents",
                violation_error_message=_("R7-2.5: this is at the parents' request; the application is missing."),
            ),
        ]

    def __str__(self):
        return f"{self.student}: {self.get_outcome_display()}"

    @property
    def is_conditional(self):
        """Promoted conditionally and not settled yet (R7-2.4)."""
        return self.outcome == Outcome.CONDITIONAL and self.order_id is not None and self.settled_by_id is None


@legal_record
class StateDocument(models.Model):
    """The register of documents of education given to graduates (R7-3.1): certificate of grade 9, attestat."""

    class Level(models.TextChoices):
        BASIC = "basic", _("certificate of basic education")
        SECONDARY = "secondary", _("attestat of secondary education")

    student = models.ForeignKey("students.Student", models.PROTECT, related_name="state_documents")
    order = models.ForeignKey(Order, models.PROTECT, related_name="state_documents")
    level = models.CharField(_("Document"), max_length=10, choices=Level)
    series = models.CharField(pgettext_lazy("document", "Series"), max_length=10)
    number = models.CharField(_("Number"), max_length=20)
    has_honours = models.BooleanField(_("With honours"), default=False)
    given_on = models.DateField(_("Given on"))
    given_to = models.CharField(_("Given to"), max_length=150)
    paper = models.CharField(_("Power of attorney or passport"), max_length=150, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    annulled_on = models.DateField(null=True, blank=True)
    annulled_why = models.CharField(_("Why annulled"), max_length=300, blank=True)

    class Meta:
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "series", "number"],
                name="students_state_document_number_once",
                violation_error_message=_("A document of this series and number is given already."),
            ),
            models.UniqueConstraint(
                fields=["student", "level"],
                condition=Q(annulled_on=None),
                name="students_one_state_document",
                violation_error_message=_("This graduate has this document already."),
            ),
            models.CheckConstraint(
                condition=Q(annulled_on=None) | ~Q(annulled_why=""),
                name="students_state_document_annulled_why",
                violation_error_message=_("Write why the document is annulled."),
            ),
        ]

    def __str__(self):
        return f"{self.get_level_display()} {self.series} № {self.number}"

"""Academic debts (R7-2.2): opened from results, cleared by attempts before a commission, never removed."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.audit.records import legal_record
from schoolmis.orders.models import Decision, Order
from schoolmis.people.models import Person
from schoolmis.structure.models import AcademicYear, Subject, Term
from students.models.results import Result
from students.models.spells import Enrolment


class Debts(models.QuerySet):
    def open(self):
        return self.filter(closed_on=None)

    def overdue(self, day):
        return self.open().filter(due_on__lt=day)

    def enrolled(self, day):
        """Of those on the roll: the debts of who has left wait for the restoration (R7-4.3)."""
        return self.filter(Exists(Enrolment.objects.on(day).filter(student=OuterRef("student"))))

    def visible_to(self, user):
        from students import permissions

        return permissions.VIEW_DEBTS.visible(user, self).distinct()


@legal_record
class AcademicDebt(models.Model):
    """A subject of a period that a student owes (R7-2.2). `due_on` is the last day of clearing it."""

    class Cause(models.TextChoices):
        FAILED = "failed", _("unsatisfactory result")
        ABSENT = "absent", _("not attested, without a good reason")
        EXCUSED = "excused", _("not attested, for a good reason")

    class Outcome(models.TextChoices):
        CLEARED = "cleared", _("cleared")
        NOT_CLEARED = "not", _("not cleared")
        ANNULLED = "annulled", _("opened by mistake")

    tones = {"open": "warn", "overdue": "bad", "cleared": "good", "not": "bad", "annulled": ""}

    student = models.ForeignKey("students.Student", models.PROTECT, related_name="debts")
    subject = models.ForeignKey(Subject, models.PROTECT, verbose_name=_("Subject"), related_name="+")
    year = models.ForeignKey(AcademicYear, models.PROTECT, verbose_name=_("Academic year"), related_name="debts")
    period = models.CharField(_("Period"), max_length=5, choices=Result.Period, default=Result.Period.YEAR)
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="+")
    cause = models.CharField(_("Cause"), max_length=8, choices=Cause)
    opened_on = models.DateField(_("Opened on"), default=clock.today)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_on = models.DateField(_("Clear by"))
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    outcome = models.CharField(_("Outcome"), max_length=8, choices=Outcome, blank=True)
    closed_note = models.CharField(_("Note"), max_length=200, blank=True)
    reopened_on = models.DateField(null=True, blank=True)
    reopened_by = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="reopened_debts")
    version = models.PositiveIntegerField(default=1)

    objects = Debts.as_manager()

    class Meta:
        ordering = ["due_on", "student__person__sort_key"]
        verbose_name = _("academic debt")
        constraints = [
            models.UniqueConstraint(
                fields=["student", "subject", "year", "period", "term"],
                condition=Q(closed_on=None),
                nulls_distinct=False,
                name="students_one_open_debt",
                violation_error_message=_("This debt is open already (R7-2.2)."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, outcome="") | (Q(closed_on__isnull=False) & ~Q(outcome="")),
                name="students_closed_debt_has_outcome",
                violation_error_message=_("A closed debt has an outcome (R7-2.2)."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opened_on")),
                name="students_debt_due_after_opening",
                violation_error_message=_("The last day comes before the debt was opened."),
            ),
            models.CheckConstraint(
                condition=Q(period="term", term__isnull=False) | (~Q(period="term") & Q(term=None)),
                name="students_debt_term",
                violation_error_message=_("A term's debt names its term."),
            ),
        ]

    def __str__(self):
        return f"{self.student}: {self.subject}"

    @property
    def period_label(self):
        return f"{self.year}, {self.term or self.get_period_display()}"

    @property
    def state(self):
        return self.outcome or ("overdue" if self.due_on < clock.today() else "open")

    @property
    def state_label(self):
        return {"open": _("open"), "overdue": _("overdue")}.get(self.state) or self.get_outcome_display()

    @property
    def tone(self):
        return self.tones[self.state]


@legal_record
class DebtAttempt(models.Model):
    """One try before the commission: its day, whether the student came, the mark, the decision of the commission."""

    debt = models.ForeignKey(AcademicDebt, models.PROTECT, related_name="attempts")
    on = models.DateField(_("Held on"))
    is_present = models.BooleanField(_("The student came"), default=True)
    value = models.PositiveSmallIntegerField(_("Mark"), null=True, blank=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, verbose_name=_("Decision of the commission"), null=True, blank=True, related_name="+"
    )
    protocol = models.CharField(_("Protocol of the commission"), max_length=200, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["debt", "on"],
                name="students_one_attempt_a_day",
                violation_error_message=_("There is an attempt on this day already (R7-2.2)."),
            ),
            models.CheckConstraint(
                condition=Q(is_present=True, value__isnull=False, value__range=(2, 5))
                | Q(is_present=False, value=None),
                name="students_attempt_has_mark",
                violation_error_message=_("Who came has a mark from 2 to 5, who did not has none."),
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=False) | ~Q(protocol=""),
                name="students_attempt_has_protocol",
                violation_error_message=_("An attempt rests on the protocol of the commission (R7-2.2)."),
            ),
        ]

    def __str__(self):
        return f"{self.debt}, {self.on:%d.%m.%Y}"


@legal_record
class DebtNotice(models.Model):
    """The parents were told of a debt and its last day (R7-2.3), and have acknowledged it or not yet."""

    class Way(models.TextChoices):
        PORTAL = "portal", _("in the system")
        PAPER = "paper", _("on paper")

    debt = models.ForeignKey(AcademicDebt, models.PROTECT, related_name="notices")
    guardian = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    way = models.CharField(_("How"), max_length=6, choices=Way)
    due_on = models.DateField(_("Clear by"))
    given_on = models.DateField(_("Given on"), default=clock.today)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    acknowledged_on = models.DateField(_("Acknowledged on"), null=True, blank=True)
    acknowledged_by = models.CharField(_("Acknowledged by"), max_length=150, blank=True)

    class Meta:
        ordering = ["given_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(acknowledged_on=None) | Q(acknowledged_on__gte=F("given_on")),
                name="students_notice_acknowledged_after",
                violation_error_message=_("A notice is acknowledged after it is given (R7-2.3)."),
            ),
        ]

    def __str__(self):
        return f"{self.debt}, {self.given_on:%d.%m.%Y}"

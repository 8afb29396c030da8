"""Study: groups, results, forms of study, debts, decisions of the year, meals (R1-1.2a)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolmis.people.extract import day, section
from students.models import AcademicDebt, DebtAttempt, DebtNotice, ExamEntry, Meal, Result, StudyForm, YearDecision


@section(gettext_lazy("Exemptions and subgroups"), order=54)
def subgroups(person):
    if not hasattr(person, "student"):
        return [], []
    exempt = [(one.subject, one) for one in person.student.exemptions.select_related("subject")]
    inside = [(one.group, one) for one in person.student.memberships.select_related("group")]
    return [_("What"), _("From"), _("Until")], [
        (str(what), day(one.starts_on), day(one.ends_on)) for what, one in [*exempt, *inside]
    ]


@section(gettext_lazy("Results of terms and years"), order=60)
def results(person):
    found = Result.objects.filter(student__person=person).select_related("subject", "year", "term")
    found = found.order_by("year__starts_on", "subject__order", "period", "term__number")
    return [_("School year"), _("Subject"), _("Period"), _("Result")], [
        (str(one.year), str(one.subject), str(one.term or one.get_period_display()), one.text)
        for one in found
        if one.text
    ]


@section(gettext_lazy("Form of study"), order=57)
def forms_of_study(person):
    found = StudyForm.objects.filter(student__person=person).select_related("order")
    return [_("Form of study"), _("From"), _("Until"), _("By order")], [
        (one.get_form_display(), day(one.starts_on), day(one.ends_on), f"№ {one.order.label}") for one in found
    ]


@section(gettext_lazy("Academic debts"), order=61)
def debts(person):
    """Each debt, what was tried and what the parents were told."""
    rows = []
    owed = AcademicDebt.objects.filter(student__person=person).select_related("subject", "year", "term")
    for one in owed.order_by("opened_on", "pk"):
        rows.append((day(one.opened_on), str(one.subject), one.period_label, str(one.state_label)))
    for one in DebtAttempt.objects.filter(debt__student__person=person).select_related("debt__subject"):
        text = str(one.value) if one.is_present else _("did not come")
        rows.append((day(one.on), str(one.debt.subject), _("Attempt"), text))
    for one in DebtNotice.objects.filter(debt__student__person=person).select_related("debt__subject"):
        rows.append((day(one.given_on), str(one.debt.subject), _("Notice to the parents"), one.acknowledged_by))
    return [_("Date"), _("Subject"), _("Period"), _("State")], rows


@section(gettext_lazy("Decisions of the year"), order=62)
def decisions(person):
    found = YearDecision.objects.filter(student__person=person, order__isnull=False, is_dropped=False)
    found = found.select_related("year_end__year", "target", "order").order_by("pk")
    return [_("School year"), _("Outcome"), _("Next class"), _("By order")], [
        (str(one.year_end.year), one.get_outcome_display(), str(one.target or ""), f"№ {one.order.label}")
        for one in found
    ]


@section(gettext_lazy("Meals"), order=63)
def meals(person):
    found = Meal.objects.filter(student__person=person)
    return [_("Meal"), _("For the kitchen"), _("From"), _("Until")], [
        (one.get_kind_display(), one.note, day(one.starts_on), day(one.ends_on)) for one in found
    ]


@section(gettext_lazy("State attestation"), order=69)
def state_exams(person):
    found = ExamEntry.objects.filter(student__person=person).select_related("exam__subject")
    head = [_("Subject"), _("Mark"), _("Mark of the repeat day"), _("Remark on an appeal"), _("Why taken off the list")]
    return head, [(str(one.exam.subject), one.value, one.again, one.appeal, one.off_why) for one in found]

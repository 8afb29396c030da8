"""Step 3 of the end of the year: the council goes through the classes and decides on each student (R7-2.1)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from schoolmis.access.guard import guard
from schoolmis.files.actions import keep_file
from schoolmis.structure.models import SchoolClass, Subject
from schoolmis.ui.forms import form_page, tried
from students import actions, permissions
from students.models import CHOSEN, Outcome, YearDecision, YearEnd
from students.year_forms import DecisionForm
from students.year_words import told


def crumb(run):
    return (_("End of the year"), reverse("students:year_end", args=[run.year_id]))


def found_run(year) -> YearEnd:
    """The run that ends the year of that key, or 404."""
    found = YearEnd.objects.select_related("year", "next_year", "confirmed_by", "decision", "job")
    return get_object_or_404(found, year_id=year)


@guard(permissions.PROMOTE)
def year_class(request, pk, school_class):
    """Step 3: the council goes through a class; who needs a paper is decided on a page of its own."""
    run = found_run(pk)
    school_class = get_object_or_404(SchoolClass, pk=school_class, year=run.year_id)
    rows = list(
        YearDecision.objects.filter(year_end=run, school_class=school_class, is_dropped=False).select_related(
            "student__person", "target", "order", "year_end"
        )
    )
    wrong, locked = {}, actions.drafts_of(run).exists()
    if request.method == "POST" and not (wrong := _decide_all(request, rows)):
        messages.success(request, _("Saved."))
        return redirect("students:year_end", pk)
    subjects = {one.pk: one.name for one in Subject.objects.all()}
    targets = SchoolClass.objects.filter(
        year=run.next_year_id, grade__range=(school_class.grade, school_class.grade + 2)
    ).order_by("grade", "letter")
    plain = [one for one in Outcome if one not in CHOSEN]
    context = {
        "title": _("Class %(name)s") % {"name": school_class},
        "line": str(run),
        "crumbs": [crumb(run)],
        "run": run,
        "rows": [_row(request, one, subjects, plain, wrong.get(one.pk)) for one in rows],
        "targets": list(targets),
        "locked": locked,
    }
    return render(request, "students/year_class.html", context, status=422 if wrong else 200)


def _row(request, row, subjects, plain, wrong):
    """A row with what was typed, its reasons and the outcomes it can be given here."""
    row.why = told(row.reasons, subjects)
    row.wrong = wrong
    outcomes = [*plain, *([Outcome(row.outcome)] if row.outcome in CHOSEN else [])]
    row.options = [(one.value, one.label, request.POST.get(f"o{row.pk}", row.outcome) == one.value) for one in outcomes]
    row.chosen_target = request.POST.get(f"t{row.pk}", str(row.target_id or ""))
    return row


@transaction.atomic
def _decide_all(request, rows) -> dict[int, str]:
    """Decide what differs; {decision: why it was refused}. Either all that was sent is saved or nothing."""
    wrong = {}
    for row in rows:
        outcome, target = (
            request.POST.get(f"o{row.pk}", row.outcome),
            request.POST.get(f"t{row.pk}", str(row.target_id or "")),
        )
        target = target if target.isdecimal() else ""
        if row.order_id or (outcome == row.outcome and target == str(row.target_id or "")):
            continue
        if outcome in (Outcome.BLOCKED, Outcome.SECONDARY):
            target = ""
        version = request.POST.get(f"v{row.pk}", "")
        try:
            with transaction.atomic():
                actions.decide(
                    row,
                    outcome=outcome,
                    target=SchoolClass.objects.filter(pk=target).first() if target else None,
                    note=row.note,
                    version=int(version) if version.isdecimal() else 0,
                    by=request.user,
                )
        except ValidationError as refused:
            wrong[row.pk] = " ".join(refused.messages)
    if wrong:
        transaction.set_rollback(True)
    return wrong


@guard(permissions.PROMOTE)
def year_decision(request, pk):
    """One student: outcome, reason and the papers (R7-2.5)."""
    row = get_object_or_404(
        YearDecision.objects.select_related(
            "student__person", "school_class", "target", "year_end__year", "year_end__next_year", "scan"
        ),
        pk=pk,
    )
    form = DecisionForm(row, request.POST or None, request.FILES or None)
    back = reverse("students:year_class", args=[row.year_end.year_id, row.school_class_id])

    def save():
        data = form.sent()
        with transaction.atomic():
            upload = data.pop("scan")
            scan = keep_file(upload, by=request.user) if upload else None
            actions.decide(row, by=request.user, scan=scan, **data)

    if request.method == "POST" and form.is_valid() and tried(form, save):
        messages.success(request, _("Saved."))
        return redirect(back)
    subjects = {one.pk: one.name for one in Subject.objects.all()}
    return form_page(
        request,
        form,
        title=str(row.student),
        line=" · ".join(filter(None, [str(row.school_class), told(row.reasons, subjects)])),
        cancel=back,
        crumbs=[crumb(row.year_end), (str(row.school_class), back)],
    )

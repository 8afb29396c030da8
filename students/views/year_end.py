"""The end of the year, step by step: table, proposals, council, decision, drafts, signature (R7-2.1)."""

from collections import Counter, defaultdict

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.orders import permissions as orders
from schoolmis.orders.models import Order
from schoolmis.structure.models import AcademicYear, SchoolClass
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, status_of, tried
from students import actions, permissions, year_jobs
from students.models import GradeStep, Outcome, YearDecision, YearEnd
from students.views.year_council import crumb, found_run
from students.year_forms import CiteForm, RollOverForm
from students.year_words import counted

GROUPED = {
    "basic": "complete",
    "secondary": "complete",
    "repeat": "chosen",
    "adapted": "chosen",
    "individual": "chosen",
}


@guard(permissions.PROMOTE)
@require_safe
def promotion(request):
    """The year that ends now or has ended last, and the former ones."""
    year = AcademicYear.objects.filter(starts_on__lte=clock.today()).first()
    if year is None:
        raise Http404
    return redirect("students:year_end", year.pk)


@guard(permissions.PROMOTE)
@require_safe
def year_end(request, pk):
    year = get_object_or_404(AcademicYear, pk=pk)
    run = YearEnd.objects.select_related("year", "next_year", "confirmed_by", "job").filter(year=year).first()
    context = {
        "title": _("End of the year %(year)s") % {"year": year},
        "line": _("From the roll-over table to the signed orders; until they are signed everything can be changed."),
        "year": year,
        "run": run,
        "years": AcademicYear.objects.filter(starts_on__lte=clock.today()).exclude(pk=pk)[:4],
        "begin": Act(_("Begin"), _at(year, "year_begin"), permissions.PROMOTE, method="post", main=True),
    }
    if run:
        context |= _steps(run)
    return render(request, "students/year_end.html", context)


def _at(year, name):
    return reverse(f"students:{name}", args=[year.pk])


def _steps(run) -> dict:
    """What each step shows; the acts say why they cannot be done yet."""
    year, by_class, counts, done = run.year, defaultdict(Counter), Counter(), 0
    rows = YearDecision.objects.filter(year_end=run, is_dropped=False)
    for school_class, outcome, order in rows.values_list("school_class", "outcome", "order"):
        by_class[school_class][GROUPED.get(outcome, outcome)] += 1
        counts[outcome] += 1
        done += order is not None
    drafts = list(actions.drafts_of(run))
    signed = Order.objects.filter(payload__year_end=run.pk).exclude(status=Order.Status.DRAFT).order_by("pk")
    not_confirmed = None if run.confirmed_on else _("The director confirms the roll-over table first.")
    has_drafts = _("Orders are drafted already: discard the drafts first.") if drafts else None
    not_cited = None if run.decided_on else _("The decision of the pedagogical council is not cited (R7-2.1).")
    not_computed = None if run.computed_at else _("The proposals are computed first.")
    owing = counts[Outcome.CONDITIONAL] and not run.debts_due_on
    not_due = _("Set the day by which debts are cleared (R7-2.4).") if owing else None
    no_draft = None if drafts else _("No order is drafted yet.")
    act = lambda label, name, right, **more: Act(label, _at(year, name), right, **more)  # noqa: E731
    return {
        "steps": GradeStep.objects.filter(year_end=run),
        "counts": counted(counts),
        "done": done,
        "left": sum(counts.values()) - done,
        "classes": [
            (one, by_class[one.pk], sum(by_class[one.pk].values()))
            for one in SchoolClass.objects.filter(pk__in=by_class).order_by("grade", "letter")
        ],
        "drafts": drafts,
        "signed": list(signed),
        "going": run.job if run.job and run.job.is_going else None,
        "failed": run.job if run.job and run.job.status == "failed" else None,
        "act_table": act(_("Open the table"), "year_table", permissions.PROMOTE),
        "act_compute": act(
            _("Compute again") if run.computed_at else _("Compute"),
            "year_compute",
            permissions.PROMOTE,
            method="post",
            main=not run.computed_at,
            reason=not_confirmed or has_drafts,
        ),
        "act_cite": act(_("Cite the decision"), "year_cite", permissions.PROMOTE, reason=has_drafts),
        "act_draft": act(
            _("Draft the orders"),
            "year_draft",
            permissions.PROMOTE,
            method="post",
            main=True,
            reason=not_confirmed or not_computed or not_cited or not_due or has_drafts,
        ),
        "act_discard": act(
            _("Discard the drafts"),
            "year_discard",
            permissions.PROMOTE,
            method="post",
            danger=True,
            reason=no_draft,
            confirm=_("Discard the drafts? They stay in the list of orders, annulled; nothing was carried out."),
        ),
        "act_sign": act(
            _("Sign all"),
            "year_sign",
            orders.SIGN,
            method="post",
            main=True,
            reason=no_draft,
            confirm=_("Sign all the orders of the year's end? The students go on to their next classes."),
        ),
    }


@guard(permissions.PROMOTE)
@require_POST
def year_begin(request, pk):
    run = actions.begin_year_end(get_object_or_404(AcademicYear, pk=pk), by=request.user)
    return redirect("students:year_end", run.year_id)


@guard(permissions.PROMOTE)
def year_table(request, pk):
    """Step 1: the roll-over table, changed by the deputy, confirmed by the director."""
    run = found_run(pk)
    form = RollOverForm(run, request.POST or None)
    change = lambda: actions.change_roll_over(run, by=request.user, **form.sent())  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, change):
        messages.success(request, _("Saved."))
        return redirect("students:year_table", pk)
    act = lambda label, name, **more: Act(  # noqa: E731
        label, f"{_at(run.year, name)}?version={run.version}", permissions.ROLL_OVER, method="post", **more
    )
    question = _("Confirm the table? The classes of the next year that are not there yet are made.")
    acts = [
        act(_("Open the table again"), "year_reopen")
        if run.confirmed_on
        else act(_("Confirm the table"), "year_confirm", main=True, confirm=question)
    ]
    context = {
        "title": _("Roll-over table"),
        "line": str(run),
        "crumbs": [crumb(run)],
        "acts": acts,
        "run": run,
        "form": form,
    }
    return render(request, "students/year_table.html", context, status=status_of(form))


def _version(request) -> int:
    value = request.GET.get("version", "")
    return int(value) if value.isdecimal() else 0


def _say(request, act, sentence="") -> bool:
    """An act of one button: a refusal becomes sentences on the next page."""
    try:
        act()
    except ValidationError as refused:
        for message in refused.messages:
            messages.error(request, message)
        return False
    if sentence:
        messages.success(request, sentence)
    return True


@guard(permissions.ROLL_OVER)
@require_POST
def year_confirm(request, pk):
    run = found_run(pk)
    done = _say(
        request, lambda: actions.confirm_roll_over(run, version=_version(request), by=request.user), _("Confirmed.")
    )
    return redirect("students:year_end" if done else "students:year_table", pk)


@guard(permissions.ROLL_OVER)
@require_POST
def year_reopen(request, pk):
    run = found_run(pk)
    _say(request, lambda: actions.reopen_roll_over(run, version=_version(request), by=request.user))
    return redirect("students:year_table", pk)


@guard(permissions.PROMOTE)
@require_POST
def year_compute(request, pk):
    """Step 2: proposals for the whole school; a big one as a job."""
    run, done = found_run(pk), []
    if _say(request, lambda: done.append(year_jobs.compute(run, by=request.user))):
        messages.success(
            request, _("The proposals are computed.") if done[0] else _("It is being done in the background.")
        )
    return redirect("students:year_end", pk)


@guard(permissions.PROMOTE)
def year_cite(request, pk):
    """Step 4: the decision of the council."""
    run = found_run(pk)
    initial = {name: getattr(run, name) for name in ("version", "protocol", "debts_due_on")}
    initial |= {"decision": run.decision_id, "decided_on": run.decided_on}
    if run.decision_id:
        initial |= {"protocol": "", "decided_on": None}
    form = CiteForm(request.POST or None, initial=initial)
    cite = lambda: actions.cite_decision(run, by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, cite):
        messages.success(request, _("Saved."))
        return redirect("students:year_end", pk)
    return form_page(
        request,
        form,
        title=_("Decision of the council"),
        line=str(run),
        cancel=_at(run.year, "year_end"),
        crumbs=[crumb(run)],
    )


@guard(permissions.PROMOTE)
@require_POST
def year_draft(request, pk):
    """Step 5: an order for each outcome."""
    run, made = found_run(pk), []
    if _say(request, lambda: made.extend(actions.draft_orders(run, by=request.user))):
        n = len(made)
        messages.success(request, ngettext("%(n)s order is drafted.", "%(n)s orders are drafted.", n) % {"n": n})
    return redirect("students:year_end", pk)


@guard(permissions.PROMOTE)
@require_POST
def year_discard(request, pk):
    run = found_run(pk)
    _say(request, lambda: actions.discard_drafts(run, by=request.user), _("The drafts are discarded."))
    return redirect("students:year_end", pk)


@guard(orders.SIGN)
@require_POST
def year_sign(request, pk):
    """Step 6: all the drafts signed in one transaction; each may be signed on its own page too."""
    run, done = found_run(pk), []
    if _say(request, lambda: done.append(year_jobs.sign(run, by=request.user))):
        messages.success(
            request,
            _("The orders are signed and carried out.") if done[0] else _("It is being done in the background."),
        )
    return redirect("students:year_end", pk)

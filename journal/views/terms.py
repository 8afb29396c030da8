"""Terms on their way to being closed, what they lack, and journals opened again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from journal import actions, closing, forms, permissions, policy
from journal.models import Reopening, ReopenRequest, TermState
from journal.rules import closing as rules
from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.structure.models import Section, Term
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, refuse
from students.models import Result

STEPS = (TermState.State.CHECKED, TermState.State.PROPOSED, TermState.State.COUNCIL, TermState.State.CLOSED)


def crumb():
    return [(_("Terms"), reverse("journal:terms"))]


@guard(permissions.CLOSE)
def terms(request):
    """R1-5.1b: the year's terms with their states, requests that wait, journals opened again and why."""
    shown = list(Term.objects.filter(year__closed_on=None).select_related("year"))
    states = closing.states_of(shown)
    told = Result.objects.filter(term__year__in={one.year_id for one in shown}).exclude(value=None, code="")
    counts = dict(told.order_by().values_list("term__ends_on").annotate(n=Count("pk")))
    for one in shown:
        one.now, one.results_set = states[one.pk], counts.get(one.ends_on, 0)
    asked = ReopenRequest.objects.select_related("section__subject", "section__group", "term", "asked_by")
    context = {
        "title": _("Terms"),
        "terms": shown,
        "requests": asked.filter(status=ReopenRequest.Status.ASKED),
        "reopenings": _reopened()[:20],
        "today": clock.today(),
    }
    return render(request, "journal/terms.html", context)


@guard(permissions.CLOSE)
def term(request, pk):
    """One term: its steps, what the next one lacks with where to go, and all that was done."""
    one = get_object_or_404(Term.objects.select_related("year"), pk=pk)
    now = closing.state_of(one)
    lessons, results, year = closing.unfilled(one), closing.without_results(one), closing.without_year(one)
    facts = closing.facts_of(one, now, lessons, results, year)
    context = {
        "title": str(one),
        "line": " · ".join([str(one.year), *_with_it(one)]),
        "crumbs": crumb(),
        "term": one,
        "now": now,
        "steps": [_shown(one, now, step, facts) for step in STEPS],
        "lessons": lessons,
        "results": results,
        "lessons_total": facts.lessons,
        "results_total": facts.results,
        "is_last": closing.is_last(one),
        "of_year": year,
        "year_total": facts.year,
        "history": now.steps.select_related("by", "decision__protocol__body") if now.pk else [],
        "back": _back(one, now),
        "decision": now.decision,
        "requests": _requests(one),
        "reopened": _reopened().filter(closing__term__in=one.ending_together, request=None),
    }
    return render(request, "journal/term.html", context)


def _with_it(one) -> list[str]:
    """The half-year that this term ends."""
    halves = [half for half in one.ending_together if half.pk != one.pk]
    return [_("%(half)s closes with it") % {"half": half} for half in halves]


def _requests(one):
    """Every request to open a journal of the term again, refused ones too, with its answer: nothing of it is lost."""
    found = ReopenRequest.objects.filter(term__in=one.ending_together)
    return found.select_related(
        "section__subject", "section__group", "asked_by", "answered_by", "reopening__ended_by", "reopening__closing"
    )


def _reopened():
    return Reopening.objects.select_related(
        "section__subject", "section__group", "opened_by", "ended_by", "closing__term"
    )


def _shown(one, now, to, facts) -> dict:
    """A step with its name, whether it is done, and its act where it is the next one."""
    order = [TermState.State.OPEN, *STEPS]
    titles = {
        "checked": _("Journals are checked"),
        "proposed": _("Results are complete"),
        "council": _("The council decides"),
        "closed": _("The term is closed"),
    }
    step = {"title": titles[to], "done": order.index(now.state) >= order.index(to), "act": None, "lacks": []}
    if rules.NEXT.get(now.state) == to:
        lacks = [name for name in rules.missing(to, facts) if name != "decision"]
        step["lacks"] = [rules.sentence(name, facts) for name in lacks]
        url = reverse("journal:term_step", args=[one.pk])
        labels = {"checked": _("Mark as checked"), "proposed": _("Mark as complete"), "council": _("Cite the decision")}
        label = labels.get(to) or _("Close the term")
        reason = " ".join(step["lacks"])
        step["act"] = Act(label, url, permissions.CLOSE, main=True, reason=reason)
    return step


def _back(one, now):
    if now.state == TermState.State.OPEN:
        return None
    return Act(_("Open again"), reverse("journal:term_back", args=[one.pk]), permissions.CLOSE)


@guard(permissions.CLOSE)
def term_step(request, pk):
    """The next step of a term; the council's step asks for the decision that is cited."""
    one = get_object_or_404(Term.objects.select_related("year"), pk=pk)
    now = closing.state_of(one)
    to = rules.NEXT.get(now.state)
    if to is None:
        raise Http404
    told = {"data": request.POST or None, "initial": {"version": now.version}}
    cites = to == TermState.State.COUNCIL
    form = forms.CouncilForm(**told, since=one.starts_on) if cites else forms.StepForm(**told)
    if request.method == "POST" and form.is_valid():
        try:
            actions.advance_term(one, to, by=request.user, **form.cleaned_data)
        except ValidationError as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("%(term)s: %(state)s.") % {"term": one, "state": TermState.State(to).label})
            return redirect("journal:term", pk=pk)
    title = f"{one}: {TermState.State(to).label}"
    note = _("Its marks will change only where you open a journal again.") if to == TermState.State.CLOSED else ""
    return form_page(
        request,
        form,
        title=title,
        line=note,
        crumbs=crumb(),
        submit=_("Confirm"),
        cancel=reverse("journal:term", args=[pk]),
    )


@guard(permissions.CLOSE)
def term_back(request, pk):
    one = get_object_or_404(Term.objects.select_related("year"), pk=pk)
    now = closing.state_of(one)
    if now.state == TermState.State.OPEN:
        raise Http404
    form = forms.BackForm(request.POST or None, initial={"version": now.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.return_term(one, by=request.user, **form.cleaned_data)
        except ValidationError as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The term is open again."))
            return redirect("journal:term", pk=pk)
    return form_page(
        request,
        form,
        title=_("Open %(term)s again") % {"term": one},
        crumbs=crumb(),
        submit=_("Open again"),
        cancel=reverse("journal:term", args=[pk]),
    )


@guard(permissions.CLOSE)
def reopen_journal(request, pk, number):
    section = get_object_or_404(Section.objects.select_related("subject", "group__year"), pk=pk)
    one = get_object_or_404(section.periods(), number=number)
    form = forms.ReopenJournalForm(request.POST or None, initial={"until": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.reopen_section(section, one, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The journal is open again."))
            return redirect("journal:grid", pk=pk, number=number)
    return form_page(
        request,
        form,
        title=_("Open %(term)s again") % {"term": one},
        line=str(section),
        submit=_("Open again"),
        cancel=reverse("journal:grid", args=[pk, number]),
    )


@guard(permissions.KEEP, permissions.CLOSE)
def close_again(request, pk, number):
    """R1-5.1b: the teacher or a deputy head says that a journal opened again is ready; what it lacks is listed."""
    section = policy.section_for(permissions.VIEW, request.user, pk)
    right = permissions.KEEP if permissions.KEEP.allows(request.user, section) else permissions.CLOSE
    right.demand(request.user)
    one = get_object_or_404(section.periods(), number=number)
    opened = _reopened().open().filter(section=section, closing__term=one).first()
    if opened is None:
        messages.info(request, _("This journal is not open again."))
        return redirect("journal:grid", pk=pk, number=number)
    status = 200
    if request.method == "POST":
        try:
            actions.close_again(section, one, by=request.user)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
            status = 422
        else:
            messages.success(request, _("The journal is closed again."))
            return redirect("journal:grid", pk=pk, number=number)
    lacks = closing.of_journal(section, one)
    told = [rules.sentence(name, lacks.facts) for name in rules.missing(rules.CLOSED, lacks.facts)]
    url = reverse("journal:close_again", args=[pk, number])
    context = {
        "title": _("%(term)s: close again") % {"term": one},
        "line": str(section),
        "crumbs": [(str(section), reverse("journal:grid", args=[pk, number]))],
        "section": section,
        "term": one,
        "opened": opened,
        "lacks": lacks,
        "acts": [Act(_("Ready, close it"), url, right, main=True, method="post", reason=" ".join(told))],
    }
    return render(request, "journal/ready.html", context, status=status)


@guard(permissions.ASK_REOPEN)
def ask_reopening(request, pk, number):
    """R1-5.1b: the teacher of a closed journal asks the deputy head."""
    section = policy.section_for(permissions.ASK_REOPEN, request.user, pk)
    one = get_object_or_404(section.periods(), number=number)
    form = forms.ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_reopening(section, one, by=request.user, **form.cleaned_data)
        except ValidationError as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The deputy head for studies is asked. You will be told the answer."))
            return redirect("journal:grid", pk=pk, number=number)
    return form_page(
        request,
        form,
        title=_("Ask to open %(term)s again") % {"term": one},
        line=str(section),
        submit=pgettext("act", "Ask"),
        cancel=reverse("journal:grid", args=[pk, number]),
    )


@guard(permissions.CLOSE)
def answer_reopening(request, pk):
    """Opened until a day, or refused with the reason."""
    found = ReopenRequest.objects.select_related("section__subject", "section__group", "term", "asked_by")
    asked = get_object_or_404(found, pk=pk, status=ReopenRequest.Status.ASKED)
    form = forms.AnswerForm(request.POST or None, initial={"until": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_reopening(asked, by=request.user, **form.told())
        except ValidationError as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The teacher is told."))
            return redirect("journal:terms")
    line = f"{asked.asked_by}: {asked.reason}"
    return form_page(
        request,
        form,
        title=str(asked),
        line=line,
        crumbs=crumb(),
        submit=pgettext("act", "Answer"),
        cancel=reverse("journal:terms"),
    )

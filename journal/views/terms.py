"""Terms closed and opened again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from journal import forms, permissions
from journal.actions import close_term, reopen_section, reopen_term
from journal.models import Closing, Reopening
from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.structure.models import Section, Term
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page
from students.models import Placement, Result


@guard(permissions.CLOSE)
def terms(request):
    """The year's terms: open or closed, since when, by whom, what was opened again and why."""
    shown = list(Term.objects.filter(year__closed_on=None).select_related("year"))
    closings = {c.term_id: c for c in Closing.objects.filter(reopened_at=None).select_related("closed_by")}
    for term in shown:
        term.closing = closings.get(term.pk)
        term.results_set = Result.objects.filter(term=term).exclude(value=None, code="").count()
        term.begun = term.starts_on <= clock.today()
        question = _("Close %(term)s? Its marks will change only where you open a journal again.") % {"term": term}
        term.act = (
            Act(_("Open again"), reverse("journal:reopen", args=[term.closing.pk]), permissions.CLOSE)
            if term.closing
            else Act(
                _("Close"),
                reverse("journal:close", args=[term.pk]),
                permissions.CLOSE,
                method="post",
                confirm=question,
                reason="" if term.begun else _("This term has not begun yet."),
            )
        )
    return render(
        request,
        "journal/terms.html",
        {
            "title": _("Terms"),
            "terms": shown,
            "students": Placement.objects.on(clock.today()).count(),
            "reopenings": Reopening.objects.select_related(
                "section__subject", "section__group", "opened_by", "closing__term"
            )[:20],
            "past": Closing.objects.exclude(reopened_at=None).select_related("term", "closed_by")[:20],
            "today": clock.today(),
        },
    )


@guard(permissions.CLOSE)
@require_POST
def close(request, pk):
    try:
        close_term(get_object_or_404(Term, pk=pk), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The term is closed."))
    return redirect("journal:terms")


@guard(permissions.CLOSE)
def reopen(request, pk):
    closing = get_object_or_404(Closing.objects.select_related("term"), pk=pk, reopened_at=None)
    form = forms.ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reopen_term(closing, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The term is open again."))
        return redirect("journal:terms")
    return form_page(
        request,
        form,
        title=_("Open %(term)s again") % {"term": closing.term},
        submit=_("Open again"),
        cancel=reverse("journal:terms"),
    )


@guard(permissions.CLOSE)
def reopen_journal(request, pk, number):
    section = get_object_or_404(Section.objects.select_related("subject", "group__year"), pk=pk)
    term = get_object_or_404(section.periods(), number=number)
    form = forms.ReopenJournalForm(request.POST or None, initial={"until": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            reopen_section(section, term, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The journal is open again."))
            return redirect("journal:grid", pk=pk, number=number)
    return form_page(
        request,
        form,
        title=_("Open %(term)s again") % {"term": term},
        line=str(section),
        submit=_("Open again"),
        cancel=reverse("journal:grid", args=[pk, number]),
    )

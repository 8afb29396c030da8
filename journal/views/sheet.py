"""The results sheet of a journal, and the school's rules for its proposals."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from journal import actions, forms, grid, permissions, policy, words
from journal import sheet as sheets
from journal.descriptions import is_described
from journal.models import ResultPolicy
from schoolmis.access.guard import guard
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, refuse
from students.actions import Conflict

POLICY = ("round_up", "year_by", "final_by", "late", "decided", "texts")


@guard(permissions.VIEW)
def sheet(request, pk):
    """R1-4.1/1: every result of a journal in one table, entered by keyboard as marks are."""
    section = policy.section_for(permissions.VIEW, request.user, pk)
    shown = sheets.read(section)
    may = permissions.KEEP.allows(request.user, section)
    context = {
        "section": section,
        "sheet": shown,
        "body": sheets.body(shown),
        "addresses": grid.addresses(section),
        "may_write": may.ok and bool(shown.values),
        "not_mine": "" if may.ok else may.reason,
        "missing": [column for column in shown.columns if column.missing and not column.locked],
        "digits": [value for value in shown.values if value.isdigit()],
        "words_of": [value for value in shown.values if not value.isdigit()],
        "words": words.script(),
        "described": is_described(section) or section.texts.exists(),
        "rules": permissions.RESULT_POLICY.allows(request.user).ok,
    }
    response = render(request, "journal/sheet.html", context)
    response["X-Journal-User"] = request.user.pk
    response["Cache-Control"] = "private, no-cache"
    return response


@guard(permissions.KEEP)
@require_POST
def propose_column(request, pk):
    """What the sheet proposes for one column is put where nothing stands."""
    section = policy.section_for(permissions.KEEP, request.user, pk)
    column = request.POST.get("column", "")
    terms = {str(term.pk) for term in section.periods()}
    if not column:
        messages.error(request, _("Choose a column."))
        return redirect("journal:sheet", pk=pk)
    if column not in {*terms, "year", "final"}:
        raise Http404(_("There is no such column."))
    answer = actions.propose_column(section, column, by=request.user)
    n = len(answer["saved"])
    if answer["refused"]:
        messages.error(request, answer["refused"][0]["message"])
    else:
        messages.success(request, ngettext("%(n)s result is set.", "%(n)s results are set.", n) % {"n": n})
    return redirect("journal:sheet", pk=pk)


@guard(permissions.RESULT_POLICY)
def result_policy(request):
    """What no regulation names about results: the school settles it once."""
    form = forms.ResultPolicyForm(request.POST or None, instance=ResultPolicy.now())
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in POLICY}
        told = {name: form.cleaned_data[name] for name in ("version", "passing", "described")}
        try:
            actions.set_result_policy(by=request.user, **told, **facts)
        except Conflict as conflict:
            refuse(form, conflict)
        else:
            messages.success(request, _("Saved."))
            return redirect("journal:result_policy")
    acts = [
        Act(_("Scales of marks"), reverse("journal:scales"), permissions.SCALES),
        Act(_("Kinds of work"), reverse("journal:kinds"), permissions.KINDS),
    ]
    where = {"submit": _("Save"), "cancel": reverse("journal:sections"), "acts": acts}
    return form_page(request, form, title=_("Rules of results"), **where)

"""Kinds of work: what a column of the journal stands for, and how much it weighs."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from journal import actions, permissions, weights
from journal.models import WorkKind
from journal.scale_forms import KindForm
from schoolmis.access.guard import guard
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, tried


def _crumbs():
    return [(_("Journals"), reverse("journal:sections")), (_("Kinds of work"), reverse("journal:kinds"))]


@guard(permissions.KINDS)
@require_safe
def kinds(request):
    """R1-4.1/2: the kinds of work with their weights, those not offered any more last."""
    rows = WorkKind.objects.order_by("archived", "order", "code")
    acts = [
        Act(_("Scales of marks"), reverse("journal:scales"), permissions.SCALES),
        Act(_("Add"), reverse("journal:kind_new"), permissions.KINDS, icon="plus", main=True),
    ]
    line = _("A work has its own weight where its teacher says so; else that of its kind.")
    context = {"title": _("Kinds of work"), "line": line, "crumbs": _crumbs()[:1], "rows": rows, "acts": acts}
    return render(request, "journal/kinds.html", context)


@guard(permissions.KINDS)
def kind(request, pk=None):
    """A kind is added or changed; before a weight changes it is shown what follows."""
    form = KindForm(request.POST or None, instance=get_object_or_404(WorkKind, pk=pk) if pk is not None else WorkKind())
    found = None
    if request.method == "POST" and form.is_valid():
        if form.weighs_otherwise:
            data = form.cleaned_data
            found = weights.effect(form.instance, data["weight"], data["counts"])
        if found and found.averages and not form.cleaned_data["sure"]:
            form.add_error("sure", _("Look at what changes, and tick here."))
        elif _saved(request, form, pk):
            messages.success(request, _("Saved."))
            return redirect("journal:kinds")
    title = str(get_object_or_404(WorkKind, pk=pk)) if pk is not None else _("New kind of work")
    where = {"crumbs": _crumbs(), "cancel": reverse("journal:kinds"), "template": "journal/kind_form.html"}
    return form_page(request, form, title=title, effect=found, **where)


def _saved(request, form, pk) -> bool:
    stored = get_object_or_404(WorkKind, pk=pk) if pk is not None else WorkKind()
    act = lambda: actions.set_kind(stored, version=form.cleaned_data["version"], by=request.user, **form.facts())  # noqa: E731
    return tried(form, act)

"""The table of sanitary norms, edited by the deputy."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal import actions, permissions
from journal.forms import NormForm
from journal.models import SanitaryNorm
from schoolmis.access.guard import guard
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, refuse


def _crumbs():
    return [(_("Timetable"), reverse("journal:timetable")), (_("Versions"), reverse("journal:versions"))]


@guard(permissions.TIMETABLE)
@require_safe
def norms(request):
    rows = SanitaryNorm.objects.select_related("subject")
    kinds = [(label, [row for row in rows if row.kind == kind]) for kind, label in SanitaryNorm.Kind.choices]
    new = Act(_("Add"), reverse("journal:norm_new"), permissions.TIMETABLE, icon="plus", main=True)
    title = _("Sanitary norms")
    line = _("They warn on the board and where homework is given, and refuse nothing.")
    context = {"title": title, "line": line, "crumbs": _crumbs(), "kinds": kinds, "acts": [new]}
    return render(request, "journal/norms.html", context)


@guard(permissions.TIMETABLE)
def norm(request, pk=None):
    """A norm is added or changed."""
    row = get_object_or_404(SanitaryNorm, pk=pk) if pk else SanitaryNorm()
    form = NormForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_norm(form.instance, by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved"))
            return redirect("journal:norms")
    crumbs = [*_crumbs(), (_("Sanitary norms"), reverse("journal:norms"))]
    return form_page(request, form, title=_("Sanitary norm"), crumbs=crumbs, cancel=reverse("journal:norms"))


@guard(permissions.TIMETABLE)
@require_POST
def norm_drop(request, pk):
    actions.drop_norm(get_object_or_404(SanitaryNorm, pk=pk), by=request.user)
    messages.success(request, _("Removed."))
    return redirect("journal:norms")

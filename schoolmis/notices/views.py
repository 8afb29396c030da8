from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from schoolmis.access.guard import guard, signed_in
from schoolmis.notices import actions, channels, permissions
from schoolmis.notices.forms import RestForm
from schoolmis.notices.models import Notice
from schoolmis.notices.rest import of_school
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, show_newer, tried

SHOWN = 100


@signed_in
def index(request):
    """The reader's notices, newest first; the last hundred."""
    found = list(Notice.objects.filter(user=request.user)[: SHOWN + 1])
    acts = []
    if any(notice.seen_at is None for notice in found):
        acts.append(Act(_("Mark all as seen"), reverse("notices:see"), method="post", icon="check"))
    if permissions.REST.allows(request.user):
        acts.insert(0, Act(_("Hours of rest"), reverse("notices:rest"), icon="clock"))
    context = {"title": _("Notices"), "notices": found[:SHOWN], "is_cut": len(found) > SHOWN, "acts": acts}
    return render(request, "notices/index.html", context)


@require_POST
@signed_in
def see(request):
    actions.see_all(by=request.user)
    messages.success(request, _("All notices are marked as seen."))
    return redirect("notices:index")


@guard(permissions.REST)
def rest(request):
    """R1-2.2d: when notices stay in the program; the list there is never held back."""
    form = RestForm(request.POST or None, instance=of_school())
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data | {"version": form.cleaned_data["version"] or 0}
        if tried(form, lambda: actions.set_rest(by=request.user, **facts)):
            messages.success(request, _("Saved"))
            return redirect("notices:rest")
        show_newer(form, of_school())
    on = ", ".join(str(channels.names()[code]) for code in channels.outer())
    note = (
        _("Outside the program notices go by: %(channels)s.") % {"channels": on}
        if on
        else _("No way outside the program is switched on at this school: notices stand in the list alone.")
    )
    return form_page(
        request,
        form,
        title=_("Hours of rest"),
        line=_("A notice that falls into them goes out when they end; in the program it is seen at once."),
        crumbs=[(_("Notices"), reverse("notices:index"))],
        note=note,
        cancel=reverse("notices:index"),
    )

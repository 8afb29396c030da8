from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from schoolmis.access.guard import signed_in
from schoolmis.notices import actions
from schoolmis.notices.models import Notice
from schoolmis.ui.acts import Act

SHOWN = 100


@signed_in
def index(request):
    """The reader's notices, newest first; the last hundred."""
    found = list(Notice.objects.filter(user=request.user)[: SHOWN + 1])
    acts = []
    if any(notice.seen_at is None for notice in found):
        acts.append(Act(_("Mark all as seen"), reverse("notices:see"), method="post", icon="check"))
    context = {"title": _("Notices"), "notices": found[:SHOWN], "is_cut": len(found) > SHOWN, "acts": acts}
    return render(request, "notices/index.html", context)


@require_POST
@signed_in
def see(request):
    actions.see_all(by=request.user)
    messages.success(request, _("All notices are marked as seen."))
    return redirect("notices:index")

"""Pages of a class where the reader has none yet."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from journal import first_steps


def no_class(request, title):
    """One sentence on why, and the step that a new school takes next."""
    if first_steps.is_new():
        nothing, act = _("No class has lessons this year yet."), first_steps.next_act(request.user)
    else:
        nothing, act = _("No class is yours here: orders on roles and on the load give it."), None
    return render(request, "journal/no_class.html", {"title": title, "nothing": nothing, "act": act})

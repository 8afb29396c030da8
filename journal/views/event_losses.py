"""Lessons that an event takes out: shown before, recorded as not held by a press."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from journal import event_losses, permissions
from journal.actions import drop_for_event
from schoolmis.access.guard import guard
from schoolmis.events import words
from schoolmis.events.models import Event
from schoolmis.events.permissions import VIEW


@guard(permissions.DROP_DAYS)
def event_losses_page(request, pk):
    """R1-4.1/2: which lessons leave the journals for the event, which stay and why; a press records them."""
    event = VIEW.get(request.user, Event.objects.prefetch_related("classes"), pk=pk)
    if event.lesson_from is None:
        raise Http404(_("There is no such page, or it is not yours to see."))
    back = reverse("events:event", args=[pk])
    error = ""
    if request.method == "POST":
        try:
            made, left = drop_for_event(event, by=request.user)
        except ValidationError as refused:
            error = " ".join(refused.messages)
        else:
            told = _("Lessons taken out: %(n)s. Left as they are: %(left)s.") % {"n": made, "left": left}
            messages.success(request, told)
            return redirect(back)
    context = {
        "title": _("Lessons that fall out"),
        "line": f"{event.title} · {words.when(event)} · {words.whom(event)}, {words.lessons(event)}",
        "crumbs": [(_("Events"), reverse("events:calendar")), (event.title, back)],
        "event": event,
        "taken": event_losses.taken_by(event),
        "back": back,
        "error": error,
    }
    return render(request, "journal/event_losses.html", context, status=422 if error else 200)

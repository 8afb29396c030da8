"""One event: what it is, added, changed, called off."""

import copy
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schoolmis.access.guard import guard
from schoolmis.audit.models import Entry
from schoolmis.audit.words import word
from schoolmis.events import actions, hooks, permissions, words
from schoolmis.events.forms import CallOffForm, EventForm
from schoolmis.events.models import Event
from schoolmis.people.models import Employee
from schoolmis.ui.acts import Act
from schoolmis.ui.dates import weekday
from schoolmis.ui.forms import form_page, refuse


def crumbs(*more):
    return [(_("Events"), reverse("events:calendar")), *more]


def _seen(request, pk) -> Event:
    found = Event.objects.select_related("kind", "room", "responsible__person", "made_by", "called_off_by")
    return permissions.VIEW.get(request.user, found.prefetch_related("classes"), pk=pk)


@guard(permissions.VIEW)
@require_safe
def event_page(request, pk):
    event = _seen(request, pk)
    may = permissions.KEEP.allows(request.user, event)
    event.days, event.hours, event.for_whom = words.days(event), words.hours(event), words.whom(event)
    event.lessons = words.lessons(event)
    acts = []
    if permissions.KEEP.allows(request.user) and not event.is_off:
        acts = [
            Act(_("Call off"), reverse("events:call_off", args=[pk]), permissions.KEEP, event, danger=True),
            Act(_("Edit"), reverse("events:edit", args=[pk]), permissions.KEEP, event, icon="edit", main=True),
        ]
    context = {
        "title": event.title,
        "line": f"{event.kind} · {event.days}, {weekday(event.starts_on)}",
        "crumbs": crumbs(),
        "event": event,
        "acts": acts,
        "parts": hooks.parts_of(request, event),
        "entries": _entries(event) if may else [],
    }
    return render(request, "events/event.html", context)


def _entries(event) -> list[dict]:
    """What was done with it, the newest first."""
    found = Entry.objects.filter(subject_type="events.event", subject_id=event.pk).order_by("-pk")[:20]
    return [{"word": word(one.act), "by": one.who, "at": one.at} for one in found]


@guard(permissions.KEEP)
def event_new(request):
    """`?on=2026-11-20` comes from a day of the month."""
    try:
        on = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        on = None
    form = EventForm(request.POST or None, user=request.user, initial={"starts_on": on} if on else None)
    return _ask(request, form, lambda facts: actions.add_event(by=request.user, **facts), _("New event"))


@guard(permissions.KEEP)
def event_edit(request, pk):
    event = _seen(request, pk)
    permissions.KEEP.demand(request.user, event)
    form = EventForm(request.POST or None, user=request.user, instance=copy.copy(event))

    def act(facts):
        return actions.change_event(event, version=form.cleaned_data["version"] or 0, by=request.user, **facts)

    return _ask(request, form, act, event.title, event)


def _ask(request, form, act, title, event=None):
    back = reverse("events:event", args=[event.pk]) if event else reverse("events:calendar")
    if request.method == "POST" and form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        if form.own is not None and event is None:
            facts["responsible"] = Employee.objects.filter(person__user=request.user).first()
        try:
            done = act(facts)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The event is saved."))
            return redirect("events:event", pk=done.pk)
    return form_page(request, form, title=title, crumbs=crumbs(), cancel=back)


@guard(permissions.KEEP)
def event_call_off(request, pk):
    event = _seen(request, pk)
    permissions.KEEP.demand(request.user, event)
    back = reverse("events:event", args=[pk])
    form = CallOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.call_off_event(event, form.cleaned_data["why"], by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The event is called off; it stays in the calendar with the reason."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Call the event off"),
        line=f"{event.title} · {words.days(event)}",
        crumbs=crumbs((event.title, back)),
        submit=_("Call off"),
        cancel=back,
        danger=True,
        note=_("Lessons that were taken out for it are put back in the list of lessons not held.")
        if event.lesson_from
        else "",
    )

"""The calendar-thematic plan of a section beside its dated lessons."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from journal import forms, permissions, plans, policy
from journal.actions import enter_topic, save_plan
from journal.models import Plan
from journal.rules.plans import write
from journal.views.lesson import grid_of, lesson_of, next_of
from schoolmis.access.guard import guard
from schoolmis.ui.forms import form_page


@guard(permissions.VIEW)
def plan(request, pk):
    """Who saved meanwhile does not lose it: the plan stored now stands below, what was typed in the form."""
    section = permissions.VIEW.get(request.user, policy.sections(), pk=pk)
    stored = Plan.objects.filter(section=section).prefetch_related("topics").first()
    topics = [one for one in stored.topics.all() if one.position is not None] if stored else []
    version = stored.version if stored else 0
    form = forms.PlanForm(request.POST or None, initial={"topics": write(topics), "version": version})
    if request.method == "POST":
        permissions.MARK.demand(request.user, section)
        if form.is_valid():
            try:
                save_plan(section, form.lines, version=form.cleaned_data["version"], by=request.user)
            except ValidationError as error:
                form.refuse(error, version)
            else:
                messages.success(request, _("Saved"))
                return redirect("journal:plan", pk=pk)
    return form_page(
        request,
        form,
        template="journal/plan.html",
        title=_("Calendar-thematic plan"),
        line=str(section),
        crumbs=[
            (_("Journals"), reverse("journal:sections")),
            (str(section), reverse("journal:section", args=[pk])),
        ],
        layout=plans.layout(section),
        may_write=permissions.MARK.allows(request.user, section).ok,
        cancel=reverse("journal:section", args=[pk]),
    )


@guard(permissions.MARK)
def topic(request, pk):
    """One tap: the plan's topic and homework enter the lesson."""
    lesson = lesson_of(pk)
    if lesson is None or not permissions.VIEW.allows(request.user, lesson.section):
        raise Http404(_("There is no such page, or it is not yours to see."))
    permissions.MARK.demand(request.user, lesson.section)
    if request.method != "POST":
        return redirect("journal:lesson", pk=pk)
    try:
        enter_topic(lesson, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Saved"))
    return redirect(next_of(request) or grid_of(lesson))

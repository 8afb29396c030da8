"""Topic, homework and kind of work of one lesson, held or to come."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from journal import forms, permissions
from journal.actions import change_lesson
from journal.models import Lesson, Plan
from schoolmis.access.guard import guard
from schoolmis.ui.acts import Act
from schoolmis.ui.dates import date_long
from schoolmis.ui.forms import form_page

FIELDS = ("topic", "homework", "kind")


@guard(permissions.MARK)
def lesson(request, pk):
    """Who saved meanwhile does not lose it, and neither does the reader: both texts stand in the form."""
    column = lesson_of(pk)
    if column is None or not permissions.VIEW.allows(request.user, column.section):
        raise Http404(_("There is no such page, or it is not yours to see."))
    permissions.MARK.demand(request.user, column.section)
    back = next_of(request) or grid_of(column)
    form = forms.LessonForm(request.POST or None, instance=column)
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in FIELDS}
        try:
            change_lesson(lesson_of(pk), version=form.cleaned_data["version"], by=request.user, **changes)
        except ValidationError as error:
            form.refuse(error, lesson_of(pk))
        else:
            messages.success(request, _("Saved"))
            return redirect(back)
    return form_page(
        request,
        form,
        title=str(column.section),
        line=_("%(day)s, lesson %(number)s") % {"day": date_long(column.date), "number": column.number},
        crumbs=[(_("Journals"), reverse("journal:sections")), (str(column.section), grid_of(column))],
        acts=[
            Act(_("Not held"), reverse("journal:drop", args=[pk]), permissions.DROP, column.section),
            _by_plan(column),
        ],
        submit=_("Save"),
        cancel=back,
    )


def _by_plan(column) -> Act:
    """The plan's topic in one tap where the lesson has none, else the plan itself."""
    if column.topic or not Plan.objects.filter(section=column.section_id).exists():
        return Act(_("Plan"), reverse("journal:plan", args=[column.section_id]))
    return Act(_("By the plan"), reverse("journal:topic", args=[column.pk]), method="post")


def lesson_of(pk):
    held = Lesson.objects.exclude(status=Lesson.Status.DROPPED)
    return held.select_related("section__subject", "section__group__year", "kind").filter(pk=pk).first()


def grid_of(column) -> str:
    """The journal at the term, or the half-year, of the lesson."""
    of = column.section.periods().filter(starts_on__lte=column.date, ends_on__gte=column.date).first()
    if of is None:
        return reverse("journal:section", args=[column.section_id])
    return reverse("journal:grid", args=[column.section_id, of.number])


def next_of(request) -> str:
    """Where the reader came from, on this site alone."""
    told = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(told, {request.get_host()}, require_https=request.is_secure())
    return told if here else ""

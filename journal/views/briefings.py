"""Safety briefings of a class: the list, a new one, an annulment."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from journal import actions, permissions
from journal.briefing_forms import BriefingForm
from journal.models import Briefing
from journal.views.nothing import no_class
from schoolmis.access.guard import guard
from schoolmis.structure.models import SchoolClass
from schoolmis.structure.years import year_shown
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import AnnulForm, form_page, refuse


def _classes(user):
    return list(permissions.BRIEF.visible(user, SchoolClass.objects.filter(year=year_shown())).distinct())


def _of(user, pk):
    return permissions.BRIEF.get(user, SchoolClass.objects.select_related("year"), pk=pk)


@guard(permissions.BRIEF)
def briefings(request):
    """The first class of the reader; the others stand on the page."""
    own = _classes(request.user)
    if not own:
        return no_class(request, _("Safety briefings"))
    return redirect("journal:class_briefings", pk=own[0].pk)


@guard(permissions.BRIEF)
def class_briefings(request, pk):
    """R1-4.1/2: the briefings of a class in their order, as the class journal prints them."""
    of = _of(request.user, pk)
    rows = of.briefings.select_related("held_by").annotate(n=Count("briefed")).order_by("-on", "-pk")
    new = Act(_("New briefing"), reverse("journal:briefing_new", args=[pk]), permissions.BRIEF, of, main=True)
    context = {
        "title": _("Safety briefings"),
        "line": str(of),
        "crumbs": [(_("Journals"), reverse("journal:sections"))],
        "acts": [new],
        "of": of,
        "classes": _classes(request.user),
        "rows": rows,
    }
    return render(request, "journal/briefings.html", context)


@guard(permissions.BRIEF)
def briefing_new(request, pk):
    of = _of(request.user, pk)
    form = BriefingForm(request.POST or None, of=of)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hold_briefing(of, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved"))
            return redirect("journal:class_briefings", pk=pk)
    back = reverse("journal:class_briefings", args=[pk])
    crumbs = [(_("Safety briefings"), back)]
    where = {"submit": _("Save"), "cancel": back, "crumbs": crumbs}
    return form_page(request, form, title=_("New briefing"), line=str(of), **where)


@guard(permissions.BRIEF)
def briefing_annul(request, pk):
    row = get_object_or_404(Briefing.objects.select_related("school_class"), pk=pk)
    if not permissions.BRIEF.visible(request.user, SchoolClass.objects.filter(pk=row.school_class_id)).exists():
        raise Http404(_("There is no such page, or it is not yours to see."))
    form = AnnulForm(request.POST or None)
    back = reverse("journal:class_briefings", args=[row.school_class_id])
    if request.method == "POST" and form.is_valid():
        try:
            actions.annul_briefing(row, why=form.cleaned_data["why"], by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The briefing is annulled."))
            return redirect(back)
    where = {"submit": _("Annul"), "cancel": back, "crumbs": [(_("Safety briefings"), back)]}
    return form_page(request, form, title=_("Annul the briefing"), line=str(row), **where)

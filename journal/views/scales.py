"""Scales of marks, where each holds, and the kinds of work."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal import actions, permissions
from journal.actions.scales import is_used
from journal.models import GradingPolicy, Scale
from journal.scale_forms import PlaceForm, ScaleForm
from schoolmis.access.guard import guard
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, refuse
from students.actions import Conflict

NEW = {
    Scale.Kind.LEVELS: {},
    Scale.Kind.POINTS: {"bottom": 1, "top": 12, "five_from": "9.50", "four_from": "6.50", "three_from": "3.50"},
    Scale.Kind.CRITERIA: {"bottom": 0, "top": 10, "five_from": "85", "four_from": "65", "three_from": "40"},
    Scale.Kind.PASS: {},
}


def _crumbs(*more):
    return [(_("Journals"), reverse("journal:sections")), (_("Scales"), reverse("journal:scales")), *more]


@guard(permissions.SCALES)
@require_safe
def scales(request):
    """R1-4.1/2: the school's scales, and in which grades, subjects and journals each of them holds."""
    places = GradingPolicy.objects.select_related("scale", "subject", "section__group", "section__subject")
    found = Scale.objects.prefetch_related("values").annotate(held=Count("places")).order_by("archived", "pk")
    acts = [
        Act(_("Kinds of work"), reverse("journal:kinds"), permissions.KINDS),
        Act(_("Let a scale hold"), reverse("journal:scale_place"), permissions.SCALES, icon="plus", main=True),
    ]
    context = {
        "title": _("Scales of marks"),
        "line": _("The most exact place decides: one journal, then a subject, then grades, then the school."),
        "crumbs": _crumbs()[:1],
        "acts": acts,
        "places": sorted(places, key=_exactness),
        "scales": found,
        "kinds": [(kind.value, kind.label) for kind in NEW],
    }
    return render(request, "journal/scales.html", context)


def _exactness(place):
    exact = place.section_id is not None, place.subject_id is not None, place.grade_from is not None
    return exact, place.grade_from or 0, place.year_from, place.pk


@guard(permissions.SCALES)
def scale(request, pk=None, kind=None):
    """A scale is added or changed."""
    if pk is None and kind not in NEW:
        raise Http404(_("There is no such kind of scale."))
    stored = get_object_or_404(Scale, pk=pk) if pk is not None else Scale(kind=kind, **NEW[kind])
    form = ScaleForm(request.POST or None, instance=stored)
    if request.method == "POST" and form.is_valid():
        wanted = get_object_or_404(Scale, pk=pk) if pk is not None else Scale(kind=kind, bottom=stored.bottom)
        try:
            version = form.cleaned_data["version"]
            actions.set_scale(wanted, version=version, values=form.values(), by=request.user, **form.facts())
        except (Conflict, ValidationError) as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("journal:scales")
    label = Scale.Kind(stored.kind).label
    return form_page(
        request,
        form,
        title=str(get_object_or_404(Scale, pk=pk)) if pk is not None else _("New scale"),
        line=label,
        crumbs=_crumbs(),
        template="journal/scale_form.html",
        cancel=reverse("journal:scales"),
        used=pk is not None and is_used(stored),
    )


@guard(permissions.SCALES)
def scale_place(request):
    """A scale holds from a school year on; refused where marks stand in another one."""
    form = PlaceForm(request.POST or None, initial={"scale": request.GET.get("scale")})
    if request.method == "POST" and form.is_valid():
        try:
            actions.place_scale(form.instance, by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("journal:scales")
    return form_page(request, form, title=_("Where a scale holds"), crumbs=_crumbs(), cancel=reverse("journal:scales"))


@guard(permissions.SCALES)
@require_POST
def scale_lift(request, pk):
    try:
        actions.lift_scale(get_object_or_404(GradingPolicy, pk=pk), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Removed."))
    return redirect("journal:scales")

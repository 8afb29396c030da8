"""Social categories and health, on pages of their own: every look is booked (R1-1.2d, R1-6.1, domain §7.6)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schoolmis.access.guard import guard
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, tried
from students import actions, permissions
from students.actions.restricted import HEALTH
from students.forms import CategoryForm, DayForm, HealthForm
from students.models import Health
from students.record_lists import CategoryList, categories
from students.views.common import crumbs, kept


@guard(permissions.KEEP_RESTRICTED)
@require_safe
def category_list(request):
    """Who stands in which category today; a file of it is booked and marked."""
    return CategoryList(categories()).response(request)


def _student(request, pk, permission):
    """Without a consent in force there is nothing to show."""
    student = kept(request, pk, permission)
    if not student.consented:
        raise Http404(_("There is no such page, or it is not yours to see."))
    return student


@guard(permissions.RESTRICTED)
@require_safe
def restricted(request, pk):
    student = _student(request, pk, permissions.RESTRICTED)
    actions.book_restricted_view(student, by=request.user)
    keeps, args = permissions.KEEP_RESTRICTED.allows(request.user).ok, [student.pk]
    acts = [
        Act(_("Add a category"), reverse("students:category_add", args=args)),
        Act(_("New health note"), reverse("students:health", args=args), main=True),
    ]
    context = {
        "title": _("Social status and health"),
        "line": str(student),
        "crumbs": crumbs(request, student),
        "acts": acts if keeps else [],
        "student": student,
        "keeps": keeps,
        "categories": list(student.social_categories.select_related("scan")),
        "notes": list(student.health_notes.select_related("added_by")),
        "in_full": permissions.EMERGENCY.allows(request.user, student).ok,
    }
    return render(request, "students/restricted.html", context)


def _page(request, student, form, **context):
    back = reverse("students:restricted", args=[student.pk])
    path = [*crumbs(request, student), (_("Social status and health"), back)]
    return form_page(request, form, cancel=back, crumbs=path, **context)


def _back(student):
    return redirect("students:restricted", student.pk)


@guard(permissions.KEEP_RESTRICTED)
def category_add(request, pk):
    student = _student(request, pk, permissions.KEEP_RESTRICTED)
    form = CategoryForm(request.POST or None, request.FILES or None)
    act = lambda: actions.add_category(student, by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("Saved."))
        return _back(student)
    return _page(request, student, form, title=_("Add a category"))


@guard(permissions.KEEP_RESTRICTED)
def category_end(request, pk, row):
    student = _student(request, pk, permissions.KEEP_RESTRICTED)
    row = get_object_or_404(student.social_categories.select_related("student__person"), pk=row)
    form = DayForm(request.POST or None)
    act = lambda: actions.end_category(row, on=form.cleaned_data["on"], by=request.user)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("Saved."))
        return _back(student)
    return _page(request, student, form, title=_("End the category"), line=row.get_category_display(), danger=True)


@guard(permissions.KEEP_RESTRICTED)
def health(request, pk):
    """A newer note ends the former one, which stays in the history."""
    student = _student(request, pk, permissions.KEEP_RESTRICTED)
    now = student.health_notes.filter(ends_on=None).first() or Health()
    form = HealthForm(request.POST or None, instance=now)
    if request.method == "POST" and form.is_valid():
        values, seen = {name: form.cleaned_data[name] for name in HEALTH}, form.cleaned_data["version"] or 0
        if tried(form, lambda: actions.note_health(student, seen=seen, by=request.user, **values)):
            messages.success(request, _("Saved."))
            return _back(student)
    note = _("Only what the school must know. The former note stays in the history.")
    return _page(request, student, form, title=_("New health note"), note=note)

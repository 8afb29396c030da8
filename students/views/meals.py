"""Who eats otherwise than the grade, and which grades eat; the list of a day is a report."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.people.names import fold
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, tried
from schoolmis.ui.lists import Choice, Column, List
from students import actions, permissions
from students.meal_forms import EndForm, GradesForm, MealForm
from students.models import Meal, MealRule


def _ending(meal):
    return format_html('<a href="{}">{}</a>', reverse("students:meal_end", args=[meal.pk]), _("End it"))


def by_state(rows, value):
    return rows.filter(ends_on__lte=clock.today()) if value == "ended" else rows.exclude(ends_on__lte=clock.today())


class Exceptions(List):
    title = gettext_lazy("Meals")
    columns = [
        Column(
            "name",
            gettext_lazy("Student"),
            value=lambda one: str(one.student),
            sort="student__person__sort_key",
            cls="name",
            link=lambda one: reverse("students:card", args=[one.student_id]),
            width=36,
        ),
        Column("kind", gettext_lazy("Meal"), value="get_kind_display", tone=lambda one: one.tone, sort="kind"),
        Column("note", gettext_lazy("For the kitchen"), value="note", width=30),
        Column("starts_on", gettext_lazy("From"), value="starts_on", sort="starts_on", cls="keep"),
        Column("ends_on", gettext_lazy("Until"), value="ends_on", cls="keep"),
        Column(
            "end",
            "",
            cell=lambda one: "" if one.ends_on else _ending(one),
            cls="end",
            export=False,
        ),
    ]
    filters = [
        Choice("kind", gettext_lazy("Meal"), choices=Meal.Kind.choices, apply="kind"),
        Choice(
            "state",
            gettext_lazy("State"),
            choices=[("now", gettext_lazy("in force")), ("ended", gettext_lazy("ended"))],
            apply=by_state,
            default="now",
        ),
    ]
    search_hint = gettext_lazy("Name")
    default_sort = "name"
    empty = gettext_lazy("Nobody eats otherwise than the grade. An exception is added from here.")

    def search(self, rows, text):
        return rows.filter(student__person__folded__contains=fold(text))


@guard(permissions.MEALS)
@require_safe
def meals(request):
    rule = MealRule.objects.filter(pk=1).first() or MealRule(pk=1)
    acts = [
        Act(_("Grades that eat"), reverse("students:meal_grades")),
        Act(_("Add an exception"), reverse("students:meal_add"), icon="plus"),
        Act(_("Meal list of the day"), reverse("papers:report", args=["students.meals"]), icon="print", main=True),
    ]
    line = _("Eat free of charge: grades %(grades)s.") % {"grades": rule}
    rows = permissions.MEALS.visible(request.user, Meal.objects.select_related("student__person"))
    return Exceptions(rows).response(request, acts=acts, line=line)


def _crumb():
    return _("Meals"), reverse("students:meals")


@guard(permissions.MEALS)
def meal_grades(request):
    rule = MealRule.objects.filter(pk=1).first() or MealRule(pk=1)
    initial = {"grade_from": rule.grade_from, "grade_to": rule.grade_to, "version": rule.version}
    form = GradesForm(request.POST or None, initial=initial)
    act = lambda: actions.set_meal_grades(by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("Saved."))
        return redirect("students:meals")
    return form_page(request, form, title=_("Grades that eat"), crumbs=[_crumb()], cancel=reverse("students:meals"))


@guard(permissions.MEALS)
def meal_add(request):
    form = MealForm(request.POST or None, user=request.user)
    act = lambda: actions.add_meal(by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("Saved."))
        return redirect("students:meals")
    return form_page(request, form, title=_("Add an exception"), crumbs=[_crumb()], cancel=reverse("students:meals"))


@guard(permissions.MEALS)
def meal_end(request, pk):
    rows = permissions.MEALS.visible(request.user, Meal.objects.select_related("student__person"))
    meal = permissions.MEALS.get(request.user, rows, pk=pk)
    form = EndForm(request.POST or None)
    act = lambda: actions.end_meal(meal, by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("Saved."))
        return redirect("students:meals")
    return form_page(
        request, form, title=_("End it"), line=str(meal), crumbs=[_crumb()], cancel=reverse("students:meals")
    )

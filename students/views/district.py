"""The register of the micro-district's children: the list, a child, the census (restricted to leaders and office)."""

from datetime import date

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.imports import permissions as imports
from schoolmis.people.names import fold
from schoolmis.people.pins import mask
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, tried
from schoolmis.ui.lists import Choice, Column, List
from students import actions, permissions
from students.district_forms import ChildForm, DayForm, GoneForm
from students.education import Reason, Where
from students.models import DistrictCensus, DistrictChild, Enrolment
from students.rules.district import OLDEST, YOUNGEST
from students.rules.movement import age_on


def visible(user):
    """With `on_roll`: the child's own record here is on the roll today."""
    here = Enrolment.objects.on(clock.today()).filter(student=OuterRef("student"))
    rows = DistrictChild.objects.annotate(on_roll=Exists(here))
    return permissions.DISTRICT.visible(user, rows)


def by_age(rows, value):
    """Whole years today: born in the year that ends on this day that many years ago."""
    today, years = clock.today(), int(value)
    return rows.filter(born_on__lte=_before(today, years), born_on__gt=_before(today, years + 1))


def _before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


LEFT_HERE = Q(where=Where.HERE, student__isnull=False, on_roll=False)


def by_state(rows, value):
    year = clock.today().year
    if value == "gone":
        return rows.exclude(ends_on=None)
    rows = rows.filter(ends_on=None)
    if value == "unchecked":
        return rows.filter(Q(checked_on=None) | Q(checked_on__year__lt=year))
    if value == "left":
        return rows.filter(LEFT_HERE)
    return rows


def told_where(child):
    return child.place or (child.get_reason_display() if child.reason else "")


def state_of(child):
    if child.ends_on:
        return gettext_lazy("moved away"), "none"
    if child.where == Where.HERE and child.student_id and not child.on_roll:
        return gettext_lazy("left this school: find out"), "bad"
    if not child.checked_on or child.checked_on.year < clock.today().year:
        return gettext_lazy("not checked this year"), "warn"
    return gettext_lazy("checked"), "good"


class Children(List):
    title = gettext_lazy("Children of the micro-district")
    columns = [
        Column(
            "name",
            gettext_lazy("Name"),
            value=str,
            sort="sort_key",
            cls="name",
            link=lambda one: reverse("students:district_edit", args=[one.pk]),
            width=36,
        ),
        Column("born_on", gettext_lazy("Birth date"), value="born_on", sort="born_on", cls="keep"),
        Column("age", gettext_lazy("Age"), value=lambda one: age_on(one.born_on, clock.today()), cls="num"),
        Column("pin", gettext_lazy("PIN"), value="pin", cell=lambda one: mask(one.pin or ""), cls="code off", width=17),
        Column("address", gettext_lazy("Address"), value="address", show=False, width=36),
        Column("where", gettext_lazy("Learns"), value="get_where_display", sort=("where", "sort_key")),
        Column("told", gettext_lazy("Where, or why not"), value=told_where, width=30),
        Column("checked_on", gettext_lazy("Checked on"), value="checked_on", sort="checked_on", cls="keep"),
        Column(
            "state",
            gettext_lazy("State"),
            value=lambda one: state_of(one)[0],
            tone=lambda one: state_of(one)[1],
            cls="end",
        ),
    ]
    filters = [
        Choice("where", gettext_lazy("Learns"), choices=Where.choices, apply="where"),
        Choice("reason", gettext_lazy("Reason"), choices=Reason.choices, apply="reason"),
        Choice(
            "age",
            gettext_lazy("Age"),
            choices=[(age, age) for age in range(YOUNGEST - 1, OLDEST + 1)],
            apply=by_age,
        ),
        Choice(
            "state",
            gettext_lazy("State"),
            choices=[
                ("now", gettext_lazy("in the register")),
                ("unchecked", gettext_lazy("not checked this year")),
                ("left", gettext_lazy("left this school")),
                ("gone", gettext_lazy("moved away")),
            ],
            apply=by_state,
            default="now",
        ),
    ]
    search_hint = gettext_lazy("Name, PIN or address")
    default_sort = "name"
    export_permission = permissions.EXPORT_DISTRICT
    file_name = "district"
    empty = gettext_lazy("Nobody is in the register yet. Add a child, or import a list.")

    def search(self, rows, text):
        if text.isdecimal():
            return rows.filter(pin__contains=text)
        return rows.filter(Q(folded__contains=fold(text)) | Q(address__icontains=text))


def crumb():
    return _("Children of the micro-district"), reverse("students:district")


@guard(permissions.DISTRICT)
@require_safe
def district(request):
    """R1-6.1: restricted; every child from 5 to 16 of the micro-district with where it learns."""
    last = DistrictCensus.objects.first()
    line = _("Last census: %(day)s") % {"day": last} if last else _("No census is taken yet.")
    acts = [
        Act(_("Report"), reverse("papers:report", args=["students.district"]), icon="print"),
        Act(_("Find our own students"), reverse("students:district_match"), method="post"),
        Act(_("Census"), reverse("students:district_census")),
        Act(_("Checked"), f"{reverse('students:district_check')}?{request.GET.urlencode()}"),
        Act(_("Import"), reverse("imports:new"), imports.OPEN, icon="upload"),
        Act(_("Add"), reverse("students:district_add"), icon="plus", main=True),
    ]
    return Children(visible(request.user)).response(request, acts=acts, line=line)


@guard(permissions.DISTRICT)
def child_add(request):
    form = ChildForm(request.POST or None)
    act = lambda: actions.keep_child(form.told, by=request.user)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("The child is in the register."))
        return redirect("students:district")
    return form_page(
        request, form, title=_("Add a child"), crumbs=[crumb()], cancel=reverse("students:district"), submit=_("Save")
    )


@guard(permissions.DISTRICT)
def child_edit(request, pk):
    child = permissions.DISTRICT.get(request.user, visible(request.user), pk=pk)
    form = ChildForm(request.POST or None, instance=DistrictChild.objects.get(pk=pk))

    def act():
        actions.change_child(child, version=form.cleaned_data["version"] or 0, by=request.user, **form.told)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("Saved."))
        return redirect("students:district")
    gone = Act(
        _("Moved away"),
        reverse("students:district_end", args=[pk]),
        danger=True,
        reason=_("This child is out of the register already.") if child.ends_on else "",
    )
    acts = [gone]
    if child.student_id:
        acts.insert(0, Act(_("Card"), reverse("students:card", args=[child.student_id])))
    return form_page(request, form, title=str(child), crumbs=[crumb()], acts=acts, cancel=reverse("students:district"))


@guard(permissions.DISTRICT)
def child_end(request, pk):
    child = permissions.DISTRICT.get(request.user, visible(request.user), pk=pk)
    form = GoneForm(request.POST or None)
    act = lambda: actions.end_child(child, by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("The child is out of the register; the row stays."))
        return redirect("students:district")
    return form_page(
        request,
        form,
        title=_("Moved away"),
        line=str(child),
        danger=True,
        crumbs=[crumb()],
        cancel=reverse("students:district_edit", args=[pk]),
    )


@guard(permissions.DISTRICT)
def check(request):
    """All children of the list as it is filtered are checked on a day."""
    rows = Children(visible(request.user)).bind(request).found.filter(ends_on=None)
    if not rows.exists():
        messages.error(request, _("No child stands in the list as it is filtered: there is nobody to check."))
        return redirect("students:district")
    form = DayForm(request.POST or None)
    made = []
    act = lambda: made.append(actions.check_children(rows, by=request.user, **form.cleaned_data))  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("Children checked: %(n)s") % {"n": made[0]})
        return redirect("students:district")
    return form_page(
        request,
        form,
        title=_("Children are checked"),
        line=_("Children of the list as it is filtered: %(n)s") % {"n": rows.count()},
        crumbs=[crumb()],
        cancel=reverse("students:district"),
    )


@guard(permissions.DISTRICT)
@require_POST
def match(request):
    count = actions.match_children(by=request.user)
    messages.success(request, _("Children whose place was put right: %(n)s") % {"n": count})
    return redirect("students:district")


@guard(permissions.DISTRICT)
def census(request):
    form = DayForm(request.POST or None)
    act = lambda: actions.take_census(by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("The census is taken; its numbers stay as they are."))
        return redirect("students:district")
    return form_page(
        request,
        form,
        title=_("Census of the micro-district"),
        note=_("Once a year. The numbers by age and place are kept with the day."),
        submit=_("Take the census"),
        crumbs=[crumb()],
        cancel=reverse("students:district"),
    )

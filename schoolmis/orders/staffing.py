"""Who teaches what and who leads a class: chosen on a page, in force by the order that the page drafts (R1-5.1a)."""

from collections import defaultdict

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.access import Role
from schoolmis.access.guard import guard
from schoolmis.access.models import RoleGrant
from schoolmis.orders import actions, permissions
from schoolmis.people.models import Employee
from schoolmis.structure.models import AcademicYear, SchoolClass, Section, TeachingLoad
from schoolmis.structure.permissions import LOAD
from schoolmis.ui.acts import Act
from schoolmis.ui.pick import SEARCH


def _classes():
    year = AcademicYear.objects.filter(starts_on__lte=clock.today()).first() or AcademicYear.objects.last()
    return list(SchoolClass.objects.filter(year=year))


def _chosen(request, name):
    """The employee chosen in a row, or None."""
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() else None


@guard(LOAD)
def load_page(request):
    """The courses of one class and their teachers; a change drafts the load order."""
    classes = _classes()
    asked = request.GET.get("class", "")
    school_class = next((one for one in classes if str(one.pk) == asked), classes[0] if classes else None)
    if asked and school_class is None:
        raise Http404
    now = TeachingLoad.objects.on(clock.today()).select_related("teacher__person", "order")
    sections = Section.objects.filter(group__classes=school_class).select_related("subject", "group").distinct()
    sections = list(sections.prefetch_related(Prefetch("loads", now, "now")))
    for section in sections:
        section.field = f"teacher-{section.pk}"
    if request.method == "POST" and SEARCH not in request.POST:
        return _draft_load(request, school_class, sections)
    context = {
        "title": _("Teaching load"),
        "crumbs": [(_("School"), reverse("structure:school"))],
        "acts": [Act(_("Add a subject"), reverse("structure:section_new"), LOAD, icon="plus")],
        "classes": classes,
        "chosen": school_class,
        "sections": sections,
        "teachers": teachers(),
        "total": sum(section.hours for section in sections),
    }
    return render(request, "orders/load.html", context)


def teachers():
    """[(employee, hours a week, number of journals)] by name, of today."""
    found = defaultdict(lambda: [0, 0])
    for load in TeachingLoad.objects.on(clock.today()):
        found[load.teacher_id][0] += load.hours
        found[load.teacher_id][1] += 1
    people = Employee.objects.filter(pk__in=found).select_related("person")
    return [(one, *found[one.pk]) for one in people]


def _draft_load(request, school_class, sections):
    lines = []
    for section in sections:
        teacher = _chosen(request, section.field)
        if teacher and teacher not in {load.teacher_id for load in section.now}:
            lines.append({"section": section.pk, "employee": teacher, "hours": str(section.hours)})
    back = f"{reverse('orders:load')}?class={school_class.pk}"
    if not lines:
        messages.error(request, _("Nothing was changed, so there is nothing to draft."))
        return redirect(back)
    return _draft(request, "load", {"loads": lines})


@guard(permissions.DRAFT)
def homerooms_page(request):
    """The homeroom teacher of each class; a change drafts the roles order."""
    classes = _classes()
    held = RoleGrant.objects.on(clock.today()).filter(role=Role.HOMEROOM, school_class__in=classes)
    held = {grant.school_class_id: grant for grant in held.select_related("user__person__employee", "order")}
    for one in classes:
        one.field, one.grant = f"class-{one.pk}", held.get(one.pk)
        one.teacher = one.grant.user.person.employee.pk if one.grant else None
    if request.method == "POST" and SEARCH not in request.POST:
        lines = []
        for one in classes:
            teacher = _chosen(request, one.field)
            if teacher and teacher != one.teacher:
                lines.append({"employee": teacher, "role": Role.HOMEROOM, "class": one.pk})
        if lines:
            return _draft(request, "roles", {"grants": lines})
        messages.error(request, _("Nothing was changed, so there is nothing to draft."))
        return redirect("orders:homerooms")
    context = {
        "title": _("Homeroom teachers"),
        "crumbs": [(_("School"), reverse("structure:school")), (_("Classes"), reverse("structure:classes"))],
        "classes": classes,
    }
    return render(request, "orders/homerooms.html", context)


def _draft(request, kind, payload):
    payload |= {"from": clock.today().isoformat(), "replace": True}
    order = actions.draft_order(kind, by=request.user, payload=payload)
    messages.success(request, _("The order is drafted. It comes into force when the director signs it."))
    if permissions.VIEW.allows(request.user):
        return redirect("orders:order", order.pk)
    return redirect("desk:start")

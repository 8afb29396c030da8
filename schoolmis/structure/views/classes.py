"""Classes of the year, groups taught together, their courses."""

import copy

from django.db.models import Count, Min
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from schoolmis import clock
from schoolmis.access import Role
from schoolmis.access.guard import guard
from schoolmis.access.models import RoleGrant
from schoolmis.access.permission import registry
from schoolmis.structure import actions, hooks, permissions
from schoolmis.structure.forms import ClassForm, GroupForm, SectionForm
from schoolmis.structure.models import Group, Language, SchoolClass
from schoolmis.structure.views.common import ask, crumbs, tabs, this_year
from schoolmis.ui.acts import Act
from schoolmis.ui.lists import Choice, Column, List


def homerooms(ids) -> dict[int, str]:
    """{class id: name of its homeroom teacher today}"""
    held = RoleGrant.objects.on(clock.today()).filter(role=Role.HOMEROOM, school_class__in=list(ids))
    return {grant.school_class_id: grant.user.name for grant in held.select_related("user")}


class ClassList(List):
    title = gettext_lazy("Classes")
    template = "structure/list.html"
    columns = [
        Column(
            "name",
            gettext_lazy("Class"),
            value=str,
            sort=("grade", "letter"),
            cls="name",
            link=lambda one: reverse("structure:class", args=[one.pk]) if one.may_change else "",
        ),
        Column("homeroom", gettext_lazy("Homeroom teacher"), value=lambda one: one.homeroom or _("not named")),
        Column("students", gettext_lazy("Students"), value=lambda one: one.students, cls="num"),
        Column("language", gettext_lazy("Language of instruction"), value="get_language_display", cls="off"),
        Column("shift", gettext_lazy("Shift"), sort="shift", cls="num"),
        Column("room", gettext_lazy("Room"), value="room", cls="off"),
    ]
    filters = [
        Choice("grade", gettext_lazy("Grade"), choices=[(grade, str(grade)) for grade in range(13)]),
        Choice("language", gettext_lazy("Language of instruction"), choices=Language.choices),
        Choice("shift", gettext_lazy("Shift"), choices=[(1, "1"), (2, "2"), (3, "3")]),
    ]
    default_sort = "name"
    page_size = 60
    empty = gettext_lazy("No class yet. Add one, or import the students: their classes are made with them.")

    def prepare(self, rows):
        ids = [one.pk for one in rows]
        names, counts = homerooms(ids), hooks.counts(ids)
        may_change = permissions.CLASSES.allows(self.request.user).ok
        for one in rows:
            one.may_change = may_change
            one.homeroom, one.students = names.get(one.pk, ""), counts.get(one.pk)


@guard(permissions.VIEW)
@require_safe
def class_list(request):
    rows = permissions.VIEW.visible(request.user, SchoolClass.objects.filter(year=this_year()).select_related("room"))
    acts = [Act(_("Add a class"), reverse("structure:class_new"), permissions.CLASSES, icon="plus", main=True)]
    try:
        # The page drafts an order of roles: its right is declared above, in the app of the orders.
        acts.insert(0, Act(_("Homeroom teachers"), reverse("orders:homerooms"), registry.get("orders.draft")))
        acts.insert(0, Act(_("Teaching load"), reverse("orders:load"), permissions.LOAD))
    except NoReverseMatch:
        pass
    return ClassList(rows).response(request, acts=acts, tabs=tabs("classes"), crumbs=crumbs())


@guard(permissions.CLASSES)
def class_edit(request, pk=None):
    year = this_year()
    one = get_object_or_404(SchoolClass, pk=pk) if pk else None
    form = ClassForm(request.POST or None, instance=copy.copy(one) if one else SchoolClass(year=year))

    def act(data):
        if one:
            return actions.change_class(one, by=request.user, **data)
        return actions.add_class(year, by=request.user, **data)

    return ask(
        request,
        form,
        act,
        done=_("The class is saved."),
        back="structure:classes",
        title=_("Class %(name)s") % {"name": one} if one else _("New class"),
        crumbs=crumbs((_("Classes"), reverse("structure:classes"))),
    )


class GroupList(List):
    title = gettext_lazy("Groups")
    template = "structure/list.html"
    columns = [
        Column("name", gettext_lazy("Group"), sort=("grade", "name"), cls="name", link=hooks.group_link),
        Column("kind", gettext_lazy("Kind"), value="get_kind_display", sort="kind"),
        Column("classes", gettext_lazy("Classes"), value=lambda one: ", ".join(map(str, one.classes.all()))),
        Column("courses", gettext_lazy("Subjects"), value="courses", cls="num end"),
    ]
    filters = [Choice("kind", gettext_lazy("Kind"), choices=Group.Kind.choices)]
    default_sort = "name"
    page_size = 60
    empty = gettext_lazy("No group yet. Classes bring their own; add subgroups and joint classes here.")


@guard(permissions.VIEW)
@require_safe
def group_list(request):
    groups = (
        Group.objects.filter(year=this_year())
        .annotate(courses=Count("sections", distinct=True), grade=Min("classes__grade"))
        .prefetch_related("classes")
    )
    acts = [
        Act(_("Add a subject to a group"), reverse("structure:section_new"), permissions.LOAD, icon="plus"),
        Act(_("Add a group"), reverse("structure:group_new"), permissions.CLASSES, icon="plus", main=True),
    ]
    rows = permissions.VIEW.visible(request.user, groups)
    return GroupList(rows).response(request, acts=acts, tabs=tabs("groups"), crumbs=crumbs())


@guard(permissions.CLASSES)
def group_new(request):
    return ask(
        request,
        GroupForm(request.POST or None, year=this_year()),
        lambda data: actions.add_group(data["kind"], data["name"], data["classes"], by=request.user),
        done=_("The group is added; choose its students."),
        back="structure:groups",
        title=_("New group"),
        crumbs=crumbs((_("Groups"), reverse("structure:groups"))),
    )


@guard(permissions.LOAD)
def section_new(request):
    """A group's course in a subject: one journal."""
    return ask(
        request,
        SectionForm(request.POST or None, year=this_year()),
        lambda data: actions.add_section(data["group"], data["subject"], data["hours"], by=request.user),
        done=_("The subject is added; the load order names its teacher."),
        back="structure:groups",
        title=_("A subject for a group"),
        crumbs=crumbs((_("Groups"), reverse("structure:groups"))),
    )

"""Classes: the list of a class, its counts, subgroups, and slips of the whole class."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from schoolmis import clock
from schoolmis.access import Role
from schoolmis.access.guard import guard
from schoolmis.access.models import RoleGrant
from schoolmis.people.models import Sex
from schoolmis.structure.models import Group, SchoolClass
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, tried
from schoolmis.ui.lists import Column, List
from students import actions, permissions
from students.forms import GroupForm
from students.lists import ClassList
from students.models import Guardianship, Student
from students.slips import slips_answer


def homerooms(ids) -> dict[int, str]:
    """The homeroom teachers of today by class."""
    grants = RoleGrant.objects.on(clock.today()).filter(role=Role.HOMEROOM, school_class__in=ids).select_related("user")
    return {grant.school_class_id: str(grant.user) for grant in grants}


class Classes(List):
    title = gettext_lazy("Classes")
    columns = [
        Column(
            "name",
            gettext_lazy("Class"),
            value=str,
            cls="name",
            link=lambda one: reverse("students:class", args=[one.pk]),
        ),
        Column("homeroom", gettext_lazy("Homeroom teacher")),
        Column("language", gettext_lazy("Language of instruction"), value="get_language_display"),
        Column("shift", gettext_lazy("Shift"), cls="num off"),
        Column("boys", gettext_lazy("Boys"), cls="num off"),
        Column("girls", gettext_lazy("Girls"), cls="num off"),
        Column("total", gettext_lazy("Total"), cls="num"),
    ]
    page_size = 100
    empty = gettext_lazy("No class yet. Classes are made with the school year or by an import.")

    def prepare(self, found):
        names = homerooms([one.pk for one in found])
        for one in found:
            one.homeroom = names.get(one.pk, "")


def counted(classes):
    """Annotate `boys`, `girls`, `total` of today; the total counts those whose sex is not kept."""
    today = clock.today()
    now = Q(placements__starts_on__lte=today) & (Q(placements__ends_on=None) | Q(placements__ends_on__gt=today))
    sex = "placements__student__person__sex"
    return classes.annotate(
        boys=Count("placements", filter=now & Q(**{sex: Sex.MALE}), distinct=True),
        girls=Count("placements", filter=now & Q(**{sex: Sex.FEMALE}), distinct=True),
        total=Count("placements", filter=now, distinct=True),
    )


@guard(permissions.VIEW_CLASS)
@require_safe
def class_index(request):
    mine = permissions.VIEW_CLASS.visible(request.user, SchoolClass.objects.of_day(clock.today()))
    classes = counted(SchoolClass.objects.filter(pk__in=mine.values("pk"))).order_by("grade", "letter")
    return Classes(classes).response(request)


@guard(permissions.VIEW_CLASS)
@require_safe
def class_page(request, pk):
    school_class = permissions.VIEW_CLASS.get(request.user, SchoolClass.objects.select_related("year", "room"), pk=pk)
    admit = Act(_("Admit a student"), reverse("students:admit"), permissions.KEEP, icon="plus")
    students = ClassList(request.user, school_class, empty_act=admit if permissions.KEEP.allows(request.user) else None)
    students.bind(request)
    sexes = [student.person.sex for student in students.page_rows]
    groups = (
        list(school_class.groups.filter(kind=Group.Kind.SUBGROUP)) if permissions.GROUPS.allows(request.user) else []
    )
    teacher = homerooms([pk]).get(pk, "")
    teacher = _("Homeroom teacher: %(name)s") % {"name": teacher} if teacher else ""
    acts = [
        Act(
            _("Class list"), f"{reverse('papers:report', args=['students.class_list'])}?school_class={pk}", icon="print"
        ),
        Act(
            _("Slips of the class"),
            reverse("students:class_slips", args=[pk]),
            permissions.CLASS_SLIPS,
            school_class,
            method="post",
            confirm=_("Print new slips for everybody of the class? Unused slips printed before become void."),
        ),
    ]
    figures = [
        {"label": _("Students"), "value": students.count},
        {"label": _("Boys"), "value": sexes.count(Sex.MALE)},
        {"label": _("Girls"), "value": sexes.count(Sex.FEMALE)},
        _without_consent(request, school_class, students),
    ]
    return students.response(
        request,
        "students/class.html",
        title=_("Class %(name)s") % {"name": school_class},
        figures=figures,
        groups=groups,
        line=" · ".join(filter(None, [str(school_class.year), school_class.get_language_display(), teacher])),
        school_class=school_class,
        acts=[act for act in acts if act.permission is None or act.permission.allows(request.user, school_class)],
        crumbs=[(_("Classes"), reverse("students:classes"))],
    )


def _without_consent(request, school_class, students):
    count = sum(not student.consented for student in students.page_rows)
    figure = {"label": _("Without a consent"), "value": count, "tone": "bad" if count else ""}
    if permissions.CONSENT_REPORT.allows(request.user, school_class):
        figure["url"] = f"{reverse('papers:report', args=['students.without_consent'])}?school_class={school_class.pk}"
    return figure


@guard(permissions.CLASS_SLIPS)
@require_POST
def class_slips(request, pk):
    """Slips of all students of the class who have a consent in force, and of their guardians, in one paper."""
    school_class = permissions.VIEW_CLASS.get(request.user, SchoolClass.objects.all(), pk=pk)
    permissions.CLASS_SLIPS.demand(request.user, school_class)
    today = clock.today()
    students = (
        Student.objects.in_class(school_class, today).with_consent().filter(consented=True).select_related("person")
    )
    links = {}
    for link in Guardianship.objects.on(today).filter(student__in=students).select_related("guardian"):
        links.setdefault(link.student_id, []).append(link.guardian)
    wanted = [
        (student, [student.person, *links.get(student.pk, [])]) for student in students.order_by("person__sort_key")
    ]
    return slips_answer(request, wanted, back=reverse("students:class", args=[pk]))


@guard(permissions.GROUPS)
def group_members(request, pk, group):
    """Who is in a subgroup; a change is dated."""
    school_class = permissions.VIEW_CLASS.get(request.user, SchoolClass.objects.all(), pk=pk)
    group = get_object_or_404(school_class.groups.filter(kind=Group.Kind.SUBGROUP), pk=group)
    form, back = GroupForm(request.POST or None, group=group), reverse("students:class", args=[pk])
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: _regroup(group, form.cleaned_data, request.user))
    ):
        messages.success(request, _("Saved."))
        return redirect(back)
    return form_page(
        request, form, title=str(group), line=_("Subgroup"), cancel=back, crumbs=[(str(school_class), back)]
    )


def _regroup(group, data, by):
    from django.db import transaction

    with transaction.atomic():
        now = {one.student_id: one for one in group.memberships.on(data["on"]).select_related("student__person")}
        wanted = {student.pk: student for student in data["members"]}
        for pk in now.keys() - wanted.keys():
            actions.leave_group(now[pk], on=data["on"], by=by)
        for pk in wanted.keys() - now.keys():
            actions.join_group(wanted[pk], group, on=data["on"], by=by)

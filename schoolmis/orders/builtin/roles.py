"""Orders on rights of access: who gets a role, whose role ends (R3-5.1b)."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from schoolmis.access import Role
from schoolmis.access.models import RoleGrant
from schoolmis.orders.builtin.lines import by_id, day_text, has_lines, of_employees
from schoolmis.orders.builtin.rows import again, end, keeps_director, replace
from schoolmis.orders.cited import CITING
from schoolmis.orders.forms import EndRolesForm, RolesForm
from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Series
from schoolmis.orders.names import then
from schoolmis.people.actions import open_account
from schoolmis.people.models import Employee
from schoolmis.structure.models import SchoolClass


def grant_roles(order, by):
    """R3-5.1b: the director by order sets rights of access. payload: {from, grants: [{employee, role, class}]}.

    With `replace` in it the former homeroom teacher of a class hands over to the new one.
    """
    lines = order.payload.get("grants", [])
    people = by_id(order, Employee, (line["employee"] for line in lines), "person__user")
    starts_on = date.fromisoformat(order.payload["from"])
    for line in lines:
        user = open_account(people[line["employee"]].person, by=by)
        if order.payload.get("replace") and line.get("class"):
            former = RoleGrant.objects.on(starts_on).filter(role=line["role"], school_class=line["class"])
            replace(former.exclude(user=user), order, starts_on)
        holds = RoleGrant.objects.on(starts_on).filter(user=user, role=line["role"], school_class=line.get("class"))
        if not holds.exists():
            RoleGrant.objects.create(
                order=order, user=user, role=line["role"], school_class_id=line.get("class"), starts_on=starts_on
            )


def role_lines(order, language):
    lines = order.payload.get("grants", [])
    people = by_id(order, Employee, (line["employee"] for line in lines), "person")
    classes = by_id(order, SchoolClass, (line.get("class") for line in lines))
    headings = [_("Name"), _("Position"), _("Role in the system"), _("Class")]
    return headings, [
        [
            str(then(order, people[line["employee"]].person)),
            people[line["employee"]].get_position_display(),
            Role(line["role"]).label,
            str(classes.get(line.get("class"), "")),
        ]
        for line in lines
    ]


def role_effects(order):
    count = len(order.payload.get("grants", []))
    return [
        ngettext("%(n)s right of access begins on %(day)s", "%(n)s rights of access begin on %(day)s", count)
        % {"n": count, "day": day_text(order)},
        _("Whoever has no account yet gets one; a slip with a one-use code is printed on the employee's card"),
    ]


def revoke_roles(order, second):
    end(order.role_grants.filter(revoked_by=None), second)
    keeps_director(second.date)
    again(order.revoked_grants.all(), second)


def end_roles(order, by):
    """R3-5.1b: rights end by an order as they began. payload: {from, grants: [id of a RoleGrant]}."""
    starts_on = date.fromisoformat(order.payload["from"])
    replace(RoleGrant.objects.on(starts_on).filter(pk__in=order.payload.get("grants", [])), order, starts_on)
    keeps_director(starts_on)


def ended_lines(order, language):
    grants = RoleGrant.objects.filter(pk__in=order.payload.get("grants", [])).select_related(
        "user", "school_class", "order"
    )
    headings = [_("Name"), _("Role in the system"), _("Class"), _("By order")]
    return headings, [
        [one.user.name, one.get_role_display(), str(one.school_class or ""), f"№ {one.order.label}"] for one in grants
    ]


def ended_effects(order):
    count = len(order.payload.get("grants", []))
    return [
        ngettext("%(n)s right of access ends on %(day)s", "%(n)s rights of access end on %(day)s", count)
        % {"n": count, "day": day_text(order)}
    ]


ROLES = register(
    Kind(
        "roles",
        pgettext_lazy("kind of order", "Roles in the system"),
        Series.STAFF,
        (
            "Мектептин маалыматтык системасына кирүү укуктары жөнүндө",
            "О правах доступа в информационную систему школы",
            "1. Төмөнкү кызматкерлерге мектептин маалыматтык системасына кирүү укуктары берилсин.",
            "1. Предоставить указанным работникам права доступа в информационную систему школы.",
        ),
        apply=grant_roles,
        form=RolesForm,
        revoke=revoke_roles,
        lines=role_lines,
        effects=role_effects,
        ready=lambda order: has_lines(order, "grants"),
        concerns=of_employees("grants"),
        **CITING,
    )
)
ROLES_END = register(
    Kind(
        "roles_end",
        pgettext_lazy("kind of order", "Ending of roles"),
        Series.STAFF,
        (
            "Мектептин маалыматтык системасына кирүү укуктарын токтотуу жөнүндө",
            "О прекращении прав доступа в информационную систему школы",
            "1. Төмөнкү кызматкерлердин мектептин маалыматтык системасына кирүү укуктары токтотулсун.",
            "1. Прекратить права доступа указанных работников в информационную систему школы.",
        ),
        apply=end_roles,
        form=EndRolesForm,
        revoke=lambda order, second: again(order.revoked_grants.all(), second),
        lines=ended_lines,
        effects=ended_effects,
        ready=lambda order: has_lines(order, "grants"),
        **CITING,
    )
)

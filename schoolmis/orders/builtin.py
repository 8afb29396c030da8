"""The kinds of orders that the foundations know themselves: roles, teaching load, revocation, opening, other."""

from datetime import date

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from schoolmis.access import Role
from schoolmis.access.models import RoleGrant
from schoolmis.orders import kinds
from schoolmis.orders.forms import LoadForm, RolesForm
from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Series
from schoolmis.people.actions import open_account
from schoolmis.people.models import Employee
from schoolmis.structure.models import SchoolClass, Section, TeachingLoad
from schoolmis.structure.permissions import LOAD as LOAD_RIGHT
from schoolmis.ui import dates


def _by_id(model, ids, *related):
    return model.objects.select_related(*related).in_bulk([pk for pk in ids if pk])


def _end(rows, second) -> None:
    """Rows end on the day the revoking order is dated; those that have not begun never do."""
    rows.update(ends_on=Greatest(F("starts_on"), second.date), revoked_by=second)


def grant_roles(order, by):
    """R3-5.1b: the director by order sets rights of access. payload: {from, grants: [{employee, role, class}]}."""
    lines = order.payload.get("grants", [])
    people = _by_id(Employee, (line["employee"] for line in lines), "person__user")
    starts_on = date.fromisoformat(order.payload["from"])
    for line in lines:
        user = open_account(people[line["employee"]].person, by=by)
        holds = RoleGrant.objects.on(starts_on).filter(user=user, role=line["role"], school_class=line.get("class"))
        if not holds.exists():
            RoleGrant.objects.create(
                order=order, user=user, role=line["role"], school_class_id=line.get("class"), starts_on=starts_on
            )


def role_lines(order, language):
    lines = order.payload.get("grants", [])
    people = _by_id(Employee, (line["employee"] for line in lines), "person")
    classes = _by_id(SchoolClass, (line.get("class") for line in lines))
    headings = [_("Name"), _("Position"), _("Role in the system"), _("Class")]
    return headings, [
        [
            str(people[line["employee"]]),
            people[line["employee"]].get_position_display(),
            Role(line["role"]).label,
            str(classes.get(line.get("class"), "")),
        ]
        for line in lines
    ]


def set_load(order, by):
    """R1-5.1a: the teaching load of the year. payload: {from, loads: [{section, employee, hours}]}."""
    starts_on = date.fromisoformat(order.payload["from"])
    held = set(TeachingLoad.objects.on(starts_on).values_list("section_id", "teacher_id"))
    TeachingLoad.objects.bulk_create(
        TeachingLoad(
            order=order,
            section_id=line["section"],
            teacher_id=line["employee"],
            hours=line["hours"],
            starts_on=starts_on,
        )
        for line in order.payload.get("loads", [])
        if (line["section"], line["employee"]) not in held
    )
    for employee in Employee.objects.filter(pk__in={line["employee"] for line in order.payload.get("loads", [])}):
        open_account(employee.person, by=by)


def load_lines(order, language):
    lines = order.payload.get("loads", [])
    people = _by_id(Employee, (line["employee"] for line in lines), "person")
    sections = _by_id(Section, (line["section"] for line in lines), "subject", "group")
    headings = [_("Teacher"), _("Subject"), _("Class"), _("Hours a week")]
    return headings, [
        [str(people[line["employee"]]), section.subject.name, section.group.name, str(line["hours"])]
        for line in lines
        for section in [sections[line["section"]]]
    ]


def has_lines(order, key) -> str:
    return "" if order.payload.get(key) else str(_("The order has no lines yet."))


def _from(order):
    return dates.date_long(date.fromisoformat(order.payload["from"])) if order.payload.get("from") else ""


def role_effects(order):
    count = len(order.payload.get("grants", []))
    return [
        ngettext("%(n)s right of access begins on %(day)s", "%(n)s rights of access begin on %(day)s", count)
        % {"n": count, "day": _from(order)},
        _("Whoever has no account yet gets one; a slip with a one-use code is printed on the employee's card"),
    ]


def load_effects(order):
    count = len(order.payload.get("loads", []))
    return [
        ngettext(
            "%(n)s journal opens to its teacher on %(day)s", "%(n)s journals open to their teachers on %(day)s", count
        )
        % {"n": count, "day": _from(order)},
        _("Load that the order repeats stays as it is"),
    ]


def undo(order, by):
    """The revoked order's own kind writes what compensates it."""
    kinds.of(order.revokes).revoke(order.revokes, order)


ROLES = register(
    Kind(
        "roles",
        _("Roles in the system"),
        Series.STAFF,
        (
            "Мектептин маалыматтык системасына кирүү укуктары жөнүндө",
            "О правах доступа в информационную систему школы",
            "1. Төмөнкү кызматкерлерге ББМСда (ИСУО) көрсөтүлгөн кирүү укуктары берилсин.",
            "1. Предоставить указанным работникам права доступа в ИСУО.",
        ),
        apply=grant_roles,
        form=RolesForm,
        revoke=lambda order, second: _end(order.role_grants.filter(revoked_by=None), second),
        lines=role_lines,
        effects=role_effects,
        ready=lambda order: has_lines(order, "grants"),
    )
)
LOAD = register(
    Kind(
        "load",
        _("Teaching load"),
        Series.STAFF,
        (
            "Мугалимдердин окуу жүктөмүн бекитүү жөнүндө",
            "Об утверждении учебной нагрузки учителей",
            "1. Мугалимдердин окуу жүктөмү төмөнкүдөй бекитилсин.",
            "1. Утвердить учебную нагрузку учителей.",
        ),
        apply=set_load,
        form=LoadForm,
        revoke=lambda order, second: _end(order.loads.filter(revoked_by=None), second),
        lines=load_lines,
        effects=load_effects,
        ready=lambda order: has_lines(order, "loads"),
        draft=LOAD_RIGHT,
    )
)
REVOKE = register(
    Kind(
        "revoke",
        _("Revocation of an order"),
        Series.GENERAL,
        ("Буйрукту жокко чыгаруу жөнүндө", "Об отмене приказа", "", ""),
        apply=undo,
        offered=False,
        rests=lambda order: str(_("a revoking order is undone by a new order of the same kind")),
    )
)
OTHER = register(Kind("other", _("Other"), Series.GENERAL, ("", "", "", "")))
OPENING = register(
    Kind(
        "opening",
        _("Opening order"),
        Series.OPENING,
        (
            "Мектептин маалыматтык системасын ишке киргизүү жөнүндө",
            "О введении в действие информационной системы школы",
            "1. Система ишке киргизилсин.\n2. Ачылыш реестри ушул буйруктун тиркемеси болуп эсептелсин.",
            "1. Ввести систему в действие.\n2. Считать реестр открытия приложением к настоящему приказу.",
        ),
        offered=False,
        rests=lambda order: str(_("the whole system")),
    )
)

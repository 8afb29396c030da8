"""The kinds of orders that the foundations know themselves: roles, teaching load, revocation, opening, other."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from schoolmis.access import Role
from schoolmis.access.models import RoleGrant
from schoolmis.orders import kinds
from schoolmis.orders.forms import EndRolesForm, LoadForm, RolesForm
from schoolmis.orders.kinds import Kind, register
from schoolmis.orders.models import Series
from schoolmis.people.actions import open_account
from schoolmis.people.models import Employee, Person
from schoolmis.structure.actions import close_opening
from schoolmis.structure.models import SchoolClass, Section, TeachingLoad
from schoolmis.structure.permissions import LOAD as LOAD_RIGHT
from schoolmis.ui import dates


def by_id(order, model, ids, *related):
    """Rows of `model` by id, asked once for the papers of both languages."""
    ids = frozenset(pk for pk in ids if pk)
    known = order.__dict__.setdefault("_known", {})
    if (model, ids) not in known:
        known[model, ids] = model.objects.select_related(*related).in_bulk(ids) if ids else {}
    return known[model, ids]


def _end(rows, second) -> None:
    """Rows end on the day the revoking order is dated; those that have not begun never do."""
    rows.update(ends_on=Greatest(F("starts_on"), second.date), revoked_by=second)


def replace(rows, order, starts_on) -> None:
    """A new holder takes over: the former one's right ends where the new one's begins."""
    rows.update(ends_on=Greatest(F("starts_on"), starts_on), revoked_by=order)


def _keeps_director(day) -> None:
    """Nobody could sign the next order in a school without a director."""
    if not RoleGrant.objects.on(day).filter(role=Role.DIRECTOR).exists():
        raise ValidationError(
            gettext("The school would be left without a director: the next one is named by an order first."), "director"
        )


def again(rows, second) -> None:
    """What a revoked order had ended begins again under the revoking one."""
    for row in rows:
        row.pk, row._state.adding = None, True
        row.order, row.starts_on, row.ends_on, row.revoked_by = second, second.date, None, None
        row.save()


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


def of_employees(key):
    """Whom an order concerns whose lines under `key` name employees."""
    return lambda order: Person.objects.filter(
        employee__in={line["employee"] for line in order.payload.get(key, [])}
    ).select_related("user")


def role_lines(order, language):
    lines = order.payload.get("grants", [])
    people = by_id(order, Employee, (line["employee"] for line in lines), "person")
    classes = by_id(order, SchoolClass, (line.get("class") for line in lines))
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
    """R1-5.1a: the teaching load of the year. payload: {from, loads: [{section, employee, hours}], replace}."""
    starts_on = date.fromisoformat(order.payload["from"])
    if order.payload.get("replace"):
        for line in order.payload["loads"]:
            former = TeachingLoad.objects.on(starts_on).filter(section=line["section"])
            replace(former.exclude(teacher=line["employee"]), order, starts_on)
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
    people = by_id(order, Employee, (line["employee"] for line in lines), "person")
    sections = by_id(order, Section, (line["section"] for line in lines), "subject", "group")
    headings = [_("Teacher"), _("Subject"), _("Class"), _("Hours a week")]
    return headings, [
        [str(people[line["employee"]]), section.subject.name, section.group.name, str(line["hours"])]
        for line in lines
        for section in [sections[line["section"]]]
    ]


def revoke_roles(order, second):
    _end(order.role_grants.filter(revoked_by=None), second)
    _keeps_director(second.date)
    again(order.revoked_grants.all(), second)


def revoke_load(order, second):
    _end(order.loads.filter(revoked_by=None), second)
    again(order.revoked_loads.all(), second)


def end_roles(order, by):
    """R3-5.1b: rights end by an order as they began. payload: {from, grants: [id of a RoleGrant]}."""
    starts_on = date.fromisoformat(order.payload["from"])
    replace(RoleGrant.objects.on(starts_on).filter(pk__in=order.payload.get("grants", [])), order, starts_on)
    _keeps_director(starts_on)


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


def has_lines(order, key) -> str:
    return "" if order.payload.get(key) else str(_("The order has no lines yet."))


def day_text(order):
    return dates.date_long(date.fromisoformat(order.payload["from"])) if order.payload.get("from") else ""


def role_effects(order):
    count = len(order.payload.get("grants", []))
    return [
        ngettext("%(n)s right of access begins on %(day)s", "%(n)s rights of access begin on %(day)s", count)
        % {"n": count, "day": day_text(order)},
        _("Whoever has no account yet gets one; a slip with a one-use code is printed on the employee's card"),
    ]


def load_effects(order):
    count = len(order.payload.get("loads", []))
    return [
        ngettext(
            "%(n)s journal opens to its teacher on %(day)s", "%(n)s journals open to their teachers on %(day)s", count
        )
        % {"n": count, "day": day_text(order)},
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
            "1. Төмөнкү кызматкерлерге мектептин маалыматтык системасына кирүү укуктары берилсин.",
            "1. Предоставить указанным работникам права доступа в ИСУО.",
        ),
        apply=grant_roles,
        form=RolesForm,
        revoke=revoke_roles,
        lines=role_lines,
        effects=role_effects,
        ready=lambda order: has_lines(order, "grants"),
        concerns=of_employees("grants"),
    )
)
ROLES_END = register(
    Kind(
        "roles_end",
        _("Ending of roles"),
        Series.STAFF,
        (
            "Мектептин маалыматтык системасына кирүү укуктарын токтотуу жөнүндө",
            "О прекращении прав доступа в информационную систему школы",
            "1. Төмөнкү кызматкерлердин мектептин маалыматтык системасына кирүү укуктары токтотулсун.",
            "1. Прекратить права доступа указанных работников в ИСУО.",
        ),
        apply=end_roles,
        form=EndRolesForm,
        revoke=lambda order, second: again(order.revoked_grants.all(), second),
        lines=ended_lines,
        effects=ended_effects,
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
        revoke=revoke_load,
        lines=load_lines,
        effects=load_effects,
        ready=lambda order: has_lines(order, "loads"),
        concerns=of_employees("loads"),
        draft=LOAD_RIGHT,
    )
)


def close_register(order, by):
    """The opening register is complete: from now on a list brings nobody in without an order of its own (design §5)."""
    close_opening(order.executed_on, by=by)


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
        executed=close_register,
        rests=lambda order: str(_("the whole system")),
    )
)

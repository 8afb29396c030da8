"""The matrix of rights as data: which permission each role has and how far it reaches, read from the registry."""

from dataclasses import dataclass

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from schoolmis.access.permission import EVERYWHERE, registry
from schoolmis.access.roles import Role

REACH = {
    "school_class": _("own class"),
    "section": _("own lessons"),
    "student": _("own child or self"),
    "id": _("where one sits"),
}
EVERYONE = _("whole school")


@dataclass(frozen=True)
class Row:
    code: str
    title: str
    clause: str
    reaches: tuple
    """A word per role, in the order of Role; empty where the role has no such right."""


def groups() -> list[tuple[str, list[Row]]]:
    """[(name of the app, its rows)] in the order of INSTALLED_APPS."""
    order = {app.label: place for place, app in enumerate(apps.get_app_configs())}
    found = {}
    for one in sorted(registry.values(), key=lambda one: (order.get(label_of(one), 999), one.code)):
        row = Row(one.code, one.title, one.clause, tuple(reach_of(one, role) for role in Role))
        found.setdefault(label_of(one), []).append(row)
    return [(name_of(label), rows) for label, rows in found.items()]


def label_of(permission) -> str:
    return permission.code.partition(".")[0]


def reach_of(permission, role) -> str:
    if role not in permission.roles:
        return ""
    reach = permission.roles[role]
    return EVERYONE if reach is EVERYWHERE else REACH[reach.kind]


NAMES = {
    "access": _("Rights"),
    "audit": _("The book"),
    "desk": _("System"),
    "documents": _("Documents"),
    "events": _("Events"),
    "imports": _("Import"),
    "jobs": _("Background jobs"),
    "journal": _("Journal"),
    "notices": _("Notices"),
    "orders": _("Orders"),
    "people": _("Staff"),
    "structure": _("School and calendar"),
    "students": _("Students"),
}


def name_of(label) -> str:
    return NAMES.get(label, label)

"""The staff workbook as a kind of import: people, teaching load, homeroom teachers; it ends in two drafted orders."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from schoolmis.imports import permissions
from schoolmis.imports.kinds import Kind, declare_notes, register
from schoolmis.imports.staff.compare import prepare
from schoolmis.imports.staff.save import import_staff as _import_staff

_after: list[Callable] = []


def after_groups(act: Callable) -> Callable:
    """Register `act(by) -> notes`, called when groups have been made: the app above knows who is in them."""
    _after.append(act)
    return act


def import_staff(staged, by, progress):
    told = _import_staff(staged, by, progress)
    return told + [note for act in _after for note in act(by)]


declare_notes(
    {
        "staff_new": _("Staff taken into the records: %(n)s"),
        "staff_changed": _("Staff whose records were changed: %(n)s"),
        "subjects_new": _("Subjects added: %(names)s. Complete their names in both languages under “School”."),
        "subjects_to_make": _("Subjects the school does not have yet, which will be added: %(names)s"),
        "sections_new": _("Courses of classes and groups made: %(n)s"),
        "groups_new": _("Subgroups and joint classes made: %(n)s"),
        "load_drafted": _("Order on the teaching load drafted, lines: %(n)s. Journals open when it is signed."),
        "load_amended": _("Order on the teaching load, still a draft, was changed; lines: %(n)s"),
        "roles_drafted": _("Order on roles in the system drafted, lines: %(n)s. Nobody has access until it is signed."),
        "roles_amended": _("Order on roles in the system, still a draft, was changed; lines: %(n)s"),
        "first_named": _("%(role)s named by order № 0: %(name)s"),
    }
)
STAFF = register(
    Kind(
        "staff",
        _("Staff, teaching load and homeroom teachers"),
        ("staff", "load", "homeroom"),
        permissions.STAFF,
        prepare=prepare,
        apply=import_staff,
        hint=_("Up to three lists: staff; class, subject, hours and teacher; class and homeroom teacher"),
    )
)
